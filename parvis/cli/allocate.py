"""`parvis allocate FILE.pb --rule SLUG`: shares the budget of a Pabulib file between its projects, and explains the result."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any

from parvis.cli.errors import CommandError
from parvis.cli.explain import language, sentences, shown
from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.pabulib import BadPabulib, PabulibFile, read
from parvis.mechanisms.randomness import lot
from parvis.mechanisms.registry import Mechanism, UnknownMechanism
from parvis.mechanisms.registry_settings import SettingsError, settings_to_json
from parvis.mechanisms.result import Plain, Result, Step
from parvis.mechanisms.result_file import publish
from parvis.ui.sentences import sentence

HEADINGS = {
    "fr": ("", "Projet", "Prix", "Soutien", "Nom", "financé", "à égalité"),
    "en": ("", "Project", "Price", "Support", "Name", "funded", "tied"),
}


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="a .pb file, as Pabulib publishes them")
    parser.add_argument("--rule", metavar="SLUG", help="how to share; `parvis methods --family budgeting` lists the rules")
    parser.add_argument("--compare", action="store_true", help="share under several rules, side by side")
    parser.add_argument("--lacked", action="store_true", help="count again what would have been enough for each project that lost")
    parser.add_argument(
        "--check", action="store_true", help="check that no group is left out (EJR+), and whether prices explain the result"
    )
    parser.add_argument("--utility", choices=["cost", "cardinality", "additive", "support"], help="what a project is worth")
    parser.add_argument(
        "--completion",
        choices=["none", "add1", "add1-greedy", "greedy", "comparison"],
        help="equal shares: what becomes of money left over",
    )
    parser.add_argument("--increment", type=int, help="equal shares: by how much shares are raised, in the file's currency")
    parser.add_argument("--no-skip", action="store_true", help="greedy: end with the first project that costs more than what remains")
    parser.add_argument("--minimum-support", type=int, help="support that a project needs (the file's own threshold)")
    parser.add_argument("--incompatible", action="append", metavar="ID,ID", help="projects of which one at most is funded; may be repeated")
    parser.add_argument("--district", action="append", metavar="MONEY:ID,ID", help="an envelope and its projects; may be repeated")
    parser.add_argument("--conditions", type=Path, metavar="FILE.csv", help="the same from a table: see docs/guides/budget-files.md")
    parser.add_argument("--strict", action="store_true", help="refuse a file whose ballots do not keep to the limits that it states")
    parser.add_argument("--least-part", metavar="SHARE", help='what remains may fund a part of a project, this share at least ("50%%")')
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--tie-order", metavar="ID,ID", help="the order, published before the count, that breaks ties")
    order.add_argument("--seed", help="break ties by the lot drawn from this public seed")
    parser.add_argument("--json", action="store_true", help="write what is funded and the whole result as JSON")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="also draw the support and the price of each project")
    parser.add_argument("--publish", type=Path, metavar="FILE", help="also write a result file that `parvis recount` reads")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    if arguments.compare:
        from parvis.cli.allocate_more import compared

        return compared(arguments)
    if not arguments.rule:
        raise CommandError(f"--rule was expected, one of {', '.join(registry.slugs('budgeting'))}, or --compare.")
    try:
        rule = registry.get(arguments.rule)
    except UnknownMechanism:
        raise CommandError(f'There is no rule "{arguments.rule}"; there are: {", ".join(registry.slugs("budgeting"))}.') from None
    if rule.family != "budgeting":
        raise CommandError(f'"{rule.slug}" does not share a budget; these do: {", ".join(registry.slugs("budgeting"))}.')
    try:
        file = read(arguments.file.name, arguments.file.read_bytes())
        notes = _departures(arguments, file)
        settings = rule.read_settings(_asked(arguments, rule, file))
        profile = file.profile
        result = rule(profile, settings)
    except (BadPabulib, SettingsError, ValueError) as error:
        raise CommandError(str(error)) from None
    if arguments.publish:
        _publish(arguments, rule, settings, file)
    spoken = language(arguments.language)
    answer, more = _as_json(result, file, notes), list[str]()
    if arguments.lacked or arguments.check:
        from parvis.cli.allocate_more import checked, lacked

        for asked, told in ((arguments.lacked, lacked), (arguments.check, checked)):
            if asked:
                found, lines = told(rule, settings, result, file, spoken)
                answer |= found
                more += lines
    if arguments.chart:
        from parvis.cli.result_chart import chart

        drawn = chart(file.meta.get("description", ""), result, file.titles, spoken, file.scale)
        arguments.chart.write_text(drawn, encoding="utf-8")
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        told = [sentence(step.code, step.facts, spoken) for step in notes]
        print(*_table(result, file, spoken), "", *sentences(result, file.titles, spoken, file.scale), *more, *told, sep="\n")
    return 0


def _departures(arguments: argparse.Namespace, file: PabulibFile) -> tuple[Step, ...]:
    """Give the limits of the file that ballots do not keep to; with --strict, refuse the first."""
    from parvis.mechanisms.budgeting.pabulib_limits import departures

    found = departures(arguments.file.name, file)
    if found and arguments.strict:
        told = "\n  ".join(sentence(step.code, step.facts, language(arguments.language)) for step in found)
        raise CommandError(f"{arguments.file.name}: {told}")
    return found


def _asked(arguments: argparse.Namespace, rule: Mechanism[Any, Any], file: PabulibFile) -> dict[str, object]:
    asked: dict[str, object] = dict(settings_to_json(file.election))
    known = {field.name for field in fields(rule.settings)}
    if "increment" in known:
        asked["increment"] = file.scale * (1 if arguments.increment is None else arguments.increment)
    for name in ("utility", "completion", "minimum_support"):
        if getattr(arguments, name) is not None:
            asked[name] = getattr(arguments, name)
    if arguments.conditions:
        from parvis.cli.budget_conditions import read as read_conditions

        asked |= read_conditions(arguments.conditions.name, arguments.conditions.read_bytes(), file)
    if arguments.no_skip:
        asked["skip"] = False
    if arguments.incompatible:
        asked["incompatible"] = [[ref.strip() for ref in group.split(",")] for group in arguments.incompatible]
    if arguments.district:
        envelopes = [part.partition(":") for part in arguments.district]
        if not all(money.strip().isdecimal() and refs for money, _, refs in envelopes):
            raise CommandError(f'--district "5000:12,31" was expected, an envelope and its projects; got {", ".join(arguments.district)}.')
        asked["districts"] = [[ref.strip() for ref in refs.split(",")] for _, _, refs in envelopes]
        asked["envelopes"] = [int(money) * file.scale for money, _, _ in envelopes]
    if arguments.least_part:
        asked["least_part"] = arguments.least_part
    if arguments.tie_order:
        asked["tie_order"] = [ref.strip() for ref in arguments.tie_order.split(",")]
    if arguments.seed is not None:
        asked["tie_order"] = list(lot(arguments.seed, file.election.projects))
    return asked


def _publish(arguments: argparse.Namespace, rule: Mechanism[Any, Any], settings: object, file: PabulibFile) -> None:
    ballots: list[Mapping[str, object]] = [{"choice": choice, "weight": weight} for choice, weight in file.profile.choices()]
    if file.profile.blank:
        ballots.append({"choice": None, "weight": file.profile.blank})
    document = publish(
        rule,
        options=[{"ref": ref, "title": title} for ref, title in file.titles.items()],
        ballots=ballots,
        counts={"eligible": None},
        settings=settings,
        about={"title": file.meta.get("description", ""), "source": arguments.file.name, "currency": file.meta.get("currency", "")},
    )
    arguments.publish.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _table(result: Result, file: PabulibFile, spoken: str) -> Iterator[str]:
    """Give the projects in lines: those funded first, in order, then the others by support."""
    mark, project, price, support, name, funded, tied = HEADINGS[spoken]
    counted, prices = file.profile.support(), file.election.prices()
    others = sorted(set(prices) - set(result.outcome), key=lambda ref: (-counted[ref], ref))
    undecided = {ref for tie in result.ties for ref in tie.options}
    rows = [(mark, project, price, support, name)]
    for ref in (*result.outcome, *others):
        state = funded if ref in result.outcome else tied if ref in undecided else ""
        rows.append((state, ref, shown(prices[ref], file.scale, spoken), str(counted[ref]), file.titles[ref]))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        yield f"{row[0]:{widths[0]}}  {row[1]:{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]:>{widths[3]}}  {row[4]}".rstrip()


def _as_json(result: Result, file: PabulibFile, notes: Sequence[Step]) -> dict[str, Plain]:
    return {
        "rule": result.mechanism,
        "funded": list(result.outcome),
        "cost": money(int(str(result.tables["cost"])), file.scale),
        "budget": money(file.election.budget, file.scale),
        "ties": [tie.to_json() for tie in result.ties],
        "projects": dict(file.titles),
        "limits_not_kept": [step.to_json() for step in notes],
        "result": dict(result.to_json()),
    }


def money(amount: int, scale: int) -> int | str:
    """Give an amount in the file's currency: a whole number, or a fraction as text."""
    return amount // scale if amount % scale == 0 else str(Fraction(amount, scale))
