"""A treemap: a whole cut into rectangles whose areas are the quantities.

Source: Bruls, Huizing, van Wijk, "Squarified treemaps" (2000), the algorithm that keeps rectangles close to squares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from parvis.ui.charts.drawing import Picture, filled, framed, identity, tag, tip, words

WIDTH, HEIGHT = 640, 400
SMALLEST = 34  # a rectangle narrower than this has no room for its number
Box = tuple[Fraction, Fraction, Fraction, Fraction]  # x, y, width, height


@dataclass(frozen=True, slots=True)
class Plot:
    """A thing and its quantity; `fill` says its kind (g1 to g4, sparse, crossed, spot, stone), `shown` the quantity in words."""

    label: str
    value: int
    shown: str = ""
    fill: str = "stone"


def squarified(values: Sequence[int], width: int = WIDTH, height: int = HEIGHT) -> list[Box]:
    """The rectangles of positive values sorted from the largest, filling the whole, in exact fractions.

    >>> [tuple(map(int, box)) for box in squarified([2, 1, 1], 400, 200)]
    [(0, 0, 200, 200), (200, 0, 200, 100), (200, 100, 200, 100)]
    """
    total = sum(values)
    if not total:
        return []
    areas = [Fraction(value * width * height, total) for value in values]
    x, y, w, h = Fraction(0), Fraction(0), Fraction(width), Fraction(height)
    boxes: list[Box] = []
    while areas:
        side = min(w, h)
        row = [areas[0]]
        while len(row) < len(areas) and _worst([*row, areas[len(row)]], side) <= _worst(row, side):
            row.append(areas[len(row)])
        areas = areas[len(row) :]
        thick = sum(row) / side
        along = Fraction(0)
        for area in row:
            length = area / thick
            boxes.append((x, y + along, thick, length) if w >= h else (x + along, y, length, thick))
            along += length
        if w >= h:
            x, w = x + thick, w - thick
        else:
            y, h = y + thick, h - thick
    return boxes


def _worst(row: Sequence[Fraction], side: Fraction) -> Fraction:
    """The ratio of the least square rectangle of a row."""
    whole = sum(row)
    return max(max(side**2 * area / whole**2, whole**2 / (side**2 * area)) for area in row)


def treemap(plots: Sequence[Plot], *, title: str, columns: tuple[str, str, str]) -> Picture:
    """Rectangles numbered from the largest; the key and the table give the names. Things of quantity zero are only in the table.

    Raises ValueError for a negative quantity.
    """
    for plot in plots:
        if plot.value < 0:
            raise ValueError(f"An area cannot be negative: {plot.label!r} has {plot.value}.")
    ordered = sorted(plots, key=lambda plot: -plot.value)
    drawn_plots = [plot for plot in ordered if plot.value]
    prefix = identity("treemap", title, [(plot.label, plot.value) for plot in ordered])
    drawn = []
    for number, (plot, box) in enumerate(zip(drawn_plots, squarified([p.value for p in drawn_plots]), strict=True), 1):
        x, y, width, height = (float(side) for side in box)
        place = {"x": x + 1.5, "y": y + 1.5, "width": max(width - 3, 0.5), "height": max(height - 3, 0.5)}
        drawn.append(tag("rect", **place, **filled(plot.fill, prefix)))
        drawn.append(tag("rect", tip(plot.label, plot.shown or plot.value), **place, class_="ui-s-ink ui-feel", stroke_width=1.5))
        if min(width, height) >= SMALLEST:
            back = "t-plan t-back" if plot.fill in ("g1", "g2") else "t-plan"
            if plot.fill in ("sparse", "crossed"):
                drawn.append(tag("rect", x=x + 4, y=y + 4, width=34, height=30, class_="ui-c-paper"))
            drawn.append(words(str(number), x=x + 8, y=y + 28, class_=back))
    described = "; ".join(f"{plot.label} : {plot.shown or plot.value}" for plot in ordered)
    return Picture(
        svg=framed(0, title, described, *drawn, prefix=prefix, plan=f"0 0 {WIDTH} {HEIGHT}"),
        title=title,
        columns=columns,
        rows=[[number, plot.label, plot.shown or plot.value] for number, plot in enumerate(ordered, 1)],
        key=[("", f"{number} {plot.label}, {plot.shown or plot.value}") for number, plot in enumerate(drawn_plots, 1)],
        plan=True,
    )
