"""Who agrees with what: a bar for everybody with its interval, and under it one for each group, told apart by pattern and letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import wrap

from parvis.ui.charts.drawing import LEADING, LINE, Picture, filled, framed, identity, keyed, percent, tag, words

GROUP_FILLS = ("g1", "sparse", "g3", "crossed", "g4")
BAR, THIN, GAP = 22, 13, 18
MARGIN = "5%"  # for the letters of groups, before the bars


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 and the interval that it stands in."""

    point: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Agreement:
    """A statement, how many agree (None where nobody said), the same by group, and the figures in words."""

    label: str
    everybody: Share | None
    groups: Sequence[Share | None] = ()
    shown: str = ""


def agreements(
    items: Sequence[Agreement], *, letters: Sequence[str], names: tuple[str, str], title: str, columns: Sequence[str], wide: int = LINE
) -> tuple[Picture, float]:
    """Bars from 0 to 100 %, in the order given, and how high the drawing is.

    `letters` are those of the groups, `names` the words for everybody and for a group in the key, `wide` how many characters a line of a
    label has. Raises ValueError for more groups than fills, or for an item that has not a share for each group.

    >>> share = Share(Fraction(3, 4), Fraction(2, 3), Fraction(5, 6))
    >>> picture, _ = agreements([Agreement("Un banc", share)], letters=(), names=("tous", "groupe"), title="t", columns=("Phrase", "Part"))
    >>> picture.rows
    [['Un banc', '75 % (67–83)']]
    """
    if len(letters) > len(GROUP_FILLS):
        raise ValueError(f"At most {len(GROUP_FILLS)} groups can be told apart; got {len(letters)}.")
    for item in items:
        if item.groups and len(item.groups) != len(letters):
            raise ValueError(f"{item.label!r} has {len(item.groups)} shares for {len(letters)} groups.")
    prefix = identity("agreements", title, [(item.label, item.everybody, item.groups) for item in items])
    drawn, top = list[str](), 0.0
    for item in items:
        for line in wrap(item.label, wide, break_long_words=True) or [""]:
            drawn.append(words(line, y=top + 16, class_="t-bold"))
            top += LEADING
        for line in wrap(item.shown, wide):
            drawn.append(words(line, y=top + 16, class_="t-soft"))
            top += LEADING
        drawn.append(_bar(item.everybody, top + 4, BAR, "g2", prefix))
        top += BAR + 8
        for letter, share, fill in zip(letters, item.groups, GROUP_FILLS, strict=False):
            drawn.append(words(letter, y=top + 12, class_="t-bold"))
            drawn.append(_bar(share, top, THIN, fill, prefix))
            top += THIN + 5
        top += GAP
    described = "; ".join(f"{item.label} : {item.shown or _written(item.everybody)}" for item in items)
    fills = [("g2", names[0]), *((fill, f"{names[1]} {letter}") for letter, fill in zip(letters, GROUP_FILLS, strict=False))]
    picture = Picture(
        svg=framed(top, title, described, *drawn, prefix=prefix),
        title=title,
        columns=columns,
        rows=[[item.label, _written(item.everybody), *(_written(share) for share in item.groups)] for item in items],
        key=keyed(fills, prefix),
    )
    return picture, top


def _bar(share: Share | None, top: float, height: float, fill: str, prefix: str) -> str:
    """One bar with the middle marked, its value, and its interval as a line with two ends."""
    inside = [tag("rect", width="100%", height=height, class_="ui-c-stone")]
    if share is not None:
        inside.append(tag("rect", width=percent(share.point), height=height, **filled(fill, prefix)))
    inside.append(tag("line", x1="50%", x2="50%", y1=-2, y2=height + 2, class_="ui-s-ink", stroke_width=1, stroke_dasharray="3 3"))
    if share is not None:
        low, high, middle = percent(share.low), percent(share.high), height / 2
        ends = [(low, high, middle, middle, 2.5), (low, low, 2, height - 2, 2.5), (high, high, 2, height - 2, 2.5)]
        for class_, more in (("ui-s-paper", 3.5), ("ui-s-ink", 0)):
            inside += [tag("line", x1=a, x2=b, y1=c, y2=d, class_=class_, stroke_width=thick + more) for a, b, c, d, thick in ends]
    return tag("svg", *inside, x=MARGIN, y=top, width="95%", height=height, overflow="visible")


def _written(share: Share | None) -> str:
    if share is None:
        return "—"
    point, low, high = (round(part * 100) for part in (share.point, share.low, share.high))
    return f"{point} % ({low}–{high})"
