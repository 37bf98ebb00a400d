"""A map: outlines and numbered points, projected so that shapes look right at their latitude, on bare paper or on tiles of a server."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parvis.ui.charts.drawing import Picture, Tiles, filled, framed, identity, tag, tip, words
from parvis.ui.charts.ground import Ground, Ring
from parvis.ui.charts.tiles import TiledGround

WIDTH, EDGE = 640, 20
FOOT = 44  # room for the scale


@dataclass(frozen=True, slots=True)
class Place:
    """A point by its latitude and longitude in degrees."""

    label: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Area:
    """A territory: its rings (of GeoJSON polygons), its value in words, its fill."""

    label: str
    rings: Sequence[Ring] = field(default_factory=tuple)
    shown: str = ""
    fill: str = "stone"


def places(
    points: Sequence[Place],
    *,
    title: str,
    columns: Sequence[str],
    areas: Sequence[Area] = (),
    outline: Sequence[Ring] = (),
    tiles: Tiles | None = None,
) -> Picture:
    """Points numbered in their order over areas or an outline. The table gives the name of each.

    Equirectangular around the middle latitude: right for a commune, a region or metropolitan France, not for the world.
    With `tiles`, the background is asked of that server, and the projection is the one of its squares.
    Raises ValueError when there is nothing to place, or a coordinate is not on Earth.
    """
    for point in points:
        if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):
            raise ValueError(f"{point.label!r} is not on Earth: latitude {point.latitude}, longitude {point.longitude}.")
    rings = [*outline, *(ring for area in areas for ring in area.rings)]
    corners = [*(pair for ring in rings for pair in ring), *((point.longitude, point.latitude) for point in points)]
    if not corners:
        raise ValueError("A map needs at least one point, area or outline.")
    if not rings:
        # A single place, or several on one square, still get some ground around them: about two hundred metres.
        east, north = (min(each) + max(each) for each in zip(*corners, strict=True))
        corners += [(east / 2 - 0.0013, north / 2 - 0.0009), (east / 2 + 0.0013, north / 2 + 0.0009)]
    ground = (TiledGround if tiles else Ground)(corners, x=EDGE, y=EDGE, width=WIDTH - 2 * EDGE)
    width, height = ground.width + 2 * EDGE, ground.height + 2 * EDGE + (0 if rings else FOOT)
    prefix = identity("places", title, [(p.label, p.latitude, p.longitude) for p in points], [a.label for a in areas])
    drawn = ground.background(tiles, prefix) if tiles and isinstance(ground, TiledGround) else []
    drawn += [tag("path", d=ground.path(outline), class_="ui-s-ink", stroke_width=2)] if outline else []
    if not rings:
        drawn += _ground(ground, width, height)
    for area in areas:
        shape = ground.path(area.rings)
        drawn.append(tag("path", d=shape, fill_rule="evenodd", **filled(area.fill, prefix)))
        drawn.append(tag("path", tip(area.label, area.shown), d=shape, class_="ui-s-ink ui-feel", stroke_width=1.5))
    for number, point in enumerate(points, 1):
        x, y = ground.at(point.longitude, point.latitude)
        drawn.append(tag("rect", tip(number, point.label), x=x - 13, y=y - 13, width=26, height=26, class_="ui-c-ink ui-mark"))
        drawn.append(words(str(number), x=x, y=y + 7, class_="t-mark", anchor="middle"))
    described = "; ".join(
        [*(f"{a.label} : {a.shown}" for a in areas), *(f"{number} {point.label}" for number, point in enumerate(points, 1))]
    )
    rows = [[a.label, a.shown] for a in areas] if areas else [[number, p.label] for number, p in enumerate(points, 1)]
    return Picture(
        svg=framed(0, title, described, *drawn, prefix=prefix, plan=f"0 0 {width:.0f} {height:.0f}"),
        title=title,
        columns=columns,
        rows=rows,
        key=[("", f"{number} {point.label}") for number, point in enumerate(points, 1)],
        plan=True,
        tiles=tiles,
    )


def _ground(ground: Ground, width: float, height: float) -> list[str]:
    """Points alone need an edge, and something to measure with: a frame, a bar of a round length."""
    length = max((step * 10**power for power in range(7) for step in (1, 2, 5) if step * 10**power * ground.metre <= width / 4), default=1)
    end, y = width - EDGE, height - EDGE
    shown = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    return [
        tag("rect", x=1, y=1, width=width - 2, height=height - 2, class_="ui-s-line", stroke_width=2),
        tag("path", d=f"M{end - length * ground.metre:.1f} {y - 8:.1f}v8H{end:.1f}v-8", class_="ui-s-ink", stroke_width=2),
        words(shown, x=end, y=y - 16, class_="t-scale", anchor="end"),
    ]
