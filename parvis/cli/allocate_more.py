"""What `parvis allocate` says when asked for more: what would have been enough, whether anybody is left out, rules side by side."""

import argparse
import json
from typing import Any

from parvis.cli.allocate import money
from parvis.cli.errors import CommandError
from parvis.cli.explain import language, shown
from parvis.mechanisms.best_sets import NoSolver
from parvis.mechanisms.budgeting.comparison import compare
from parvis.mechanisms.budgeting.fairness import left_out, priceable
from parvis.mechanisms.budgeting.pabulib import BadPabulib, PabulibFile, read
from parvis.mechanisms.budgeting.what_if import lacks
from parvis.mechanisms.registry import Mechanism
from parvis.mechanisms.result import Plain, Result
from parvis.ui.sentences import sentence

SAID: dict[str, dict[str, Any]] = {
    "fr": {
        "more": "{project} : {more} voix de plus pour ce seul projet auraient suffi.",
        "price": "{project} : un prix de {price} au plus aurait suffi, au lieu de {cost}.",
        "nothing": "{project} : ni voix ni prix seuls n’auraient suffi.",
        "left_out": "{project} : {voters} personnes qui le soutiennent ont droit ensemble à {share}, et sont laissées de côté (EJR+).",
        "nobody": "Aucun groupe n’est laissé de côté (EJR+ à un projet près).",
        True: "Des prix expliquent le résultat : chacun paie autant, pour ce qu’il soutient.",
        False: "Aucun prix n’explique le résultat : certains y gagnent plus que leur part.",
        None: "Trop près de la limite pour dire si des prix expliquent le résultat.",
        "heads": ("Règle", "Projets", "Coût", "Servis", "Projets par personne", "Argent par personne", "Groupes laissés de côté"),
        "words": {"cost": "en argent", "cardinality": "en projets", "none": "sans suite", "add1": "parts augmentées"},
        "common": "Financés sous toutes ces règles : {projects}.",
        "disputed": "{project} : financé par {rules}.",
    },
    "en": {
        "more": "{project}: {more} more votes for this project alone would have been enough.",
        "price": "{project}: a price of at most {price} would have been enough, instead of {cost}.",
        "nothing": "{project}: neither votes nor a price alone would have been enough.",
        "left_out": "{project}: {voters} people who support this project are together entitled to {share}, and are left out (EJR+).",
        "nobody": "No group is left out (EJR+ up to one project).",
        True: "Prices explain the result: everybody pays as much, for what they support.",
        False: "No prices explain the result: some get more than their share.",
        None: "Too near the limit to say whether prices explain the result.",
        "heads": ("Rule", "Projects", "Cost", "Served", "Projects per person", "Money per person", "Groups left out"),
        "words": {"cost": "in money", "cardinality": "in projects", "none": "no more", "add1": "shares raised"},
        "common": "Funded under all these rules: {projects}.",
        "disputed": "{project}: funded by {rules}.",
    },
}


def lacked(rule: Mechanism[Any, Any], settings: Any, result: Result, file: PabulibFile, spoken: str) -> tuple[dict[str, Plain], list[str]]:
    """Say what would have been enough for each project that lost."""
    said, prices = SAID[spoken], settings.prices()
    lost = [ref for ref in settings.projects if ref not in result.outcome]
    found: dict[str, Plain] = {}
    lines = []
    for lack in lacks(lambda profile, asked: rule(profile, asked), file.profile, settings, lost):
        project = file.titles[lack.ref]
        found[lack.ref] = {"more": lack.more, "price": None if lack.price is None else money(lack.price, file.scale)}
        if lack.more is not None:
            lines.append(said["more"].format(project=project, more=lack.more))
        if lack.price is not None:
            lines.append(
                said["price"].format(
                    project=project, price=shown(lack.price, file.scale, spoken), cost=shown(prices[lack.ref], file.scale, spoken)
                )
            )
        if lack.more is None and lack.price is None:
            lines.append(said["nothing"].format(project=project))
    return {"lacked": found}, lines


def checked(rule: Mechanism[Any, Any], settings: Any, result: Result, file: PabulibFile, spoken: str) -> tuple[dict[str, Plain], list[str]]:
    """Say whether a group is left out, and whether prices explain the result."""
    said = SAID[spoken]
    failing = left_out(file.profile, settings, result.outcome)
    lines = [
        said["left_out"].format(project=file.titles[each.ref], voters=each.voters, share=shown(round(each.share), file.scale, spoken))
        for each in failing
    ] or [said["nobody"]]
    try:
        priced = priceable(file.profile, settings, result.outcome)
    except NoSolver as error:
        raise CommandError(str(error)) from None
    lines.append(said[priced])  # type: ignore[index]  # yes, no, or too near
    out: list[Plain] = [{"project": each.ref, "voters": each.voters, "share": str(each.share)} for each in failing]
    return {"left_out": out, "priceable": priced}, lines


def compared(arguments: argparse.Namespace) -> int:
    """Share under several rules and print them side by side."""
    try:
        file = read(arguments.file.name, arguments.file.read_bytes())
        rows = compare(file.profile, file.election)
    except (BadPabulib, ValueError) as error:
        raise CommandError(str(error)) from None
    if arguments.json:
        answer = [
            {
                "rule": row.slug,
                "settings": row.asked,
                "funded": list(row.result.outcome),
                "ties": [tie.to_json() for tie in row.result.ties],
                "cost": row.result.tables["cost"],
                "served": row.served,
                "voters": file.profile.expressed,
                "money": str(row.money),
                "projects": str(row.projects),
                "left_out": row.left_out,
            }
            for row in rows
        ]
        print(json.dumps({"budget": file.election.budget, "unit": f"1/{file.scale}", "rules": answer}, ensure_ascii=False, indent=2))
        return 0
    spoken = language(arguments.language)
    said = SAID[spoken]
    table = [said["heads"]]
    for row in rows:
        label = sentence(f"budgeting.{row.slug}.name", {}, spoken)
        told = [label, *(said["words"].get(str(value), str(value)) for value in row.asked.values())]
        cost, each = (shown(round(amount), file.scale, spoken) for amount in (int(str(row.result.tables["cost"])), row.money))
        many = shown(round(row.projects * 100), 100, spoken)
        table.append((" · ".join(told), str(len(row.result.outcome)), cost, str(row.served), many, each, str(row.left_out)))
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    for line in table:
        print("  ".join([f"{line[0]:{widths[0]}}", *(f"{cell:>{width}}" for cell, width in zip(line[1:], widths[1:], strict=True))]))
    sets = {line[0]: set(row.result.outcome) for line, row in zip(table[1:], rows, strict=True)}
    common = set.intersection(*sets.values())
    print("", said["common"].format(projects=", ".join(file.titles[ref] for ref in file.titles if ref in common) or "—"), sep="\n")
    for ref in file.titles:
        having = [name for name, funded in sets.items() if ref in funded]
        if having and ref not in common:
            print(said["disputed"].format(project=file.titles[ref], rules=", ".join(having)))
    return 0
