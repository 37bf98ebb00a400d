"""Bars: one quantity per thing, or one whole cut into parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from parvis.ui.charts.drawing import FILLS, Picture, filled, framed, identity, keyed, labelled, paver, percent, tag, tip, words

ROW, BAR = 62, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """A thing and its quantity; `shown` is the quantity in words, `first` sets it apart (who is ahead)."""

    label: str
    value: int | float | Fraction
    shown: str = ""
    first: bool = False


def bars(
    items: Sequence[Bar],
    *,
    title: str,
    columns: tuple[str, str],
    most: int | float | Fraction | None = None,
    mark: int | float | Fraction | None = None,
    mark_label: str = "",
) -> Picture:
    """Horizontal bars on one scale from zero, in the order given.

    `most` is the end of the scale (the largest value when left out), `mark` a line across all bars (a threshold, a quorum).
    Raises ValueError for a negative value or an empty scale.

    >>> bars([Bar("Oui", 3), Bar("Non", 1)], title="Trois sur quatre", columns=("Réponse", "Voix")).rows
    [['Oui', 3], ['Non', 1]]
    """
    for item in items:
        if item.value < 0:
            raise ValueError(f"A bar cannot be negative: {item.label!r} has {item.value}.")
    end = most if most is not None else max((item.value for item in items), default=0)
    if mark is not None:
        end = max(end, mark)
    prefix = identity("bars", title, [(item.label, item.value) for item in items])
    drawn, pavers, top = [], [], 0.0
    for item in items:
        names, lift = labelled(item.label, item.shown or str(item.value), top, class_="t-bold")
        top += lift
        drawn += names
        about = tip(item.label, item.shown or item.value)
        drawn.append(tag("rect", about, x=0, y=top + 26, width="100%", height=BAR, class_="ui-c-stone"))
        drawn.append(tag("rect", about, x=0, y=top + 26, width=percent(item.value, end), height=BAR, class_="ui-g1"))
        if mark is not None:
            at = percent(mark, end)
            line = {"x1": at, "x2": at, "y1": top + 23, "y2": top + 29 + BAR}
            drawn.append(tag("line", **line, class_="ui-s-paper", stroke_width=6))
            drawn.append(tag("line", **line, class_="ui-s-ink", stroke_width=2))
        if item.first:
            pavers.append(paver(percent(item.value, end), top + 30))
        top += ROW
    height = top
    if mark is not None and items:
        anchor = "end" if Fraction(mark) * 2 > Fraction(end) else "start"
        drawn.append(words(mark_label, x=percent(mark, end), y=height + 8, anchor=anchor))
        height += 16
    drawn += pavers
    described = "; ".join(f"{item.label} : {item.shown or item.value}" for item in items)
    return Picture(
        svg=framed(height, title, described, *drawn, prefix=prefix),
        title=title,
        columns=columns,
        rows=[[item.label, item.shown or item.value] for item in items],
    )


def stacked(
    parts: Sequence[tuple[str, int]],
    *,
    title: str,
    columns: tuple[str, str, str],
    shares: Sequence[str] = (),
    fills: Sequence[str] = FILLS,
    height: int = 44,
) -> Picture:
    """One whole cut into at most six parts, given as (word, count).

    `shares` are the shares in words, in the same order. Raises ValueError for more parts than fills or a negative count.
    """
    if len(parts) > len(fills):
        raise ValueError(f"At most {len(fills)} parts can be told apart; got {len(parts)}.")
    if any(count < 0 for _, count in parts):
        raise ValueError("A part cannot be negative.")
    whole = sum(count for _, count in parts)
    prefix = identity("stacked", title, list(parts))
    said = list(shares) or [percent(count, whole) for _, count in parts]
    described = ", ".join(f"{word} {share}" for (word, _), share in zip(parts, said, strict=True))
    return Picture(
        svg=framed(height, title, described, segments(parts, 0, height, fills, prefix, said), prefix=prefix),
        title=title,
        columns=columns,
        rows=[[word, count, share] for (word, count), share in zip(parts, said, strict=True)],
        key=keyed(
            ((fills[index], f"{word}, {share}") for index, ((word, _), share) in enumerate(zip(parts, said, strict=True))),
            prefix,
        ),
    )


def segments(
    parts: Sequence[tuple[str, int]], top: float, height: float, fills: Sequence[str], prefix: str, said: Sequence[str] = ()
) -> str:
    """One bar cut into (word, count): a paper line between them, an ink line around. `said` are the shares in words."""
    whole = sum(count for _, count in parts)
    drawn, before = [], 0
    for index, (word, count) in enumerate(parts):
        if count:
            start = percent(before, whole)
            box = {"x": start, "y": top, "width": percent(count, whole), "height": height}
            drawn.append(tag("rect", tip(word, count, said[index] if said else ""), **box, **filled(fills[index], prefix)))
            if before:
                drawn.append(tag("line", x1=start, x2=start, y1=top, y2=top + height, class_="ui-s-paper", stroke_width=2))
        before += count
    drawn.append(tag("rect", x=0, y=top, width="100%", height=height, class_="ui-s-ink", stroke_width="1.5", pointer_events="none"))
    return "".join(drawn)
