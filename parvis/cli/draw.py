"""`parvis draw --features F.csv --people P.csv --size 40 --fairness leximin --seed S`: draws a panel by lot, and explains the draw."""

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from parvis.cli import draw_shown as shown
from parvis.cli.errors import CommandError
from parvis.cli.explain import language, sentences
from parvis.cli.patience import Patience
from parvis.mechanisms import registry
from parvis.mechanisms.registry import Mechanism
from parvis.mechanisms.registry_settings import SettingsError
from parvis.mechanisms.result import Plain, Result, Step
from parvis.mechanisms.result_file import publish
from parvis.mechanisms.sortition.ceremony import BrokenPromise, digest
from parvis.mechanisms.sortition.ceremony import seed as seed_of
from parvis.mechanisms.sortition.foundation import BadDrawFile, Flexible, as_settings, read_features, read_people
from parvis.mechanisms.sortition.pool import TICKETS, Draw, Pool
from parvis.mechanisms.sortition.replacing import by_lot, in_order, replacement, reserve
from parvis.ui.sentences import sentence

COMPUTED = ("maximin", "leximin", "nash")


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument(
        "--features", type=Path, metavar="FILE", help="the quotas: feature,value,min,max and perhaps min_flex,max_flex (CSV)"
    )
    parser.add_argument("--people", type=Path, metavar="FILE", help="the pool: an identifier and a column for each feature (CSV)")
    parser.add_argument("--size", type=int, help="how many people are drawn")
    parser.add_argument(
        "--fairness", default="leximin", metavar="SLUG", help="how (leximin); `parvis methods --family sortition` lists the ways"
    )
    seed = parser.add_mutually_exclusive_group()
    seed.add_argument("--seed", help="the public seed")
    seed.add_argument("--ceremony", type=Path, metavar="FILE", help="promises, secrets and public number that the seed is made of (JSON)")
    parser.add_argument("--id", metavar="COLUMN", help="the column of identifiers (id, else people are numbered)")
    parser.add_argument("--household", metavar="COLUMN,…", help="columns of the address: at most one person of each household is drawn")
    parser.add_argument("--tickets", type=int, default=TICKETS, help="tickets of the lottery (1,000,000); 1000 suits three ten-sided dice")
    parser.add_argument(
        "--time-limit", type=float, metavar="SECONDS", help="stop computing then, and say how far from the fairest it may be"
    )
    parser.add_argument("--trials", type=int, help="stratified-draw: estimate chances from so many other draws")
    parser.add_argument(
        "--prepare", type=Path, metavar="FILE", help="write the lottery before the seed is known, and its digest; draw nothing"
    )
    parser.add_argument("--from", dest="prepared", type=Path, metavar="FILE", help="draw from a lottery prepared so")
    parser.add_argument("--reserve", type=int, metavar="N", help="also draw N others, in the order in which they are called")
    parser.add_argument("--after", type=Path, metavar="FILE", help="an earlier draw (its JSON): replace those of --leaving")
    parser.add_argument("--leaving", metavar="ID,ID", help="members who leave that panel")
    parser.add_argument("--json", action="store_true", help="write panel, probabilities, minimum and the whole result as JSON")
    parser.add_argument("--chart", type=Path, metavar="FILE", help="write the chances as a picture (SVG)")
    parser.add_argument("--publish", type=Path, metavar="FILE", help="also write a result file that `parvis recount` reads")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    spoken = language(arguments.language)
    try:
        mechanism, pool, settings, flexible = _prepared(arguments) if arguments.prepared else _asked(arguments)
        if arguments.after:
            pool, settings = replacement(pool, settings, _panel(arguments.after), _names(arguments.leaving))
        settings = _computed(arguments, mechanism, pool, settings, flexible, spoken)
        if arguments.prepare:
            return _write_prepared(arguments.prepare, mechanism, pool, settings, spoken)
        settings = replace(settings, seed=_seed(arguments, mechanism, pool, settings))
        result = mechanism(pool, settings)
        called = _reserve(arguments, mechanism, pool, settings, result, spoken)
    except (BadDrawFile, BrokenPromise, SettingsError, ValueError) as error:
        raise CommandError(str(error)) from None
    if arguments.publish:
        _publish(arguments, mechanism, pool, settings)
    if arguments.chart:
        arguments.chart.write_text(shown.chart(result, pool, spoken), encoding="utf-8")
    if arguments.json:
        print(json.dumps(shown.as_json(result, settings, called, digest(mechanism, pool, settings)), ensure_ascii=False, indent=2))
    else:
        print(*shown.table(result, spoken), "", *sentences(result, {}, spoken), *shown.reserve(called, spoken), sep="\n")
    return 0


def _asked(arguments: argparse.Namespace) -> tuple[Mechanism[Any, Any], Pool, Draw, tuple[Flexible, ...]]:
    missing = [f"--{name}" for name in ("features", "people", "size") if getattr(arguments, name) is None]
    if missing:
        raise CommandError(f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} needed, or --from a prepared lottery.")
    mechanism = _mechanism(arguments.fairness)
    flexible = read_features(arguments.features.name, arguments.features.read_bytes(), arguments.size)
    quotas = [found.quota for found in flexible]
    household = _names(arguments.household)
    pool = read_people(arguments.people.name, arguments.people.read_bytes(), quotas, identifier=arguments.id, household=household)
    asked: dict[str, object] = {
        **as_settings(quotas),
        "size": arguments.size,
        "tickets": arguments.tickets,
        "one_per_household": bool(household),
    }
    if arguments.trials is not None:
        asked["trials"] = arguments.trials
    return mechanism, pool, mechanism.read_settings(asked), flexible


