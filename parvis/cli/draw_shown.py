"""A draw shown: its table of quotas, its JSON, and its picture."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from parvis.mechanisms.result import Plain, Result
from parvis.mechanisms.sortition.pool import Draw, Pool
from parvis.ui.charts.bars import ROW, Bar, bars
from parvis.ui.charts.sheet import Part, sheet
from parvis.ui.sentences.wording import Wording

HEADINGS = {
    "fr": ("Quota", "", "Min.", "Max.", "Panel", "Candidats"),
    "en": ("Quota", "", "Min.", "Max.", "Panel", "Pool"),
}
PREPARED = {
    "fr": "{file} : tirage préparé. Publiez ce fichier et son empreinte avant de connaître la graine :\n{digest}",
    "en": "{file}: the lottery is prepared. Publish this file and its digest before the seed is known:\n{digest}",
}
CALLED = {
    "fr": {
        "called": "Réserve, dans l’ordre d’appel : {people}.",
        "quotas": "Elle suit les quotas du panel, en proportion.",
        "lot": "Les personnes qui restent ne permettent pas de tenir les quotas en proportion : elle est tirée entre elles sans quota.",
        "fewer": "Elle compte {there} personnes au lieu de {asked} : une seule par foyer.",
    },
    "en": {
        "called": "Reserve, in the order of calling: {people}.",
        "quotas": "It keeps to the quotas of the panel, in proportion.",
        "lot": "The quotas, in proportion, cannot be met with the people who are left: it is drawn among them without quotas.",
        "fewer": "It has {there} people instead of {asked}: one of each household.",
    },
}
CHART = {
    "fr": (
        "Chance d’être tiré : {least} au moins",
        ("Chance", "Personnes"),
        "personne|personnes",
        "Moyenne : {mean}. Panel de {size} sur {pool}.",
    ),
    "en": (
        "Chance of being drawn: at least {least}",
        ("Chance", "People"),
        "person|people",
        "Mean: {mean}. Panel of {size} out of {pool}.",
    ),
}
CLASSES = 12


@dataclass(frozen=True)
class Reserve:
    """Who is called when somebody leaves, in order; how many were asked for, and whether they keep to the quotas in proportion."""

    called: tuple[str, ...] = ()
    asked: int = 0
    quotas: bool = True


def as_json(result: Result, settings: Draw, held: Reserve, digest: str) -> dict[str, Any]:
    """Give the draw as JSON: chances as decimal numbers at the top, exact in `result.tables`."""
    tables = result.tables
    chances: dict[str, str] = tables["probabilities"]  # type: ignore[assignment]  # written by lottery.result
    document: dict[str, Plain | float | dict[str, float]] = {
        "fairness": result.mechanism,
        "size": settings.size,
        "seed": settings.seed,
        "lottery": digest,
        "panel": list(result.outcome),
        "reserve": list(held.called),
        "reserve_drawn_by": ("quotas" if held.quotas else "lot") if held.called else None,
        "probabilities": {ref: float(Fraction(chance)) for ref, chance in chances.items()},
    }
    for name in ("minimum", "bound"):
        value = tables.get(name)
        document[name] = float(Fraction(str(value))) if value is not None else None
    return {**document, "short": None if settings.short is None else float(settings.short), "result": result.to_json()}


def table(result: Result, language: str) -> Iterator[str]:
    """Give each quota in a line: what was asked, and how many of the panel and of the pool have it."""
    rows: list[Sequence[str]] = [HEADINGS[language]]
    for quota in result.tables["quotas"]:  # type: ignore[attr-defined]  # written by lottery.result
        rows.append([quota["feature"], quota["value"], *(str(quota[name]) for name in ("least", "most", "panel", "pool"))])
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    for row in rows:
        numbers = "  ".join(f"{cell:>{width}}" for cell, width in zip(row[2:], widths[2:], strict=True))
        yield f"{row[0]:{widths[0]}}  {row[1]:{widths[1]}}  {numbers}"


def reserve(held: Reserve, language: str) -> Iterator[str]:
    """Say who is called when somebody leaves, and how they were drawn."""
    said = CALLED[language]
    if held.called:
        yield said["called"].format(people=", ".join(held.called))
        yield said["quotas" if held.quotas else "lot"]
        if len(held.called) < held.asked:
            yield said["fewer"].format(there=len(held.called), asked=held.asked)


def chart(result: Result, pool: Pool, language: str) -> str:
    """Draw how many people have which chance."""
    said, wording = CHART[language], Wording(language, {}, lambda family, spoken: {})
    chances = [Fraction(str(chance)) for chance in result.tables["probabilities"].values()]  # type: ignore[attr-defined]  # a mapping
    if not chances:
        raise ValueError("Chances were expected to be known; a stratified draw estimates them with --trials.")
    rounded = Counter(round(chance, 3) for chance in chances)
    if len(rounded) > CLASSES:
        wide = max(Fraction(1, 1000), round(max(chances) / CLASSES, 3))
        rounded = Counter(chance // wide * wide for chance in chances)
        labels = {low: f"{wording.percent(low)} – {wording.percent(low + wide)}" for low in rounded}
    else:
        labels = {low: wording.percent(low) for low in rounded}
    items = [Bar(labels[low], people, wording.plural(people, said[2])) for low, people in sorted(rounded.items())]
    least = min((chance for chance in chances if chance), default=Fraction(0))
    picture = bars(items, title=said[0].format(least=wording.percent(least)), columns=said[1])
    mean = wording.percent(sum(chances, Fraction(0)) / len(chances))
    note = said[3].format(mean=mean, size=len(result.outcome), pool=wording.number(len(pool.people)))
    return sheet(picture.title, [Part("", picture, ROW * len(items))], (note,))
