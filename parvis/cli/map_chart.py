"""A map of opinions as one sheet: bars with their intervals first, the map second, and what it cannot tell."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from parvis.cli.explain import sentences
from parvis.mechanisms.result import Result
from parvis.ui.charts.agreement import Agreement, Share, agreements
from parvis.ui.charts.drawing import Picture
from parvis.ui.charts.hexagons import Hexagon, hexagons
from parvis.ui.charts.scatter import SIDE, Spot, scatter
from parvis.ui.charts.sheet import Part, sheet
from parvis.ui.sentences import sentence
from parvis.ui.typography import french

SHOWN = 8
SAID = {
    "fr": {
        "agreed": "Ce qui rassemble",
        "refused": "Ce que tous refusent",
        "dividing": "Ce qui divise",
        "majority.agreed": "Une majorité pour",
        "majority.refused": "Une majorité contre",
        "range": "Ce qui distingue les deux bouts",
        "range.note": (
            "Le bout 1 est à gauche sur la carte, le bout 2 à droite : chacun est le quart des personnes qui s’y trouve. Entre les deux, "
            "il n’y a pas de vide."
        ),
        "between": "Entre les bouts",
        "end": "Bout",
        "others": "Les phrases les plus approuvées",
        "map": "La carte",
        "map.note": (
            "Chaque marque est une personne ; deux personnes proches ont répondu à peu près pareil. "
            "Les axes n’ont pas de nom, et la carte garde {share} % de ce qui distingue les réponses."
        ),
        "crowd.note": (
            "Chaque hexagone compte des personnes, plus il est sombre plus elles sont nombreuses ; la lettre est celle du groupe le plus "
            "présent. Les axes n’ont pas de nom, et la carte garde {share} % de ce qui distingue les réponses."
        ),
        "bars.note": "La barre est la part d’accord, le trait son intervalle à 95 %, le pointillé la moitié. Sous elle, chaque groupe.",
        "bars.note.people": "La barre est la part d’accord, le trait son intervalle à 95 %, le pointillé la moitié.",
        "shown": "{share} % d’accord, entre {low} et {high} % ; {votes} avis",
        "everybody": "Tous",
        "group": "Groupe",
        "people": "Toutes les personnes",
        "columns": ("Phrase", "Tous"),
        "group.columns": ("Groupe", "Personnes"),
    },
    "en": {
        "agreed": "What brings together",
        "refused": "What all refuse",
        "dividing": "What divides",
        "majority.agreed": "A majority for",
        "majority.refused": "A majority against",
        "range": "What tells the two ends apart",
        "range.note": (
            "End 1 is on the left of the map, end 2 on the right: each is the quarter of the people who stand there. Between them there is "
            "no gap."
        ),
        "between": "Between the ends",
        "end": "End",
        "others": "The statements most agreed with",
        "map": "The map",
        "map.note": (
            "Each mark is a person; two people who stand close answered much alike. Axes have no name, and the map keeps {share}% of what "
            "tells the answers apart."
        ),
        "crowd.note": (
            "Each hexagon counts people, the darker the more; the letter is that of the group most present. Axes have no name, and the map "
            "keeps {share}% of what tells the answers apart."
        ),
        "bars.note": "The bar is the share that agrees, the line its 95% interval, the dots one half. Under it, each group.",
        "bars.note.people": "The bar is the share that agrees, the line its 95% interval, the dots one half.",
        "shown": "{share}% agree, between {low} and {high}%; {votes} votes",
        "everybody": "Everybody",
        "group": "Group",
        "people": "All the people",
        "columns": ("Statement", "Everybody"),
        "group.columns": ("Group", "People"),
    },
}


def chart(result: Result, titles: Mapping[str, str], spoken: str) -> str:
    """Give the text of an .svg file."""
    said: Mapping[str, Any] = SAID[spoken]
    tables: Mapping[str, Any] = result.tables
    letters = [group["letter"] for group in tables["groups"]]
    parts = []
    for kind in ("agreed", "refused", "dividing"):
        if tables[kind]:
            heading = said[f"majority.{kind}" if tables.get("totals_only") else kind]
            parts.append(_bars(heading, tables[kind][:SHOWN], tables["statements"], letters, titles, said, spoken))
    ends = tables.get("range")
    if ends and ends["statements"]:
        rows = {ref: {**tables["statements"][ref], "groups": apart} for ref, apart in ends["statements"].items()}
        parts.append(_bars(said["range"], list(rows)[:SHOWN], rows, ["1", "2"], titles, {**said, **_named_ends(said)}, spoken))
    if not parts and tables["statements"]:
        seen = {ref: row for ref, row in tables["statements"].items() if row["agreed"][0]}
        first = sorted(seen, key=lambda ref: (-Fraction(seen[ref]["agreed"][0]), ref))[:SHOWN]
        parts.append(_bars(said["others"], first, seen, letters, titles, said, spoken))
    drawing = _plane(tables, letters, said)
    if drawing:
        share = round(sum(Fraction(part) for part in tables["axes"].get("shares", ())) * 100)
        note = said["crowd.note" if tables["density"] else "map.note"].format(share=share)
        parts.append(Part(said["map"], drawing, SIDE, _spaced(note, spoken)))
    found = {"agreed": len(tables["agreed"]), "dividing": len(tables["dividing"])}
    code = "opinions.title.none" if tables.get("lacking") else "opinions.title.range" if ends else "opinions.title"
    code = "opinions.title.totals" if tables.get("totals_only") else code
    title = sentence(code, found, spoken).removesuffix(".")
    told = list(sentences(result, {}, spoken))
    return sheet(title, parts, [told[0], *(step for step in told if step is told[-1])])


def _named_ends(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"group": said["end"], "bars.note": said["range.note"]}


def _bars(
    heading: str,
    refs: Sequence[str],
    rows: Mapping[str, Any],
    letters: Sequence[str],
    titles: Mapping[str, str],
    said: Mapping[str, Any],
    spoken: str,
) -> Part:
    items = []
    for ref in refs:
        row = rows[ref]
        point, low, high = (round(Fraction(part) * 100) for part in row["agreed"])
        shown = said["shown"].format(share=point, low=low, high=high, votes=row["agree"] + row["disagree"] + row["pass"])
        groups = [_share(row.get("groups", {}).get(letter, {}).get("agreed")) for letter in letters]
        items.append(Agreement(titles.get(ref, ref), _share(row["agreed"]), groups, _spaced(shown, spoken)))
    columns = (*said["columns"], *(f"{said['group']} {letter}" for letter in letters))
    picture, height = agreements(items, letters=letters, names=(said["everybody"], said["group"]), title=heading, columns=columns, wide=70)
    return Part(heading, picture, height, _spaced(said["bars.note" if letters else "bars.note.people"], spoken))


def _share(written: Sequence[str | None] | None) -> Share | None:
    if not written or written[0] is None:
        return None
    point, low, high = (Fraction(str(part)) for part in written)
    return Share(point, low, high)


def _plane(tables: Mapping[str, Any], letters: Sequence[str], said: Mapping[str, Any]) -> Picture | None:
    names = [f"{said['group']} {letter}" for letter in letters] or [said["people"]]
    if tables["density"]:
        cells = [Hexagon(q, r, people) for q, r, *people in tables["density"]["cells"]]
        return hexagons(cells, groups=names, letters=letters, title=said["map"], columns=said["group.columns"])
    if not tables["places"]:
        return None
    if tables.get("range"):
        first, second = (float(end["from"]) for end in tables["range"]["ends"])
        names = [f"{said['end']} 1", said["between"], f"{said['end']} 2"]
        letters = ("1", "", "2")
        spots = [Spot(float(x), float(y), (float(x) > first) + (float(x) >= second)) for x, y, _ in tables["places"]]
    else:
        number = {letter: place for place, letter in enumerate(letters)}
        spots = [Spot(float(x), float(y), number.get(letter, 0)) for x, y, letter in tables["places"]]
    return scatter(_within(spots), groups=names, title=said["map"], columns=said["group.columns"], letters=letters)


def _within(spots: Sequence[Spot]) -> list[Spot]:
    """Bring the few who stand far out to the edge of the others: few votes stretch a place, and would shrink the map of everybody else."""
    far = sorted(max(abs(spot.x), abs(spot.y)) for spot in spots)
    edge = far[int(0.98 * (len(far) - 1))] or 1.0
    return [Spot(max(-edge, min(edge, spot.x)), max(-edge, min(edge, spot.y)), spot.group) for spot in spots]


def _spaced(text: str, spoken: str) -> str:
    return french(text) if spoken == "fr" else text
