"""The result of a count, a budget or an apportionment as one sheet: a bar for each option, those chosen marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from parvis.cli.explain import sentences, shown
from parvis.mechanisms.result import Result
from parvis.ui.charts.bars import Bar, bars
from parvis.ui.charts.sheet import Part, height_of, sheet

SHOWN = 40
SAID = {
    "fr": {
        "support": "Soutien de chaque choix",
        "projects": "Soutien et prix de chaque projet",
        "seats": "Sièges de chaque liste",
        "columns": ("Choix", "Soutien"),
        "mark": "Le pavé marque ce qui est retenu.",
        "more": "Les {count} derniers ne sont pas dessinés.",
        "seat": "{seats} sur {whole}, pour {votes} voix",
        "project": "soutien {support}, prix {price}",
    },
    "en": {
        "support": "Support of each option",
        "projects": "Support and price of each project",
        "seats": "Seats of each list",
        "columns": ("Option", "Support"),
        "mark": "The paver marks what is chosen.",
        "more": "The last {count} are not drawn.",
        "seat": "{seats} of {whole}, for {votes} votes",
        "project": "support {support}, price {price}",
    },
}


def chart(title: str, result: Result, titles: Mapping[str, str], spoken: str, scale: int = 1) -> str:
    """Give the text of an .svg file. `scale` is how many units of a price make one of the file's currency."""
    said: Mapping[str, Any] = SAID[spoken]
    tables: Mapping[str, Any] = result.tables
    support: Mapping[str, int] = tables["support"]
    order = sorted(titles, key=lambda ref: (-tables.get("seats", support).get(ref, 0), -support.get(ref, 0), titles[ref]))
    if "seats" in tables:
        heading, whole = said["seats"], sum(tables["seats"].values())
        items = [
            Bar(
                titles[ref],
                tables["seats"].get(ref, 0),
                said["seat"].format(seats=tables["seats"].get(ref, 0), whole=whole, votes=support.get(ref, 0)),
            )
            for ref in order
        ]
    else:
        heading = said["projects" if "costs" in tables else "support"]
        items = [Bar(titles[ref], support.get(ref, 0), _shown(ref, tables, said, scale, spoken), ref in result.outcome) for ref in order]
    notes = list(sentences(result, titles, spoken, scale))[-3:]
    if len(items) > SHOWN:
        notes.append(said["more"].format(count=len(items) - SHOWN))
    return sheet(title or heading, [_part(heading, items[:SHOWN], said)], notes)


def _shown(ref: str, tables: Mapping[str, Any], said: Mapping[str, Any], scale: int, spoken: str) -> str:
    support = tables["support"].get(ref, 0)
    if "costs" not in tables:
        return str(support)
    return str(said["project"].format(support=support, price=shown(tables["costs"][ref], scale, spoken)))


def _part(heading: str, items: Sequence[Bar], said: Mapping[str, Any]) -> Part:
    picture = bars(items, title=heading, columns=said["columns"])
    return Part(heading, picture, height_of(picture), said["mark"] if any(item.first for item in items) else "")
