"""The profile of grades of majority judgment: what voters said of each option, and the grade in the middle."""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.ui.charts.bars import segments
from parvis.ui.charts.drawing import FILLS, Picture, framed, identity, keyed, labelled, paver, tag, words

ROW, BAR = 78, 34
# Fills from the best grade to the worst: what is favourable is solid, what is not is hatched.
SCALES = {
    2: ("g1", "crossed"),
    3: ("g1", "g4", "crossed"),
    4: ("g1", "g3", "sparse", "crossed"),
    5: ("g1", "g2", "g4", "sparse", "crossed"),
    6: FILLS,
    7: ("g1", "g2", "g3", "g4", "stone", "sparse", "crossed"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """An option, how many voters gave it each grade from the best to the worst, and its middle grade in words."""

    label: str
    counts: Sequence[int]
    median: str = ""


def grade_profiles(
    profiles: Sequence[Profile],
    *,
    grades: Sequence[str],
    title: str,
    columns: tuple[str, str],
    half: str,
    description: str = "",
) -> Picture:
    """One bar per option in the order given, cut by grade; the paver stands on the middle, where half the voters are.

    `columns` name the option and its middle grade; `half` is written under the line in the middle.
    Raises ValueError when a profile has another number of grades, or a negative count.

    >>> picture = grade_profiles([Profile("A", [2, 1, 0], "Bien")], grades=["Bien", "Passable", "À rejeter"],
    ...                          title="A", columns=("Option", "Mention"), half="la moitié")
    >>> picture.rows
    [['A', 'Bien', 2, 1, 0]]
    """
    if len(grades) not in SCALES:
        raise ValueError(f"A scale has 2 to 7 grades; got {len(grades)}.")
    for profile in profiles:
        if len(profile.counts) != len(grades):
            raise ValueError(f"{profile.label!r} has {len(profile.counts)} counts for {len(grades)} grades.")
        if any(count < 0 for count in profile.counts):
            raise ValueError(f"{profile.label!r} has a negative count.")
    fills = SCALES[len(grades)]
    prefix = identity("grades", title, [(profile.label, tuple(profile.counts)) for profile in profiles])
    drawn, top = [], 0.0
    for index, profile in enumerate(profiles):
        names, lift = labelled(profile.label, profile.median, top, class_="t-title")
        top += lift
        end = top + (68 if index < len(profiles) - 1 else 72)
        drawn += [
            *names,
            segments(list(zip(grades, profile.counts, strict=True)), top + 27, BAR, fills, prefix),
            tag("line", x1="50%", x2="50%", y1=top + 27, y2=end + 3, class_="ui-s-paper", stroke_width=6),
            tag("line", x1="50%", x2="50%", y1=top + 27, y2=end, class_="ui-s-ink", stroke_width=2),
            paver("50%", top + 35),
        ]
        top += ROW
    height = top + 16
    drawn.append(words(half, x="50%", y=height - 4, anchor="middle"))
    said = description or "; ".join(f"{profile.label} : {profile.median}" for profile in profiles)
    return Picture(
        svg=framed(height, title, said, *drawn, prefix=prefix),
        title=title,
        columns=(*columns, *grades),
        rows=[[profile.label, profile.median, *profile.counts] for profile in profiles],
        key=keyed(zip(fills, grades, strict=True), prefix),
    )