def _mechanism(slug: str) -> Mechanism[Any, Any]:
    if slug not in registry.slugs("sortition"):
        raise CommandError(f'"{slug}" does not draw by lot; these do: {", ".join(registry.slugs("sortition"))}.')
    return registry.get(slug)


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _computed(
    arguments: argparse.Namespace, mechanism: Mechanism[Any, Any], pool: Pool, settings: Draw, flexible: tuple[Flexible, ...], spoken: str
) -> Draw:
    """Give the settings with the lottery in them; when no panel meets the quotas, say why and what could be changed."""
    if mechanism.slug not in COMPUTED or settings.panels:
        return settings
    from parvis.mechanisms.sortition.computing import InfeasibleQuotas, compute
    from parvis.mechanisms.sortition.relaxing import contradictions, proposals

    try:
        with Patience(arguments.time_limit, spoken) as watch:
            return compute(pool, settings, mechanism.slug, watch).into(settings)
    except InfeasibleQuotas:
        limits = {found.quota: (found.least, found.most) for found in flexible}
        found = proposals(pool, settings, limits) or proposals(pool, settings)
        none = Step(code="sortition.wrong.none", facts={"size": settings.size})
        steps = [none, *contradictions(pool, settings), *(proposal.step(number) for number, proposal in enumerate(found, start=1))]
        raise CommandError("\n  ".join(sentence(step.code, step.facts, spoken) for step in steps)) from None


def _seed(arguments: argparse.Namespace, mechanism: Mechanism[Any, Any], pool: Pool, settings: Draw) -> str:
    if arguments.seed is not None:
        return str(arguments.seed)
    if not arguments.ceremony:
        raise CommandError("--seed or --ceremony is needed: a draw that nobody can draw again proves nothing.")
    said = _json(arguments.ceremony)
    parts = {name: said.get(name) for name in ("promises", "secrets")}
    number = said.get("number")
    if not all(isinstance(part, dict) and all(isinstance(held, str) for held in part.values()) for part in parts.values()):
        raise CommandError(f'{arguments.ceremony}: "promises" and "secrets" were expected, each a guardian\'s name and a text.')
    if not isinstance(number, str) or not number.strip():
        raise CommandError(f'{arguments.ceremony}: "number" was expected, the public number as a text.')
    return seed_of(digest(mechanism, pool, settings), parts["promises"], parts["secrets"], number)  # type: ignore[arg-type]  # checked above


def _reserve(
    arguments: argparse.Namespace, mechanism: Mechanism[Any, Any], pool: Pool, settings: Draw, result: Result, spoken: str
) -> shown.Reserve:
    """Draw those who are called when somebody leaves; by lot alone, and say so, when the quotas cannot be kept in proportion."""
    if not arguments.reserve:
        return shown.Reserve()
    rest, asked = reserve(pool, settings, result.outcome, arguments.reserve)
    if arguments.reserve > len(rest.people):
        raise CommandError(f"A reserve of at most {len(rest.people)} people was expected; got {arguments.reserve}.")
    try:
        drawn, quotas = mechanism(rest, _computed(arguments, mechanism, rest, asked, (), spoken)).outcome, True
    except (CommandError, ValueError):
        drawn, quotas = by_lot(rest, asked), False
    return shown.Reserve(in_order(settings.seed, drawn), arguments.reserve, quotas)


def _publish(arguments: argparse.Namespace, mechanism: Mechanism[Any, Any], pool: Pool, settings: Draw) -> None:
    about: dict[str, object] = {"lottery": digest(mechanism, pool, settings)}
    if arguments.ceremony:
        about["ceremony"] = _json(arguments.ceremony)
    document = publish(
        mechanism,
        options=[{"ref": ref, "title": ref} for ref in pool.refs],
        ballots=[{"choice": choice} for choice, _ in pool.choices()],
        counts={"eligible": None},
        settings=settings,
        about=about,
    )
    arguments.publish.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_prepared(path: Path, mechanism: Mechanism[Any, Any], pool: Pool, settings: Draw, spoken: str) -> int:
    from parvis.mechanisms.registry_settings import settings_to_json

    document = {
        "format": "parvis/tirage",
        "schema": 1,
        "mechanism": {"slug": mechanism.slug, "version": mechanism.version, "settings": settings_to_json(replace(settings, seed=""))},
        "people": [choice for choice, _ in pool.choices()],
    }
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(shown.PREPARED[spoken].format(file=path, digest=digest(mechanism, pool, settings)))
    return 0


def _prepared(arguments: argparse.Namespace) -> tuple[Mechanism[Any, Any], Pool, Draw, tuple[Flexible, ...]]:
    said = _json(arguments.prepared)
    named, people = said.get("mechanism"), said.get("people")
    if said.get("format") != "parvis/tirage" or said.get("schema") != 1 or not isinstance(named, dict) or not isinstance(people, list):
        raise CommandError(f'{arguments.prepared}: a prepared lottery was expected ("format": "parvis/tirage", "schema": 1).')
    mechanism = _mechanism(str(named.get("slug")))
    settings = mechanism.read_settings(named.get("settings"))
    refs = [str(person.get("person")) for person in people if isinstance(person, dict)]
    return mechanism, mechanism.summarise(refs, [(person, 1) for person in people], settings), settings, ()


def _panel(path: Path) -> list[str]:
    said = _json(path)
    inner = said.get("result", said)
    panel = inner.get("outcome") if isinstance(inner, dict) else None
    if not isinstance(panel, list) or not all(isinstance(ref, str) for ref in panel):
        raise CommandError(f"{path}: the JSON of an earlier draw was expected, with the panel in result.outcome.")
    return panel


def _json(path: Path) -> Mapping[str, Plain]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CommandError(f"{path}: a JSON file was expected; {error}") from None
    if not isinstance(said, dict):
        raise CommandError(f"{path}: a JSON object was expected.")
    return said
