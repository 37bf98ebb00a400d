"""How many people of each group stand in each hexagon of the map: what is drawn instead of people when there are many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ACROSS = 32
"""About so many hexagons from one side of the map to the other."""


def hexagons(places: Floats, labels: NDArray[np.int64], groups: int) -> tuple[float, list[list[int]]]:
    """Give the side of a hexagon, and for each that holds somebody: column q, row r (axial coordinates) and people by group.

    The middle of a hexagon is at x = side × √3 × (q + r / 2), y = side × 3/2 × r. Places beyond those of 98 % of people were brought back
    before.
    """
    if not len(places):
        return 1.0, []
    reach = float(np.abs(places).max()) or 1.0
    side = round(2 * reach / ACROSS / np.sqrt(3.0), 6) or 1e-6
    q = (places[:, 0] * np.sqrt(3.0) - places[:, 1]) / (3 * side)
    r = 2 * places[:, 1] / (3 * side)
    # Round to the nearest of the three coordinates whose sum is 0; the one that moved most gives way.
    s = -q - r
    whole = [np.rint(each) for each in (q, r, s)]
    moved = [np.abs(one - other) for one, other in zip(whole, (q, r, s), strict=True)]
    first = (moved[0] > moved[1]) & (moved[0] > moved[2])
    second = ~first & (moved[1] > moved[2])
    column = np.where(first, -whole[1] - whole[2], whole[0]).astype(np.int64)
    row = np.where(second, -whole[0] - whole[2], whole[1]).astype(np.int64)
    low_q, low_r, width = int(column.min()), int(row.min()), int(row.max() - row.min() + 1)
    key = ((column - low_q) * width + row - low_r) * groups + labels
    many = np.bincount(key, minlength=(int(key.max()) // groups + 1) * groups).reshape(-1, groups)
    return side, [
        [int(place) // width + low_q, int(place) % width + low_r, *map(int, many[place])] for place in np.flatnonzero(many.sum(axis=1))
    ]
