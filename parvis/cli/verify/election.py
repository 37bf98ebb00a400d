"""`parvis verify election FILE.bel`: verifies a secret ballot from its published archive. Loads no Django and needs no network."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from parvis.cli.cluster import cluster
from parvis.cli.explain import language
from parvis.cli.secrecy.files import mapped, told
from parvis.mechanisms.result import Plain
from parvis.mechanisms.secrecy.checked import Problem
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.verification import Check, Report, Verifier
from parvis.ui.sentences import sentence

if TYPE_CHECKING:
    from concurrent.futures import Executor

MARKS = {"holds": "✓", "fails": "✗", "absent": "–", "unchecked": "?"}
# Fewer ballots than that are verified before other processes have started.
SMALL_FILE = 1 << 20


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="the archive of the election, a .bel file")
    parser.add_argument("--against", type=Path, metavar="EARLIER", help="an archive you kept: prove that nothing was removed since")
    parser.add_argument("--json", action="store_true", help="write the report as JSON")
    parser.add_argument("--cores", type=int, default=0, metavar="N", help="verify on so many cores (all by default)")
    parser.add_argument("--dask", metavar="ADDRESS", help="verify on the Dask cluster whose scheduler has this address")
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the report")


def run(arguments: argparse.Namespace) -> int:
    """Give 0 when all that is published holds, 1 when something does not."""
    progress = _silent if arguments.quiet or arguments.json or not sys.stderr.isatty() else _shown
    with (
        told(arguments.language),
        mapped(arguments.file) as data,
        _earlier(arguments.against) as earlier,
        _place(arguments, len(data)) as on,
    ):
        report = Verifier(data, earlier=earlier, on=on, progress=progress).run()
    if progress is _shown:
        print("\r\033[K", end="", file=sys.stderr)
    if arguments.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    else:
        print(*words(report, language(arguments.language)), sep="\n")
    return 0 if report.holds else 1


def words(report: Report, spoken: str) -> Iterator[str]:
    """Give the report in sentences: the election, each check, the verdict, the figures."""

    def say(code: str, **facts: Plain) -> str:
        return sentence(f"secrecy.{code}", facts, spoken)

    if report.election:
        election = report.election
        yield say("title", name=election.name, uuid=election.uuid, group=election.group.name, fingerprint=election.fingerprint)
    for check in report.checks:
        title = say(f"title.{check.name}")
        if check.state == "holds":
            yield f"{MARKS[check.state]} {title} · {say(f'check.{check.name}', **check.facts)}"
        elif check.state == "fails":
            yield f"{MARKS[check.state]} {title}"
            yield from (f"    {_problem(check, problem, spoken)}" for problem in check.problems)
            if check.failures > len(check.problems):
                yield f"    {say('more', count=check.failures - len(check.problems))}"
        else:
            yield f"{MARKS[check.state]} {title} · {say(check.state)}"
    yield say("verdict.holds" if report.complete else "verdict.so-far" if report.holds else "verdict.fails")
    if report.complete:
        yield from _figures(report, say("ask.blank"))


def as_json(report: Report) -> dict[str, Plain]:
    """Give the report as plain values."""
    election = report.election
    return {
        "holds": report.holds,
        "complete": report.complete,
        "election": election
        and {"name": election.name, "uuid": election.uuid, "group": election.group.name, "fingerprint": election.fingerprint},
        "ballots": report.ballots,
        "voters": report.voters,
        "last_event": report.last_event,
        "checks": [
            {
                "check": check.name,
                "state": check.state,
                "facts": check.facts,
                "failures": check.failures,
                "problems": [{"place": place, "code": code, "facts": facts} for place, code, facts in check.problems],
            }
            for check in report.checks
        ],
        "result": report.result,
    }


def _problem(check: Check, problem: Problem, spoken: str) -> str:
    where = []
    if problem.place:
        kind = {"ballots": "ballot", "shuffles": "shuffle"}.get(check.name)
        where = [sentence(f"secrecy.where.{kind}", {"place": problem.place}, spoken)] if kind else []
    for name in ("trustee", "owner", "question"):
        if name in problem.facts:
            where.append(sentence(f"secrecy.where.{name}", problem.facts, spoken))
    said = sentence(f"secrecy.{problem.code}", problem.facts, spoken)
    separator = "\u00a0: " if spoken == "fr" else ": "
    return f"{', '.join(where)}{separator}{said} [{problem.code}]" if where else f"{said} [{problem.code}]"


def _figures(report: Report, blank: str) -> Iterator[str]:
    assert report.election is not None
    for question, figures in zip(report.election.questions, report.result, strict=True):
        yield ""
        yield question.question
        if isinstance(question, Embedded):
            yield f"  {' · '.join(question.answers)}"
            yield from (f"  {' '.join(map(str, line))}" for line in figures)
            continue
        flat = figures if isinstance(question.answers[0], str) else [figure for some in figures for figure in some]
        names = [name for one in question.answers for name in ([one] if isinstance(one, str) else one)]
        if len(flat) > len(names):
            names = [blank, *names]
        yield from (f"  {name} : {figure}" for name, figure in zip(names, flat, strict=True))


@contextmanager
def _earlier(path: Path | None) -> Iterator[memoryview | None]:
    if path is None:
        yield None
        return
    with mapped(path) as view:
        yield view


@contextmanager
def _place(arguments: argparse.Namespace, size: int) -> Iterator[Executor | None]:
    """Give where ballots are verified: here when they are few, on the cores, or on a cluster."""
    if arguments.dask:
        with ExitStack() as stack:
            try:
                pool = stack.enter_context(cluster(arguments.dask))
            except (OSError, ValueError):
                raise Rejected("file.cluster", address=arguments.dask) from None
            yield pool
        return
    cores = arguments.cores or os.cpu_count() or 1
    if cores == 1 or size < SMALL_FILE:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=cores) as pool:
        yield pool


def _silent(step: str, done: int, of: int) -> None:
    pass


def _shown(step: str, done: int, of: int) -> None:
    print(f"\r\033[K{step} {done}/{of}", end="", file=sys.stderr, flush=True)
