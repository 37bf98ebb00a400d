"""`parvis election`: what the election board does. None of it needs a secret."""

import argparse
import json
import secrets
import time
from pathlib import Path

from parvis.cli.explain import language, sentences
from parvis.cli.secrecy.contribution import read_contribution
from parvis.cli.secrecy.files import append, mapped, read, read_json, read_lines, say, told, write_public
from parvis.mechanisms.secrecy import urn
from parvis.mechanisms.secrecy.canonical import write
from parvis.mechanisms.secrecy.counting import count, publish
from parvis.mechanisms.secrecy.elections import new_uuid, ordered, read_question, write_election
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.groups import NAMES, group
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.transcript import fingerprint
from parvis.mechanisms.secrecy.trustees import read_trustees
from parvis.mechanisms.secrecy.verification import Verifier


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    steps = parser.add_subparsers(dest="step", metavar="step", required=True)
    new = steps.add_parser("id", help="draw the identifier of a new election")
    new.set_defaults(run_part=_id)
    setup = steps.add_parser("setup", help="make the archive, from the questions, the trustees' keys and the public credentials")
    setup.add_argument("archive", type=Path, help="the archive to make, a .bel file")
    setup.add_argument("--uuid", required=True, help="the identifier of the election")
    setup.add_argument("--group", choices=NAMES, default="Ed25519")
    setup.add_argument("--questions", type=Path, required=True, help="a JSON file: name, description, questions")
    setup.add_argument(
        "--trustees", type=Path, nargs="+", required=True, help="public keys of trustees, in their order; threshold keys too"
    )
    setup.add_argument("--credentials", type=Path, required=True, help="the public credentials")
    setup.set_defaults(run_part=_setup)
    show = steps.add_parser("show", help="say what an archive holds: the questions, how far the election is")
    show.add_argument("archive", type=Path)
    show.set_defaults(run_part=_show)
    cast = steps.add_parser("cast", help="add ballots to the urn, once each proof has been checked")
    cast.add_argument("archive", type=Path)
    cast.add_argument("ballot", type=Path, nargs="+")
    cast.set_defaults(run_part=_cast)
    close = steps.add_parser("close", help="end the vote and publish the encrypted sum")
    close.add_argument("archive", type=Path)
    close.set_defaults(run_part=_close)
    tally = steps.add_parser("tally", help="add the trustees' shuffles and decryptions; give the result when they suffice")
    tally.add_argument("archive", type=Path)
    tally.add_argument("part", type=Path, nargs="*", help="files that trustees made (parvis trustee shuffle, decrypt)")
    tally.set_defaults(run_part=_tally)
    result = steps.add_parser("publish", help="write the result file of a ranked or graded question, for parvis recount")
    result.add_argument("archive", type=Path)
    result.add_argument("--question", type=int, default=1, metavar="N", help="which question, from 1")
    result.add_argument("--out", type=Path, required=True)
    result.set_defaults(run_part=_publish)
    for step in (new, setup, show, cast, close, tally, result):
        step.add_argument("--language", choices=["fr", "en"])


def run(arguments: argparse.Namespace) -> int:
    with told(arguments.language):
        return int(arguments.run_part(arguments))


def _id(arguments: argparse.Namespace) -> int:
    print(new_uuid(secrets.randbelow))
    return 0


def _setup(arguments: argparse.Namespace) -> int:
    template = read_json(arguments.questions)
    if not isinstance(template, dict) or not isinstance(template.get("questions"), list):
        raise Rejected("file.questions", file=str(arguments.questions))
    here = group(arguments.group)
    listed = [one if isinstance(one, list) else ["Single", one] for one in read_lines(arguments.trustees)]
    trustees = write(listed)
    election = write_election(
        uuid=arguments.uuid,
        name=str(template.get("name", "")),
        description=str(template.get("description", "")),
        group=arguments.group,
        public_key=read_trustees(trustees, here).public_key,
        questions=[read_question(ordered(question)) for question in template["questions"]],
        administrator=template.get("administrator"),
        credential_authority=template.get("credential_authority"),
    )
    write_public(arguments.archive, urn.found(election, trustees, read(arguments.credentials), int(time.time())))
    say("said.setup", arguments.language, file=str(arguments.archive), fingerprint=fingerprint(election))
    return 0


