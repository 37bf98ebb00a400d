"""The result of a count, a budget, an apportionment or a delegation as one sheet: what the method looks at, those chosen marked."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from parvis.cli.explain import sentences, shown
from parvis.mechanisms.result import Result
from parvis.ui.charts.bars import Bar, bars
from parvis.ui.charts.drawing import Picture
from parvis.ui.charts.grades import SCALES, Profile, grade_profiles
from parvis.ui.charts.sheet import Part, height_of, sheet
from parvis.ui.sentences import sentence
from parvis.ui.sentences.wording import Wording

SHOWN = 40
SAID = {
    "fr": {
        "votes": "Voix de chaque choix",
        "end": "Voix de chaque choix, à la fin du compte",
        "approvals": "Approbations de chaque choix",
        "points": "Points de chaque choix",
        "totals": "Total des notes de chaque choix",
        "duels": "Duels gagnés par chaque choix",
        "grades": "Mentions de chaque choix",
        "half": "la moitié",
        "projects": "Soutien et prix de chaque projet",
        "seats": "Sièges de chaque liste",
        "weights": "Voix portées par chaque personne",
        "methods": "Méthodes qui élisent chaque choix",
        "columns": ("Choix", "Compte"),
        "mark": "Le pavé marque ce qui est retenu.",
        "more": "Les {count} derniers ne sont pas dessinés.",
        "seat": "{seats} sur {whole}, pour {votes} voix",
        "project": "soutien {support}, prix {price}",
        "method": "{count} sur {whole}",
    },
    "en": {
        "votes": "Votes of each option",
        "end": "Votes of each option when the count ends",
        "approvals": "Approvals of each option",
        "points": "Points of each option",
        "totals": "Total score of each option",
        "duels": "Duels won by each option",
        "grades": "Grades of each option",
        "half": "half",
        "projects": "Support and price of each project",
        "seats": "Seats of each list",
        "weights": "Votes that each person carries",
        "methods": "Methods that elect each option",
        "columns": ("Option", "Count"),
        "mark": "The paver marks what is chosen.",
        "more": "The last {count} are not drawn.",
        "seat": "{seats} of {whole}, for {votes} votes",
        "project": "support {support}, price {price}",
        "method": "{count} of {whole}",
    },
}


def chart(title: str, result: Result, titles: Mapping[str, str], spoken: str, scale: int = 1) -> str:
    """Give the text of an .svg file. `scale` is how many units of a price make one of the file's currency."""
    said: Mapping[str, Any] = SAID[spoken]
    tables: Mapping[str, Any] = result.tables
    wording = Wording(spoken, {}, lambda family, language: {})
    notes = list(sentences(result, titles, spoken, scale))[-3:]
    if "medians" in tables and len(tables["grades"]) in SCALES:
        picture = _grades(result, titles, spoken, said)
        return sheet(title or said["grades"], [Part(said["grades"] if title else "", picture, height_of(picture))], notes)
    what, values = measured(result)
    order = sorted(titles, key=lambda ref: (-values.get(ref, 0), -tables["support"].get(ref, 0), titles[ref]))
    items = []
    for ref in order:
        value = values.get(ref, Fraction(0))
        if what == "seats":
            facts = {"seats": value, "whole": sum(values.values()), "votes": wording.number(tables["support"].get(ref, 0))}
            written = said["seat"].format(**facts)
        elif what == "projects":
            written = said["project"].format(support=wording.number(int(value)), price=shown(tables["costs"][ref], scale, spoken))
        else:
            written = wording.decimal(value, 2)
        items.append(Bar(titles[ref], value, written, what != "seats" and ref in result.outcome))
    return _sheet(title, said[what], items, said, notes)


def weights_chart(result: Result, spoken: str) -> str:
    """Draw how many votes each person carries, who votes; the first of those who carry most."""
    said: Mapping[str, Any] = SAID[spoken]
    wording = Wording(spoken, {}, lambda family, language: {})
    weights: Mapping[str, int] = result.tables["weights"]  # type: ignore[assignment]  # written by liquid_delegation
    items = [Bar(ref, votes, wording.number(votes)) for ref, votes in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))]
    return _sheet("", said["weights"], items, said, list(sentences(result, {}, spoken))[-3:])


def methods_chart(title: str, elected: Sequence[Sequence[str]], titles: Mapping[str, str], spoken: str, notes: Sequence[str]) -> str:
    """Draw under how many methods each option is elected."""
    said: Mapping[str, Any] = SAID[spoken]
    counts = {ref: sum(ref in outcome for outcome in elected) for ref in titles}
    order = sorted(titles, key=lambda ref: (-counts[ref], titles[ref]))
    items = [Bar(titles[ref], counts[ref], said["method"].format(count=counts[ref], whole=len(elected))) for ref in order]
    return _sheet(title, said["methods"], items, said, notes, most=len(elected))


def measured(result: Result) -> tuple[str, dict[str, Fraction]]:
    """Give what a method looks at, and how much of it each option has: seats, points, totals, duels won, votes …"""
    tables: Mapping[str, Any] = result.tables
    if "seats" in tables:
        return "seats", _exact(tables["seats"])
    if "costs" in tables:
        return "projects", _exact(tables["support"])
    if "duels" in tables and "rounds" not in tables:
        duels = tables["duels"]
        won = {
            ref: sum(
                (Fraction(2 * (found > duels[other][ref]) + (found == duels[other][ref]), 2) for other, found in row.items()), Fraction(0)
            )
            for ref, row in duels.items()
        }
        return "duels", won
    for name in ("points", "totals", "approvals"):
        if name in tables:
            return name, _exact(tables[name])
    return ("end" if "rounds" in tables else "votes"), _exact(tables["support"])


def _exact(values: Mapping[str, Any]) -> dict[str, Fraction]:
    return {ref: Fraction(value) for ref, value in values.items()}


def _grades(result: Result, titles: Mapping[str, str], spoken: str, said: Mapping[str, Any]) -> Picture:
    tables: Mapping[str, Any] = result.tables
    words = [_grade(grade, spoken) for grade in tables["grades"]]
    order = [ref for group in result.ranking for ref in group]
    profiles = [
        Profile(titles[ref], tables["histograms"][ref][: len(words)], _grade(tables["medians"][ref], spoken)) for ref in order[:SHOWN]
    ]
    return grade_profiles(profiles, grades=words, title=said["grades"], columns=said["columns"], half=said["half"])


def _grade(grade: str | None, spoken: str) -> str:
    try:
        return sentence(f"voting.grade.{grade}", {}, spoken) if grade else "—"
    except KeyError:  # a grade of one's own has no other word
        return str(grade)


def _sheet(title: str, heading: str, items: Sequence[Bar], said: Mapping[str, Any], notes: Sequence[str], most: int | None = None) -> str:
    drawn = items[:SHOWN]
    picture = bars(drawn, title=heading, columns=said["columns"], most=most)
    told = [*notes, said["more"].format(count=len(items) - SHOWN)] if len(items) > SHOWN else list(notes)
    mark = said["mark"] if any(item.first for item in drawn) else ""
    return sheet(title or heading, [Part(heading if title else "", picture, height_of(picture), mark)], told)
