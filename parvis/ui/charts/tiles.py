"""The background of a map from a server of tiles, where the operator named one: squares of 256 pixels in Web Mercator (EPSG:3857).

Off unless asked for. The pictures stand in the drawing itself, so that the map is one without scripts too.
"""

from collections.abc import Iterable
from math import asinh, atan, cos, degrees, floor, log2, pi, radians, sinh, tan

from parvis.ui.charts.drawing import Tiles, tag
from parvis.ui.charts.ground import Ground

SIDE = 256  # pixels of a square
CLOSEST = 19  # few servers draw closer than this
AROUND = 0.08  # of the longer side: what is left around the outermost places
EARTH = 40_075_016.686  # metres around the equator (WGS 84)
FARTHEST = degrees(atan(sinh(pi)))  # north and south of it the projection has no square


class TiledGround(Ground):
    """What fits all the corners into a box, north up, on squares of a server. At most twenty-five squares fill 600 pixels.

    >>> from parvis.ui.charts.drawing import Tiles
    >>> ground = TiledGround([(2.0, 48.0), (3.0, 49.0)], x=0, y=0, width=600)
    >>> ground.zoom, len(ground.squares(Tiles("https://t.example/{z}/{x}/{y}", "")))
    (8, 6)
    """

    def __init__(self, corners: Iterable[tuple[float, float]], *, x: float, y: float, width: float) -> None:
        self.x, self.y = x, y
        known = [_on_square(*pair) for pair in corners]
        west, north = min(across for across, _ in known), min(down for _, down in known)
        broad, tall = max(across for across, _ in known) - west, max(down for _, down in known) - north
        margin = max(broad, tall, 1e-7) * AROUND
        self.left, self.top = west - margin, north - margin
        broad, tall = broad + 2 * margin, tall + 2 * margin
        self.zoom = max(0, min(CLOSEST, floor(log2(width / SIDE / max(broad, tall)))))
        self.scale = width / max(broad, tall)
        self.width, self.height = broad * self.scale, tall * self.scale
        latitude = degrees(atan(sinh(pi * (1 - 2 * (self.top + tall / 2)))))
        self.metre = self.scale / (EARTH * cos(radians(latitude)))

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Give where a place is on the drawing."""
        across, down = _on_square(longitude, latitude)
        return self.x + (across - self.left) * self.scale, self.y + (down - self.top) * self.scale

    def squares(self, tiles: Tiles) -> list[str]:
        """Give the pictures that lie under the map, cut at its edge."""
        many = 2**self.zoom
        side = self.scale / many
        columns = range(floor(self.left * many), floor((self.left + self.width / self.scale) * many) + 1)
        rows = range(max(0, floor(self.top * many)), min(many - 1, floor((self.top + self.height / self.scale) * many)) + 1)
        return [
            tag(
                "image",
                href=tiles.address.replace("{z}", str(self.zoom)).replace("{x}", str(column % many)).replace("{y}", str(row)),
                x=self.x + (column / many - self.left) * self.scale,
                y=self.y + (row / many - self.top) * self.scale,
                width=side,
                height=side,
                class_="ui-tile",
            )
            for row in rows
            for column in columns
        ]

    def background(self, tiles: Tiles, prefix: str) -> list[str]:
        """Give the squares, with nothing outside the edge of the map."""
        edge = tag("rect", x=self.x, y=self.y, width=self.width, height=self.height)
        cut = tag("clipPath", edge, id=f"{prefix}-edge")
        return [cut, tag("g", *self.squares(tiles), clip_path=f"url(#{prefix}-edge)")]


def _on_square(longitude: float, latitude: float) -> tuple[float, float]:
    """Give where a place is on the square of the whole world, from 0 to 1, from the north-west corner."""
    reached = radians(max(-FARTHEST, min(FARTHEST, latitude)))
    return longitude / 360 + 0.5, 0.5 - asinh(tan(reached)) / (2 * pi)
