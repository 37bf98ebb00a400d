"""A timeline: periods on one scale of days, and where we are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parvis.ui.charts.drawing import Picture, framed, identity, labelled, paver, percent, tag, tip

ROW, BAR = 54, 14


@dataclass(frozen=True, slots=True)
class Period:
    """Something that lasts from a day to another, both included; `shown` says the dates in words."""

    label: str
    start: date
    end: date
    shown: str
    done: bool = False


def timeline(
    periods: Sequence[Period], *, title: str, columns: tuple[str, str], today: date | None = None, today_label: str = ""
) -> Picture:
    """One line per period: what is done is solid, what is to come hatched, the paver stands on today.

    Raises ValueError when a period ends before it starts.
    """
    for period in periods:
        if period.end < period.start:
            raise ValueError(f"{period.label!r} ends on {period.end}, before it starts on {period.start}.")
    prefix = identity("timeline", title, [(p.label, p.start, p.end) for p in periods])
    first = min((p.start for p in periods), default=date.min)
    days = (max((p.end for p in periods), default=first) - first).days + 1
    drawn, top = [], 0.0
    for period in periods:
        names, lift = labelled(period.label, period.shown, top, class_="t-bold", soft=True)
        top += lift
        box = {
            "x": percent((period.start - first).days, days),
            "y": top + 26,
            "width": percent((period.end - period.start).days + 1, days),
            "height": BAR,
        }
        paint = {"class_": "ui-g1"} if period.done else {"fill": f"url(#{prefix}-sparse)"}
        drawn += [
            *names,
            tag("line", x1=0, x2="100%", y1=top + 33, y2=top + 33, class_="ui-s-line"),
            tag("rect", **box, **paint),
            tag("rect", tip(period.label, period.shown), **box, class_="ui-s-ink ui-feel", stroke_width="1.5"),
        ]
        if today is not None and period.start <= today <= period.end:
            drawn.append(paver(percent((today - first).days * 2 + 1, days * 2), top + 24))
        top += ROW
    height = top
    described = "; ".join(f"{p.label} : {p.shown}" for p in periods)
    return Picture(
        svg=framed(height, title, described + (f". {today_label}" if today_label else ""), *drawn, prefix=prefix),
        title=title,
        columns=columns,
        rows=[[p.label, p.shown] for p in periods],
    )
