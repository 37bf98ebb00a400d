"""A .pb file made of ballots and of a table of projects, so that others can count a budget that was not in one.

Source: https://pabulib.org/format
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TYPES = {"approval": "approval", "choice": "choose-1", "ranking": "ordinal", "points": "cumulative"}
FIRST = ("description", "country", "unit", "subunit", "instance", "num_projects", "num_votes", "budget", "vote_type", "rule")
"""The order in which Pabulib gives these; others follow as they come."""


@dataclass(frozen=True)
class Project:
    """A project: its id, its name, its price as it is written, and what else its row says."""

    ref: str
    name: str
    cost: str
    more: Mapping[str, str]


def made(projects: Sequence[Project], budget: str, kind: str, choices: Iterable[tuple[Any, int]], about: Mapping[str, str]) -> bytes:
    """Write a .pb file. Each (choice, weight) becomes as many rows; a blank ballot is a row without a project.

    >>> bench = Project("b", "Bench", "300", {})
    >>> made([bench], "500", "approval", [(["b"], 2)], {"description": "A square"}).decode().splitlines()[-4:]
    ['VOTES', 'voter_id;vote', '1;b', '2;b']
    """
    rows: list[list[str]] = []
    support = dict.fromkeys((project.ref for project in projects), 0)
    for choice, weight in choices:
        cells = _cells(choice, kind)
        for ref in cells[0].split(",") if cells[0] else ():
            support[ref] += weight
        rows += [[str(len(rows) + number), *cells] for number in range(1, weight + 1)]
    facts = {
        **about,
        "num_projects": str(len(projects)),
        "num_votes": str(len(rows)),
        "budget": budget,
        "vote_type": TYPES[kind],
        "rule": about.get("rule", "unknown"),
    }
    if kind == "points" and "max_sum_points" not in facts:  # required of cumulative ballots
        facts["max_sum_points"] = str(max((sum(map(int, row[2].split(","))) for row in rows if row[2]), default=0))
    order = [key for key in FIRST if key in facts] + [key for key in facts if key not in FIRST]
    more = list(dict.fromkeys(column for project in projects for column in project.more))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    text.write("META\n")
    writer.writerows([("key", "value"), *((key, facts[key]) for key in order)])
    text.write("PROJECTS\n")
    writer.writerow(["project_id", "cost", "votes", "name", *more])
    writer.writerows(
        [each.ref, each.cost, support[each.ref], each.name, *(each.more.get(column, "") for column in more)] for each in projects
    )
    text.write("VOTES\n")
    writer.writerow(["voter_id", "vote", *(["points"] if kind == "points" else [])])
    writer.writerows(rows)
    return text.getvalue().encode()


def _cells(choice: Any, kind: str) -> list[str]:
    if kind == "points":
        given: Mapping[str, int] = choice or {}
        return [",".join(given), ",".join(map(str, given.values()))]
    return [",".join([choice] if isinstance(choice, str) else choice or ())]
