"""A draw shown: its table of quotas, its JSON, and its picture."""

from collections import Counter
from collections.abc import Iterator, Sequence
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
CALLED = {"fr": "Réserve, dans l’ordre d’appel : {people}.", "en": "Reserve, in the order of calling: {people}."}
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


def as_json(result: Result, settings: Draw, called: Sequence[str], digest: str) -> dict[str, Any]:
    """Give the draw as JSON: chances as decimal numbers at the top, exact in `result.tables`."""
    tables = result.tables
    chances: dict[str, str] = tables["probabilities"]  # type: ignore[assignment]  # written by lottery.result
    document: dict[str, Plain | float | dict[str, float]] = {
        "fairness": result.mechanism,
        "size": settings.size,
        "seed": settings.seed,
        "lottery": digest,
        "panel": list(result.outcome),
        "reserve": list(called),
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


def reserve(called: Sequence[str], language: str) -> Iterator[str]:
    """Say who is called when somebody leaves."""
    if called:
        yield CALLED[language].format(people=", ".join(called))


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
