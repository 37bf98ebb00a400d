"""`parvis ballot`: what a voter does, on a device of her own: make a ballot, challenge the program that made it, find it in the urn."""

import argparse
import getpass
import secrets
import sys
from pathlib import Path

from parvis.cli.explain import language
from parvis.cli.secrecy.files import mapped, read, read_json, read_secret, refusal, say, told, write_public, write_secret
from parvis.mechanisms.secrecy import ballots, challenge
from parvis.mechanisms.secrecy.canonical import digest
from parvis.mechanisms.secrecy.credentials import public_of
from parvis.mechanisms.secrecy.elections import Question
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.homomorphic import Homomorphic
from parvis.mechanisms.secrecy.lists import Lists
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.transcript import fingerprint
from parvis.mechanisms.secrecy.urn import Urn
from parvis.ui.sentences import sentence


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    steps = parser.add_subparsers(dest="step", metavar="step", required=True)
    make = steps.add_parser("make", help="encrypt one's choices, prove that they are allowed, and sign")
    make.add_argument("archive", type=Path, help="the archive of the election")
    make.add_argument("--credential", type=Path, help="the file of your credential; without it, it is asked for and not shown")
    make.add_argument("--choices", type=Path, help="a JSON file with a list for each question; without it, they are asked for")
    make.add_argument("--out", type=Path, required=True, help="where to write the ballot")
    make.add_argument("--opening", type=Path, required=True, help="where to write what opens it: secret; delete it when you cast")
    make.set_defaults(run_part=_make)
    check = steps.add_parser("check", help="say whether a ballot holds and whether it is in the urn")
    check.add_argument("archive", type=Path)
    check.add_argument("ballot", help="the file of the ballot, or its tracker")
    check.set_defaults(run_part=_check)
    opened = steps.add_parser("challenge", help="open a ballot that will not be cast, to see what was really encrypted")
    opened.add_argument("archive", type=Path)
    opened.add_argument("ballot", type=Path)
    opened.add_argument("opening", type=Path)
    opened.set_defaults(run_part=_challenge)
    for step in (make, check, opened):
        step.add_argument("--language", choices=["fr", "en"])


def run(arguments: argparse.Namespace) -> int:
    with told(arguments.language):
        return int(arguments.run_part(arguments))


def _make(arguments: argparse.Namespace) -> int:
    with mapped(arguments.archive) as data:
        urn = Urn(data)
        if arguments.credential:
            credential = read_secret(arguments.credential)
        elif sys.stdin.isatty():
            try:
                credential = getpass.getpass(f"{_said('ask.credential', arguments)} ").strip()
            except EOFError:
                raise Rejected("file.credential") from None
        else:
            raise Rejected("file.credential")
        if public_of(credential, urn.election.uuid, urn.election.group) not in urn.weights:
            raise Rejected("ballot.not-yours")
        if arguments.choices:
            choices = read_json(arguments.choices)
        elif sys.stdin.isatty():
            choices = [_asked(one, arguments) for one in urn.election.questions]
        else:
            raise Rejected("file.choices")
        if not isinstance(choices, list):
            raise Rejected("file.choice-list", file=str(arguments.choices))
        ballot, made = ballots.make(urn.election, credential, choices, secrets.randbelow)
        # A program that encrypts badly by mistake is found before the ballot leaves.
        ballots.verify(urn.election, ballot, urn.weights)
    write_secret(arguments.opening, challenge.opening(ballot, made))
    write_public(arguments.out, ballot)
    say("said.ballot", arguments.language, tracker=fingerprint(ballot), file=str(arguments.out))
    say("said.opening", arguments.language, file=str(arguments.opening))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    """Give 0 when the ballot is in the urn and counts, 1 otherwise."""
    with mapped(arguments.archive) as data:
        urn = Urn(data)
        owners: dict[str, int] = {}
        found, tracker = None, arguments.ballot
        if Path(arguments.ballot).is_file():
            ballot = read(Path(arguments.ballot))
            ballots.verify(urn.election, ballot, urn.weights)
            say("said.holds", arguments.language)
            tracker = fingerprint(ballot)
        for place, one in enumerate(urn.board.ballots):
            body = bytes(data[one.span.start : one.span.start + one.span.size])
            owner = ballots.credential_of(urn.election, body)
            owners[owner] = place
            if fingerprint(body) == tracker:
                found = place, owner
    if found is None:
        say("said.not-there", arguments.language, tracker=tracker)
        return 1
    counts = owners[found[1]] == found[0]
    say("said.counts" if counts else "said.replaced", arguments.language, place=found[0] + 1, tracker=tracker)
    return 0 if counts else 1


def _challenge(arguments: argparse.Namespace) -> int:
    ballot = read(arguments.ballot)
    with mapped(arguments.archive) as data:
        urn = Urn(data)
        if digest(ballot) in urn.trackers:
            raise Rejected("challenge.cast")
        choices = challenge.opened(urn.election, ballot, read_secret(arguments.opening).encode())
        say("said.opened", arguments.language)
        for question, choice in zip(urn.election.questions, choices, strict=True):
            print(question.question)
            names = [str(answer) for answer in question.answers]
            if isinstance(question, Homomorphic) and question.blank:
                names = [_said("ask.blank", arguments), *names]
            print(*(f"  {name} : {mark}" for name, mark in zip(names, choice, strict=True)), sep="\n")
    say("said.spent", arguments.language)
    return 0


def _asked(question: Question, arguments: argparse.Namespace) -> list[int]:
    """Ask for the choices of a question at the keyboard, again until they are allowed."""
    if isinstance(question, Lists):
        raise Rejected("question.lists-not-made")
    print(f"\n{question.question}")
    print(*(f"  {place}. {answer}" for place, answer in enumerate(question.answers, 1)), sep="\n")
    while True:
        try:
            return question.choice(_typed(question, arguments))
        except EOFError:
            raise Rejected("file.choices") from None
        except Rejected as error:
            print(refusal(error, language(arguments.language)))


def _typed(question: Homomorphic | Embedded, arguments: argparse.Namespace) -> list[int]:
    """Read one line of numbers."""
    if isinstance(question, Embedded):
        line = input(f"{_said('ask.numbers', arguments, count=len(question.answers))} ")
        return [int(word) if word.isdecimal() else -1 for word in line.split()]
    line = input(f"{_said('ask.blank-too' if question.blank else 'ask.marks', arguments, min=question.min, max=question.max)} ")
    chosen = {int(word) if word.isdecimal() else -1 for word in line.split()}
    least = 0 if question.blank else 1
    if not chosen <= {*range(least, len(question.answers) + 1)}:
        raise Rejected("choice.numbers-of", least=least, most=len(question.answers), came=line)
    return [int(place in chosen) for place in range(least, len(question.answers) + 1)]


def _said(code: str, arguments: argparse.Namespace, **facts: int) -> str:
    return sentence(f"secrecy.{code}", facts, language(arguments.language))
