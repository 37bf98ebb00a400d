"""A map without tiles: outlines and numbered points, projected so that shapes look right at their latitude."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import cos, radians

from parvis.ui.charts.drawing import Picture, filled, framed, identity, tag, words

WIDTH, EDGE = 640, 20
Ring = Sequence[tuple[float, float]]  # longitude, latitude, as in GeoJSON


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
    points: Sequence[Place], *, title: str, columns: Sequence[str], areas: Sequence[Area] = (), outline: Sequence[Ring] = ()
) -> Picture:
    """Points numbered in their order over areas or an outline. The table gives the name of each.

    Equirectangular around the middle latitude: right for a commune, a region or metropolitan France, not for the world.
    Raises ValueError when there is nothing to place, or a coordinate is not on Earth.
    """
    for point in points:
        if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):
            raise ValueError(f"{point.label!r} is not on Earth: latitude {point.latitude}, longitude {point.longitude}.")
    rings = [*outline, *(ring for area in areas for ring in area.rings)]
    corners = [*(pair for ring in rings for pair in ring), *((point.longitude, point.latitude) for point in points)]
    if not corners:
        raise ValueError("A map needs at least one point, area or outline.")
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    narrow = cos(radians((south + north) / 2))
    broad, tall = max((east - west) * narrow, 1e-6), max(north - south, 1e-6)
    scale = (WIDTH - 2 * EDGE) / max(broad, tall)
    width, height = broad * scale + 2 * EDGE, tall * scale + 2 * EDGE

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return EDGE + (longitude - west) * narrow * scale, EDGE + (north - latitude) * scale

    def path(several: Sequence[Ring]) -> str:
        return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (at(*pair) for pair in ring)) + "Z" for ring in several)

    prefix = identity("places", title, [(p.label, p.latitude, p.longitude) for p in points], [a.label for a in areas])
    drawn = [tag("path", d=path(outline), class_="ui-s-ink", stroke_width=2)] if outline else []
    for area in areas:
        drawn.append(tag("path", tag("title", _escaped(area)), d=path(area.rings), fill_rule="evenodd", **filled(area.fill, prefix)))
        drawn.append(tag("path", d=path(area.rings), class_="ui-s-ink", stroke_width=1.5))
    for number, point in enumerate(points, 1):
        x, y = at(point.longitude, point.latitude)
        drawn.append(tag("rect", x=x - 13, y=y - 13, width=26, height=26, class_="ui-c-ink"))
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
    )


def _escaped(area: Area) -> str:
    return escape(f"{area.label} : {area.shown}" if area.shown else area.label)