def _show(arguments: argparse.Namespace) -> int:
    with mapped(arguments.archive) as data:
        now = urn.Urn(data)
        facts = {"name": now.election.name, "uuid": now.election.uuid, "group": now.election.group.name}
        say("title", arguments.language, fingerprint=now.election.fingerprint, **facts)
        for place, question in enumerate(now.election.questions, 1):
            print(f"{place}. {question.question}")
            print(*(f"   - {answer if isinstance(answer, str) else ' · '.join(answer)}" for answer in question.answers), sep="\n")
        state = "over" if now.board.result else "closed" if now.board.ballots_ended else "open"
        say(f"said.{state}", arguments.language, ballots=len(now.board.ballots), voters=len(now.weights))
    return 0


def _cast(arguments: argparse.Namespace) -> int:
    given = [read(path) for path in arguments.ballot]

    def add(data: memoryview) -> bytes:
        now = urn.Urn(data)
        return b"".join(now.cast(ballot) for ballot in given)

    append(arguments.archive, add)
    for ballot in given:
        say("said.cast", arguments.language, tracker=fingerprint(ballot))
    return 0


def _close(arguments: argparse.Namespace) -> int:
    append(arguments.archive, lambda data: urn.Urn(data).close())
    say("said.close", arguments.language)
    return 0


def _tally(arguments: argparse.Namespace) -> int:
    parts = [read_contribution(path) for path in arguments.part]
    for part in parts:
        if part.kind == "shuffle":
            append(arguments.archive, lambda data, part=part: urn.Urn(data).shuffle(part.owner, part.payload))
            say("said.shuffled", arguments.language, owner=part.owner)
    given = [(part.owner, part.payload) for part in parts if part.kind == "decryption"]
    missing = 0

    def decrypt(data: memoryview) -> bytes:
        nonlocal missing
        now = urn.Urn(data)
        if now.board.result is not None:
            return b""
        added = now.decrypt(given)
        missing = now.missing
        return added

    if given or not parts:
        append(arguments.archive, decrypt)
        if missing:
            say("said.missing", arguments.language, missing=missing)
            return 1
        _figures(arguments)
    return 0


def _publish(arguments: argparse.Namespace) -> int:
    with mapped(arguments.archive) as data:
        report = Verifier(data).run()
    election = report.election
    if not report.complete or election is None:
        raise Rejected("file.no-result", file=str(arguments.archive))
    if not 1 <= arguments.question <= len(election.questions):
        raise Rejected("question.number", most=len(election.questions), came=arguments.question)
    question, answers = election.questions[arguments.question - 1], report.result[arguments.question - 1]
    weights = next(check for check in report.checks if check.name == "credentials").facts
    about = {"scrutin": election.uuid, "empreinte": election.fingerprint, "question": question.question}
    file = publish(question, answers, int(str(weights["voters"])), about) if isinstance(question, Embedded) else None
    if file is None:
        raise Rejected("question.no-method")
    write_public(arguments.out, json.dumps(file, ensure_ascii=False, indent=2))
    say("said.published", arguments.language, file=str(arguments.out))
    return 0


def _figures(arguments: argparse.Namespace) -> None:
    from parvis.cli.verify.election import words

    spoken = language(arguments.language)
    with mapped(arguments.archive) as data:
        report = Verifier(data).run()
        print(*words(report, spoken), sep="\n")
        assert report.election is not None
        for question, answers in zip(report.election.questions, report.result or [], strict=False):
            counted = count(question, answers) if isinstance(question, Embedded) else None
            if counted:
                print("", *sentences(counted.result, {}, spoken), sep="\n")
                if counted.invalid:
                    say("said.invalid", arguments.language, count=len(counted.invalid))
