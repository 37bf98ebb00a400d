"""A crowd on a plane: hexagons, the darker the more people, each with the letter of the group that most of its people are in."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from parvis.ui.charts.drawing import Picture, framed, identity, keyed, tag, words
from parvis.ui.charts.scatter import EDGE, SIDE

SHADES = ("g4", "g3", "g2", "g1")


@dataclass(frozen=True, slots=True)
class Hexagon:
    """A place in axial coordinates (the middle is at √3 (q + r / 2), 3/2 r) and how many people of each group stand there."""

    q: int
    r: int
    people: Sequence[int]


def hexagons(cells: Sequence[Hexagon], *, groups: Sequence[str], letters: Sequence[str], title: str, columns: tuple[str, str]) -> Picture:
    """Hexagons shaded in four steps of as many hexagons each. The table counts each group.

    Raises ValueError for a hexagon that has not a count for each group.
    """
    for cell in cells:
        if len(cell.people) != len(groups):
            raise ValueError(f"A hexagon counts {len(cell.people)} groups; {len(groups)} were expected.")
    prefix = identity("hexagons", title, [(cell.q, cell.r, tuple(cell.people)) for cell in cells])
    middles = [(math.sqrt(3) * (cell.q + cell.r / 2), -1.5 * cell.r) for cell in cells]
    xs, ys = [x for x, _ in middles] or [0.0], [y for _, y in middles] or [0.0]
    size = (SIDE - 2 * EDGE) / (max(max(xs) - min(xs), max(ys) - min(ys)) + 2)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    steps = _steps([sum(cell.people) for cell in cells])
    drawn = [tag("rect", x=1, y=1, width=SIDE - 2, height=SIDE - 2, class_="ui-s-line", stroke_width=2)]
    for cell, (x, y) in zip(cells, middles, strict=True):
        many = sum(cell.people)
        shade = SHADES[sum(many > step for step in steps)]
        at_x, at_y = SIDE / 2 + (x - middle_x) * size, SIDE / 2 + (y - middle_y) * size
        corners = " ".join(
            f"{at_x + size * math.sin(turn * math.pi / 3):.1f},{at_y + size * math.cos(turn * math.pi / 3):.1f}" for turn in range(6)
        )
        drawn.append(tag("polygon", points=corners, class_=f"ui-{shade} ui-area"))
        if letters and size > 7:
            most = max(range(len(groups)), key=lambda group: (cell.people[group], -group))
            dark = shade in ("g1", "g2")
            drawn.append(words(letters[most], x=f"{at_x:.1f}", y=f"{at_y + 5:.1f}", class_="t-back" if dark else None, anchor="middle"))
    counts = [sum(cell.people[index] for cell in cells) for index in range(len(groups))]
    described = ", ".join(f"{name} : {count}" for name, count in zip(groups, counts, strict=True))
    edges = [1, *(step + 1 for step in steps)]
    return Picture(
        svg=framed(0, title, described, *drawn, prefix=prefix, plan=f"0 0 {SIDE} {SIDE}"),
        title=title,
        columns=columns,
        rows=[[name, count] for name, count in zip(groups, counts, strict=True)],
        key=keyed([(shade, f"≥ {edge}") for shade, edge in zip(SHADES, edges, strict=False)], prefix),
        plan=True,
    )


def _steps(counts: Sequence[int]) -> list[int]:
    """Give the counts above which a hexagon is darker: quarters of the hexagons, those that are equal once."""
    ordered = sorted(counts)
    return sorted({ordered[len(ordered) * part // 4] for part in (1, 2, 3)} - {max(ordered, default=0)}) if ordered else []
