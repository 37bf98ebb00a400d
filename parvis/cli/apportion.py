"""`parvis apportion FILE.csv --method SLUG --seats N`: shares seats between lists or territories, and explains the result.

The file has a column of names and a column of votes (or of inhabitants). A few numbers can be given without a file: --votes "A=53,B=24".
"""

import argparse
import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from parvis.cli.asked import by_ref, settings_asked
from parvis.cli.errors import CommandError
from parvis.cli.explain import language, sentences
from parvis.mechanisms import registry
from parvis.mechanisms.registry import UnknownMechanism
from parvis.mechanisms.registry_settings import SettingsError
from parvis.mechanisms.result import Plain, Result
from parvis.mechanisms.result_file import publish
from parvis.mechanisms.voting.ballot_file import BallotFileError, text

NAMES = {"name", "list", "option", "party", "state", "territory", "nom", "liste", "parti", "territoire", "commune"}
VOTES = {"votes", "voix", "population", "habitants", "inhabitants", "weight", "poids"}
HEADINGS = {"fr": ("Liste", "Voix", "Sièges"), "en": ("List", "Votes", "Seats")}


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="a .csv with a column of names and a column of votes")
    parser.add_argument("--votes", metavar="NAME=N,NAME=N", help="the votes, instead of a file")
    parser.add_argument("--method", required=True, metavar="SLUG", help="dhondt, sainte-lague, largest-remainder, adams, huntington-hill …")
    parser.add_argument("--seats", type=int, required=True, help="how many seats there are")
    parser.add_argument("--threshold", help='share of the votes that a list needs to get any, such as "5%%"')
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the method; may be repeated")
    parser.add_argument("--json", action="store_true", help="write the seats and the whole result as JSON")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="also draw the seats")
    parser.add_argument("--publish", type=Path, metavar="FILE", help="also write a result file that `parvis recount` reads")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    known = [method.slug for method in registry.all("voting") if method.winners == "seats"]
    try:
        method = registry.get(arguments.method)
    except UnknownMechanism:
        method = None
    if method is None or method.winners != "seats":
        raise CommandError(f'"{arguments.method}" does not share seats; these do: {", ".join(known)}.')
    votes = _votes(arguments)
    asked: dict[str, object] = {"seats": arguments.seats}
    if arguments.threshold is not None:
        asked["threshold"] = arguments.threshold
    refs = {name: str(number) for number, name in enumerate(votes, start=1)}
    asked |= by_ref(settings_asked(arguments.set, method.settings), {ref: name for name, ref in refs.items()})
    try:
        settings = method.read_settings(asked)
        pairs: list[tuple[object, int]] = [(refs[name], number) for name, number in votes.items()]
        result = method(method.summarise(list(refs.values()), pairs, settings), settings)
    except (SettingsError, ValueError) as error:
        raise CommandError(str(error)) from None
    titles = {ref: name for name, ref in refs.items()}
    if arguments.publish:
        document = publish(
            method,
            options=[{"ref": ref, "title": name} for ref, name in titles.items()],
            ballots=[{"choice": ref, "weight": votes[name]} for name, ref in refs.items()],
            counts={"eligible": None},
            settings=settings,
        )
        arguments.publish.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    spoken = language(arguments.language)
    if arguments.chart:
        from parvis.cli.result_chart import chart

        arguments.chart.write_text(chart("", result, titles, spoken), encoding="utf-8")
    if arguments.json:
        print(json.dumps(_as_json(result, titles, votes), ensure_ascii=False, indent=2))
    else:
        print(*_table(result, titles, votes, spoken), "", *sentences(result, titles, spoken), sep="\n")
    return 0


def _votes(arguments: argparse.Namespace) -> dict[str, int]:
    if (arguments.file is None) == (arguments.votes is None):
        raise CommandError('Either a file or --votes "A=53,B=24" was expected.')
    if arguments.votes is not None:
        rows = [(0, *(part.strip() for part in pair.rpartition("=")[::2])) for pair in arguments.votes.split(",")]
        where = "--votes"
    else:
        where = arguments.file.name
        try:
            rows = list(_rows(where, text(where, arguments.file.read_bytes())))
        except BallotFileError as error:
            raise CommandError(str(error)) from None
    votes: dict[str, int] = {}
    for line, name, number in rows:
        place = f"{where}, line {line}" if line else where
        digits = "".join(str(number).split()).replace("\u202f", "")
        if not name or not digits.isdecimal():
            raise CommandError(f"{place}: a name and a whole number of votes were expected; got {name!r} and {number!r}.")
        if name in votes:
            raise CommandError(f"{place}: each name was expected once; {name!r} stands twice.")
        votes[str(name)] = int(digits)
    return votes


def _rows(name: str, content: str) -> Iterator[tuple[int, str, str]]:
    head = content.partition("\n")[0]
    rows = csv.reader(content.splitlines(), delimiter=max(",;\t", key=head.count))
    columns = [cell.strip().lower() for cell in next(rows, [])]
    names = [place for place, cell in enumerate(columns) if cell in NAMES]
    numbers = [place for place, cell in enumerate(columns) if cell in VOTES]
    if not names or not numbers:
        raise BallotFileError(name, 1, f"a column of names (name, liste …) and one of votes (votes, voix …) were expected; got {head!r}.")
    for line, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            cells = [row[place].strip() if place < len(row) else "" for place in (names[0], numbers[0])]
            yield line, cells[0], cells[1]


def _table(result: Result, titles: Mapping[str, str], votes: Mapping[str, int], spoken: str) -> Iterator[str]:
    seats: Mapping[str, int] = result.tables["seats"]  # type: ignore[assignment]  # seats by ref
    rows = [HEADINGS[spoken]]
    for ref in sorted(titles, key=lambda ref: (-seats.get(ref, 0), -votes[titles[ref]])):
        rows.append((titles[ref], str(votes[titles[ref]]), str(seats.get(ref, 0))))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        yield f"{row[0]:{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}"


def _as_json(result: Result, titles: Mapping[str, str], votes: Mapping[str, int]) -> dict[str, Plain]:
    seats: Mapping[str, int] = result.tables["seats"]  # type: ignore[assignment]  # seats by ref
    return {
        "method": result.mechanism,
        "seats": {name: seats.get(ref, 0) for ref, name in titles.items()},
        "votes": dict(votes),
        "ties": [{"options": [titles[ref] for ref in tie.options], "places": tie.places} for tie in result.ties],
        "result": dict(result.to_json()),
    }
