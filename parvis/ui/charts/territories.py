"""Maps of France: departements or regions in four shades, the overseas ones and the small crown around Paris in boxes of their own.

The outlines are in `outlines/` (see ORIGIN.txt there): nothing is asked of a server of tiles.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from parvis.ui.charts.drawing import Picture, framed, identity, keyed, tag, tip
from parvis.ui.charts.ground import Ground, Ring

OUTLINES = Path(__file__).resolve().parent / "outlines"
LEVELS = ("departements", "regions")
SHADES = ("g4", "g3", "g2", "g1")  # from the smallest values to the largest
WIDTH, GAP = 640, 16
BOX = 112
OVERSEAS = {"departements": ("971", "972", "973", "974", "976"), "regions": ("01", "02", "03", "04", "06")}
CROWN = ("75", "92", "93", "94")  # too small to be seen on the map of the whole


@dataclass(frozen=True, slots=True)
class Territory:
    """A departement or a region: its code (INSEE), its name, its rings in degrees."""

    code: str
    name: str
    rings: tuple[Ring, ...]
    region: str = ""


@cache
def known(level: str) -> dict[str, Territory]:
    """Give the territories of a level by their code. Raises ValueError naming the levels when it is another."""
    if level not in LEVELS:
        raise ValueError(f"A level is one of {', '.join(LEVELS)}; got {level!r}.")
    found = {}
    for feature in json.loads((OUTLINES / f"{level}.geojson").read_text(encoding="utf-8"))["features"]:
        facts = feature["properties"]
        rings = tuple(tuple((x, y) for x, y in ring) for polygon in feature["geometry"]["coordinates"] for ring in polygon)
        found[facts["code"]] = Territory(facts["code"], facts["nom"], rings, facts.get("region", ""))
    return found


def shades(values: Mapping[str, int | Fraction]) -> dict[str, str]:
    """Give the shade of each territory: four classes that hold as many territories each; equal values have one shade.

    >>> shades({"a": 1, "b": 2, "c": 3, "d": 4})
    {'a': 'g4', 'b': 'g3', 'c': 'g2', 'd': 'g1'}
    """
    ordered = sorted(values.values())
    rank = {value: index for index, value in reversed(list(enumerate(ordered)))}
    return {code: SHADES[rank[value] * len(SHADES) // len(ordered)] for code, value in values.items()}


def france(
    values: Mapping[str, int | Fraction],
    *,
    title: str,
    columns: tuple[str, str],
    say: Callable[[int | Fraction], str] = str,
    level: str = "departements",
    missing: str = "–",
) -> Picture:
    """A map of what is counted in each territory (by INSEE code), in four shades; the table gives every figure.

    `say` writes a value in words, `missing` is what stands where there is none. Raises ValueError for a code that does not exist.
    """
    places = known(level)
    if strange := sorted(set(values) - set(places)):
        raise ValueError(f"Expected codes of {level} (INSEE), as {', '.join(list(places)[:3])}; got {', '.join(strange)}.")
    shade = shades(values)
    prefix = identity("france", title, level, sorted((code, str(value)) for code, value in values.items()))

    def shown(code: str) -> str:
        return say(values[code]) if code in values else missing

    def shape(code: str, ground: Ground) -> str:
        place = places[code]
        painted = f"ui-{shade[code]}" if code in shade else "ui-c-paper"
        return tag("path", tip(place.name, shown(code)), d=ground.path(place.rings), class_=f"ui-area {painted}")

    apart = OVERSEAS[level]
    mainland = [code for code in places if code not in apart]
    ground = Ground(_corners(places, mainland), x=GAP, y=GAP, width=WIDTH - 2 * GAP)
    drawn = [shape(code, ground) for code in mainland]
    top = ground.height + 2 * GAP
    for index, code in enumerate(apart):
        drawn += _boxed(shape, places, [code], GAP + index * (BOX + 12), top)
    if level == "departements":
        drawn += _boxed(shape, places, list(CROWN), WIDTH - BOX - 2, 2)
    described = "; ".join(f"{places[code].name} : {shown(code)}" for code in places if code in values)
    return Picture(
        svg=framed(0, title, described, *drawn, prefix=prefix, plan=f"0 0 {WIDTH} {top + BOX + GAP:.0f}"),
        title=title,
        columns=columns,
        rows=[[place.name, shown(code)] for code, place in places.items()],
        key=keyed(_key(values, shade, say, missing, everywhere=len(values) == len(places)), prefix),
        plan=True,
    )


def _boxed(shape: Callable[[str, Ground], str], places: Mapping[str, Territory], codes: list[str], x: float, y: float) -> list[str]:
    frame = tag("rect", x=x, y=y, width=BOX, height=BOX, class_="ui-s-line", stroke_width=1.5)
    room = BOX - 16
    fitted = Ground(_corners(places, codes), x=0, y=0, width=room, height=room)
    ground = Ground(_corners(places, codes), x=x + (BOX - fitted.width) / 2, y=y + (BOX - fitted.height) / 2, width=room, height=room)
    return [frame, *(shape(code, ground) for code in codes)]


def _corners(places: Mapping[str, Territory], codes: list[str]) -> list[tuple[float, float]]:
    return [pair for code in codes for ring in places[code].rings for pair in ring]


def _key(
    values: Mapping[str, int | Fraction], shade: Mapping[str, str], say: Callable[[int | Fraction], str], missing: str, *, everywhere: bool
) -> list[tuple[str, str]]:
    entries = []
    for name in SHADES:
        inside = [value for code, value in values.items() if shade[code] == name]
        if inside:
            low, high = say(min(inside)), say(max(inside))
            entries.append((name, low if low == high else f"{low} – {high}"))
    return entries if everywhere else [*entries, ("paper", missing)]
