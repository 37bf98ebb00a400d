"""`parvis import`: contributions and votes from files. docs/guides/importing.md says what the files hold."""

from __future__ import annotations

import argparse
import csv
import gzip
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from parvis.cli.errors import CommandError
from parvis.cli.ready import set_up

if TYPE_CHECKING:
    from parvis.core.people.models import Person
    from parvis.core.processes.models import Phase, Process
    from parvis.core.spaces.models import Space
    from parvis.features.consultation.actions import Report
    from parvis.features.consultation.imports import Row

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be brought in."""
    kinds = parser.add_subparsers(dest="what", metavar="what", required=True)
    contributions = kinds.add_parser("contributions", help="contributions from a table, JSON lines, or a folder of a known consultation")
    contributions.add_argument("files", type=Path, nargs=1, metavar="FILE", help="a .csv, .tsv or .jsonl file (also .gz), or a folder")
    contributions.add_argument("--process", metavar="SLUG", required=True, help="the process that receives them, as its address names it")
    contributions.add_argument("--phase", type=int, metavar="POSITION", help="which phase of the process (default: the one that gathers)")
    contributions.add_argument("--source", help="a name for where they come from; the same name and identifier come in once")
    contributions.add_argument(
        "--archive", action="store_true", help="nobody owes them an answer: they come from a consultation of the past"
    )
    contributions.add_argument("--preview", action="store_true", help="say what would be taken and what not, and write nothing")
    contributions.add_argument("--report", type=Path, metavar="FILE.csv", help="write what became of every row; it must not exist")
    contributions.add_argument("--create-in", metavar="SPACE", help="when there is no such process, make an archived one in this space")
    votes = kinds.add_parser("preflib", help="a finished vote from files of PrefLib, with its ballots; several files are added up")
    votes.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a .cat file of approvals")
    votes.add_argument("--space", metavar="SPACE", required=True, help="the space that receives it")
    votes.add_argument("--process", metavar="SLUG", help="the address of the new process (default: from the title)")
    votes.add_argument("--citation", default="", help="what the data asks to be cited")
    for each in (contributions, votes):
        each.add_argument("--title", help="the title of the new process")
        each.add_argument("--by", metavar="EMAIL", help="who brings them in (default: an officer of the space)")


def bring_in(arguments: argparse.Namespace) -> int:
    """Bring in what was asked for; give 0 when all of it is there, 1 when rows were left out."""
    set_up()
    from django.core.exceptions import PermissionDenied, ValidationError

    from parvis.features.consultation.imports import Unreadable
    from parvis.mechanisms.voting.ballot_file import BallotFileError

    try:
        return contributions(arguments) if arguments.what == "contributions" else preflib(arguments)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    except (PermissionDenied, Unreadable, BallotFileError) as error:
        raise CommandError(str(error)) from None


def contributions(arguments: argparse.Namespace) -> int:
    """Bring in contributions, all in one transaction."""
    from django.db import transaction

    from parvis.core.processes.models import Phase, Process
    from parvis.features.consultation import imports

    if arguments.report and arguments.report.exists():
        raise CommandError(f"{arguments.report} exists already; name another file.")
    rows, source = _rows(arguments.files[0], arguments.source)
    process = Process.objects.select_related("space__parent__parent__parent").filter(slug=arguments.process).first()
    if process is None and not arguments.create_in:
        raise CommandError(f'There is no process "{arguments.process}". Name another, or give the space of a new one: --create-in SPACE.')
    with transaction.atomic():
        if process is None:
            phase, by = _archived(arguments, rows)
        else:
            phase, by = _phase(process, arguments.phase), _by(process.space, arguments.by)
        if phase.state == Phase.State.CLOSED and (report := imports.all_there(phase, rows, source=source)):
            return _say(report, arguments)
        archive = arguments.archive or process is None
        report = imports.bring_in(phase, rows, by=by, source=source, calls_for_answer=not archive, preview=arguments.preview)
        if process is None:
            _close(phase.process, by)
        if arguments.preview:
            transaction.set_rollback(True)
    return _say(report, arguments)


def preflib(arguments: argparse.Namespace) -> int:
    """Make a finished vote of files of ballots."""
    from django.db import transaction

    from parvis.core.decisions.actions import close_process
    from parvis.core.processes import actions as processes
    from parvis.features.ballots import actions as ballots
    from parvis.features.ballots.imports import finished

    vote = finished([(path.name, path.read_bytes()) for path in arguments.files])
    space = _space(arguments.space)
    by = _by(space, arguments.by)
    title = arguments.title or vote.title or arguments.files[0].stem
    names = ", ".join(path.name for path in arguments.files)
    plan = processes.Plan(kind="vote", title=title[:120], mechanism="approval", settings={"electorate": "archive"})
    with transaction.atomic():
        process = _create(space, by, title=title, slug=arguments.process, purpose=arguments.citation, plans=[plan], source=names)
        about = {"source": names} | ({"citation": arguments.citation} if arguments.citation else {})
        ballots.bring_in_finished(process.phases.get(), by=by, options=vote.options, ballots=vote.ballots, about=about)
        close_process(process, by=by)
    for note in vote.notes:
        print(f"parvis: {note}", file=sys.stderr)
    print(f"{vote.cast} ballots on {len(vote.options)} options: {process.get_absolute_url()}")
    return 0


def _rows(path: Path, source: str | None) -> tuple[Sequence[Row], str]:
    """Read a file, or a folder whose files are known, and give its rows and the name of where they come from."""
    from parvis.features.consultation import imports, republique_numerique

    if path.is_dir():
        known = {name: path / f"{name}.jsonl.gz" for name in republique_numerique.FILES}
        if absent := [file.name for file in known.values() if not file.exists()]:
            expected = ", ".join(file.name for file in known.values())
            raise CommandError(f"{path}: a folder was expected with {expected}; {', '.join(absent)} is not there. Or name one file.")
        contents = [gzip.decompress(file.read_bytes()) for file in known.values()]
        return republique_numerique.read(*contents), source or republique_numerique.SOURCE
    content, name = path.read_bytes(), path.name
    if path.suffix == ".gz":
        try:
            content, name = gzip.decompress(content), path.stem
        except (OSError, EOFError) as error:
            raise CommandError(f"{path}: a gzip file was expected: {error}.") from None
    return imports.read(name, content), source or name.split(".")[0][:80]


def _space(slug: str) -> Space:
    from parvis.core.spaces.models import Space

    space = Space.objects.select_related("parent__parent__parent").filter(slug=slug).first()
    if space is None:
        known = ", ".join(Space.objects.order_by("slug").values_list("slug", flat=True)[:SHOWN]) or "none yet"
        raise CommandError(f'There is no space "{slug}". There are: {known}.')
    return space


def _by(space: Space, email: str | None) -> Person:
    """Give who brings it in: the person named, or the officer of the space, or of one above, who has been there longest."""
    from parvis.core.people.models import Person
    from parvis.core.spaces.models import Membership, Role
    from parvis.core.spaces.standing import line_of

    if email:
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        return person
    for level in line_of(space):
        held = Membership.objects.current().filter(space=level, role=Role.OFFICER, person__is_active=True)
        if first := held.select_related("person").order_by("starts_at", "pk").first():
            return first.person
    raise CommandError(f'The space "{space.slug}" has no officer; say who brings this in: --by EMAIL.')


def _phase(process: Process, position: int | None) -> Phase:
    """Give the phase that receives: the one at this position, or the only one that gathers."""
    gathering = [phase for phase in process.phases.select_related("process__space__parent__parent__parent") if phase.kind == "gathering"]
    chosen = [phase for phase in gathering if position in (None, phase.position)]
    if len(chosen) != 1:
        known = ", ".join(f"{phase.position} ({phase.title})" for phase in gathering) or "none"
        raise CommandError(f'Name one phase of "{process.slug}" that gathers contributions, with --phase POSITION. There are: {known}.')
    return chosen[0]


def _create(space: Space, by: Person, *, title: str, slug: str | None, plans: Sequence[object], source: str, purpose: str = "") -> Process:
    """Make and publish the process of something that took place elsewhere."""
    from django.utils.text import slugify

    from parvis.core.processes import actions as processes
    from parvis.core.processes.models import Process

    slug = slug or slugify(title)[:100]
    if Process.objects.filter(slug=slug).exists():
        raise CommandError(f'There is a process "{slug}" already. Give the new one another address: --process SLUG.')
    process = processes.create(
        space, by=by, phases=plans, title=title[:160], slug=slug, question=title, purpose=purpose, level=Process.Level.INFORM,  # type: ignore[arg-type]
        commitment=f"Archive\u00a0: rien ne se décide ici. Source\u00a0: {source}.", convenor=by.public_name or space.name,
    )  # fmt: skip
    return processes.publish(process, by=by)


def _archived(arguments: argparse.Namespace, rows: Sequence[Row]) -> tuple[Phase, Person]:
    """Make the process of a consultation of the past, from its first contribution to its last."""
    from datetime import timedelta

    from parvis.core.processes import actions as processes

    space = _space(arguments.create_in)
    by = _by(space, arguments.by)
    said = [each.at for row in rows if row.brought for each in (row.brought, *row.brought.said) if each.at]
    opens, closes = (min(said), max(said) + timedelta(minutes=1)) if said else (None, None)
    title = arguments.title or re.sub(r"[-_]+", " ", arguments.process).capitalize()
    plan = processes.Plan(kind="gathering", title="Contributions", opens_at=opens, closes_at=closes)
    source = arguments.source or arguments.files[0].name
    process = _create(space, by, title=title, slug=arguments.process, plans=[plan], source=source)
    return process.phases.select_related("process__space__parent__parent__parent").get(), by


def _close(process: Process, by: Person) -> None:
    """Close what took place elsewhere: its phase on the day of the last word, then the process."""
    from parvis.core.decisions.actions import close_process
    from parvis.core.processes import actions as processes
    from parvis.core.processes.models import Phase

    phase = process.phases.get()
    if phase.state == Phase.State.PLANNED:
        phase = processes.open_phase(phase, by=by)
    processes.close_phase(phase, by=by)
    close_process(process, by=by)


def _say(report: Report, arguments: argparse.Namespace) -> int:
    """Say what became of the rows: those that are wrong one by one, the others counted; all of them in the report, if one is wanted."""
    wrong = [line for line in report.lines if line.outcome == "wrong"]
    for line in wrong[:SHOWN]:
        print(f"line {line.number}{f' ({line.id})' if line.id else ''}: {line.reason}", file=sys.stderr)
    if len(wrong) > SHOWN:
        print(f"… and {len(wrong) - SHOWN} more; --report FILE.csv tells of all of them.", file=sys.stderr)
    if arguments.report:
        with arguments.report.open("x", encoding="utf-8", newline="") as out:
            table = csv.writer(out)
            table.writerow(["line", "id", "outcome", "reason"])
            table.writerows([line.number, line.id, line.outcome, line.reason] for line in report.lines)
    outcomes, added = report.outcomes, report.added
    verb = "would be brought in" if arguments.preview else "brought in"
    said = [f"{outcomes['added']} contributions {verb}", f"{outcomes['there']} there already", f"{outcomes['wrong']} left out"]
    remarks = added["arguments_for"] + added["arguments_against"]
    more = f"; {remarks} arguments and {added['sources']} sources" if remarks or added["sources"] else ""
    print(", ".join(said) + more + ("; nothing was written." if arguments.preview else "."))
    return 1 if wrong else 0
