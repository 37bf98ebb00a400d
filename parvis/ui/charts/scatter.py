"""A scatter: people or things placed by two quantities. Groups differ by shape; axes may stay unnamed (opinion maps)."""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.ui.charts.drawing import Picture, framed, identity, tag, words

SIDE, EDGE = 640, 24
SHAPES = ("square", "ring", "diamond", "cross", "triangle")


@dataclass(frozen=True, slots=True)
class Spot:
    """One place, in units of its own; `group` is an index in the groups of the picture, `here` marks "you"."""

    x: float
    y: float
    group: int = 0
    here: bool = False


def scatter(
    spots: Sequence[Spot],
    *,
    groups: Sequence[str],
    title: str,
    columns: tuple[str, str],
    across: str = "",
    up: str = "",
    letters: Sequence[str] = (),
) -> Picture:
    """Points on equal scales, the groups told apart by shape. The table counts each group: a point is nobody's name.

    `letters`, one a group (an empty one for none), are written in the middle of their points. Raises ValueError for more groups than
    shapes, or a point outside them.
    """
    if len(groups) > len(SHAPES):
        raise ValueError(f"At most {len(SHAPES)} groups can be told apart; got {len(groups)}.")
    for spot in spots:
        if not 0 <= spot.group < len(groups):
            raise ValueError(f"A point has group {spot.group}; groups go from 0 to {len(groups) - 1}.")
    prefix = identity("scatter", title, [(spot.x, spot.y, spot.group) for spot in spots])
    xs, ys = [spot.x for spot in spots] or [0.0], [spot.y for spot in spots] or [0.0]
    reach = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    scale = (SIDE - 2 * EDGE) / reach
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    drawn = [tag("rect", x=1, y=1, width=SIDE - 2, height=SIDE - 2, class_="ui-s-line", stroke_width=2)]
    # "You" last, so that nobody hides it.
    for spot in sorted(spots, key=lambda each: each.here):
        x = SIDE / 2 + (spot.x - middle_x) * scale
        y = SIDE / 2 - (spot.y - middle_y) * scale
        drawn.append(_you(x, y) if spot.here else shape(SHAPES[spot.group], x, y))
    for index, letter in enumerate(letters):
        inside = [spot for spot in spots if spot.group == index]
        if inside and letter:
            x, y = (sum(getattr(spot, axis) for spot in inside) / len(inside) for axis in ("x", "y"))
            drawn.append(lettered(letter, SIDE / 2 + (x - middle_x) * scale, SIDE / 2 - (y - middle_y) * scale))
    if across:
        drawn.append(words(across, x=SIDE - 12, y=SIDE - 14, class_="t-plan", anchor="end"))
    if up:
        drawn.append(words(up, x=12, y=34, class_="t-plan"))
    counts = [sum(spot.group == index for spot in spots) for index in range(len(groups))]
    described = ", ".join(f"{name} : {count}" for name, count in zip(groups, counts, strict=True))
    return Picture(
        svg=framed(0, title, described, *drawn, prefix=prefix, plan=f"0 0 {SIDE} {SIDE}"),
        title=title,
        columns=columns,
        rows=[[name, count] for name, count in zip(groups, counts, strict=True)],
        key=[
            (tag("svg", shape(SHAPES[index], 11, 8), viewBox="0 0 22 16", aria_hidden="true"), f"{name} ({count})")
            for index, (name, count) in enumerate(zip(groups, counts, strict=True))
        ],
        plan=True,
    )


def shape(name: str, x: float, y: float, size: float = 5) -> str:
    """The mark of a group: full square, ring, diamond, cross or open triangle, with a paper edge so that crowds stay readable."""
    if name == "square":
        return tag("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, class_="ui-c-ink")
    if name == "ring":
        return tag("circle", cx=x, cy=y, r=size + 0.5, class_="ui-ring", stroke_width=2.5)
    if name == "diamond":
        half = size * 1.3
        return tag("path", d=f"M{x:.2f} {y - half:.2f}l{half} {half}l{-half} {half}l{-half} {-half}z", class_="ui-g3")
    if name == "triangle":
        wide = size * 1.3
        return tag("path", d=f"M{x:.2f} {y - wide:.2f}l{wide} {2 * wide}h{-2 * wide}z", class_="ui-ring", stroke_width=2)
    return tag(
        "path",
        d=f"M{x - size:.2f} {y - size:.2f}l{2 * size} {2 * size}m0 {-2 * size}l{-2 * size} {2 * size}",
        class_="ui-s-ink",
        stroke_width=2.5,
    )


def lettered(letter: str, x: float, y: float) -> str:
    """A letter on a square of paper, for the middle of a group."""
    box = tag("rect", x=x - 17, y=y - 17, width=34, height=34, class_="ui-ring", stroke_width=2.5)
    return box + words(letter, x=f"{x:.2f}", y=f"{y + 10:.2f}", class_="t-plan", anchor="middle")


def _you(x: float, y: float) -> str:
    place = {"x": x - 12, "y": y - 12, "width": 24, "height": 24}
    return tag("rect", **place, class_="ui-c-spot") + tag("rect", **place, class_="ui-s-here", stroke_width=4)
