"""Places on Earth laid out on a plan: rings and points of longitudes and latitudes, fitted into a box.

Equirectangular around the middle latitude: right for a commune, a region or metropolitan France, not for the world.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, radians

METRES_IN_A_DEGREE = 111_320  # of latitude
Ring = Sequence[tuple[float, float]]  # longitude, latitude, as in GeoJSON


class Ground:
    """What fits all the corners given into a box of the drawing, keeping north up and the shapes as they are.

    >>> ground = Ground([(0.0, 0.0), (2.0, 1.0)], x=10, y=20, width=200, height=200)
    >>> ground.at(0.0, 1.0), ground.at(2.0, 0.0)
    ((10.0, 20.0), (210.0, 120.00...))
    """

    def __init__(self, corners: Iterable[tuple[float, float]], *, x: float, y: float, width: float, height: float | None = None) -> None:
        known = list(corners)
        self.x, self.y = x, y
        self.west, self.north = min(lon for lon, _ in known), max(lat for _, lat in known)
        south = min(lat for _, lat in known)
        self.narrow = cos(radians((south + self.north) / 2))
        broad, tall = max((max(lon for lon, _ in known) - self.west) * self.narrow, 1e-6), max(self.north - south, 1e-6)
        self.scale = width / max(broad, tall) if height is None else min(width / broad, height / tall)
        self.width, self.height = broad * self.scale, tall * self.scale
        self.metre = self.scale / METRES_IN_A_DEGREE  # pixels

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Give where a place is on the drawing."""
        return self.x + (longitude - self.west) * self.narrow * self.scale, self.y + (self.north - latitude) * self.scale

    def path(self, rings: Iterable[Ring]) -> str:
        """Give the path of a territory: each ring closed, in tenths of a pixel from one corner to the next."""
        drawn = []
        for ring in rings:
            corners = [(round(x * 10), round(y * 10)) for x, y in (self.at(*pair) for pair in ring)]
            steps = ((x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(corners))
            moves = "".join(f"{_tenths(x)} {_tenths(y)} ".replace(" -", "-") for x, y in steps if x or y)
            drawn.append(f"M{_tenths(corners[0][0])} {_tenths(corners[0][1])}l{moves.rstrip()}z" if moves else "")
        return "".join(drawn)


def _tenths(value: int) -> str:
    return f"{value / 10:g}"
