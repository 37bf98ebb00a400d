"""`parvis delegate MANDATES.csv --voted VOTED.csv`: follows delegations to those who voted, and says who carries how many votes."""

import argparse
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from parvis.cli.errors import CommandError
from parvis.cli.explain import language, sentences
from parvis.mechanisms.delegation.liquid_delegation import Way, liquid_delegation, ways
from parvis.mechanisms.delegation.mandates import InvalidChoice, Members, Question
from parvis.mechanisms.result import Result
from parvis.mechanisms.result_file import publish

COLUMNS = {
    "from": ("from", "de", "membre", "member"),
    "to": ("to", "à", "a", "délégué", "delegue"),
    "at": ("at", "date", "le"),
    "area": ("area", "domaine"),
    "topic": ("topic", "sujet"),
    "until": ("until", "jusqu’au", "jusqu'au", "fin"),
}
SAID = {
    "fr": {
        "votes": "voix",
        "herself": "{who} a voté.",
        "carried": "La voix de {who} est portée par {voter}{through}.",
        "through": " en passant par {people}",
        "void": {
            "silent": "La voix de {who} est sans effet : le chemin finit chez quelqu’un qui n’a ni voté ni délégué{through}.",
            "circle": "La voix de {who} est sans effet : sa délégation tourne en rond{through}.",
            "outside": "La voix de {who} est sans effet : le chemin finit hors des membres{through}.",
            "cap": "La voix de {who} est sans effet : la personne désignée porte déjà le plus de voix permis{through}.",
        },
    },
    "en": {
        "votes": "votes",
        "herself": "{who} voted.",
        "carried": "The vote of {who} is carried by {voter}{through}.",
        "through": ", through {people}",
        "void": {
            "silent": "The vote of {who} has no effect: its way ends at somebody who neither voted nor delegated{through}.",
            "circle": "The vote of {who} has no effect: its delegation turns in a circle{through}.",
            "outside": "The vote of {who} has no effect: its way ends outside the members{through}.",
            "cap": "The vote of {who} has no effect: whoever was named already carries the most votes allowed{through}.",
        },
    },
}


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="mandates, a CSV with the columns from, to, at and perhaps area, topic, until")
    parser.add_argument("--voted", type=Path, required=True, metavar="FILE", help="who voted: one name a line")
    parser.add_argument(
        "--members", type=Path, metavar="FILE", help="all members, one name a line (left out: whoever is named in the two others)"
    )
    parser.add_argument("--area", default="", help="the area of the question")
    parser.add_argument("--topic", default="", help="the topic of the question, within its area")
    parser.add_argument("--closes", default="9999", metavar="DATE", help="when the vote closes: what was said later is not read")
    parser.add_argument("--cap", type=int, help="the most votes that one person may carry, her own included")
    parser.add_argument("--seed", default="", help="with --cap: the public seed of the lot between members equally near")
    parser.add_argument("--for", dest="who", metavar="NAME", help="say who votes for this member, and through whom")
    parser.add_argument("--json", action="store_true", help="write the whole result as JSON")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="also draw how many votes each person carries")
    parser.add_argument("--publish", type=Path, metavar="FILE", help="also write a result file that `parvis recount` reads")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    said = language(arguments.language)
    try:
        question = Question(closes=arguments.closes, area=arguments.area, topic=arguments.topic, cap=arguments.cap, seed=arguments.seed)
        members = _members(arguments, question)
        result = liquid_delegation(members, question)
    except (InvalidChoice, ValueError) as error:
        raise CommandError(str(error)) from None
    if arguments.publish:
        _publish(arguments.publish, members, question, arguments.file.name)
    if arguments.chart:
        from parvis.cli.result_chart import weights_chart

        arguments.chart.write_text(weights_chart(result, language(arguments.language)), encoding="utf-8")
    if arguments.who is not None:
        found = ways(members, question)
        if arguments.who not in found:
            raise CommandError(f'"{arguments.who}" is not among the {len(found)} members.')
        print(_way(arguments.who, found[arguments.who], said))
    elif arguments.json:
        print(json.dumps({"weights": result.tables["weights"], "result": result.to_json()}, ensure_ascii=False, indent=1))
    else:
        print(*_table(result, said), "", *sentences(result, {}, said), sep="\n")
    return 0


def _way(who: str, way: Way, spoken: str) -> str:
    said: Mapping[str, object] = SAID[spoken]
    if way.voter == who:
        return str(said["herself"]).format(who=who)
    between = [ref for ref in way.through if ref != way.voter]
    through = str(said["through"]).format(people=" → ".join(between)) if between else ""
    if way.voter:
        return str(said["carried"]).format(who=who, voter=way.voter, through=through)
    void: Mapping[str, str] = said["void"]  # type: ignore[assignment]  # a table in the table
    return void[way.void].format(who=who, through=through)


def _table(result: Result, spoken: str) -> Iterator[str]:
    weights: Mapping[str, int] = result.tables["weights"]  # type: ignore[assignment]  # written by liquid_delegation
    carried: Mapping[str, Sequence[str]] = result.tables["carried"]  # type: ignore[assignment]
    width = max((len(voter) for voter in weights), default=0)
    for voter, votes in weights.items():
        others = [ref for ref in carried[voter] if ref != voter]
        word = "vote" if spoken == "en" and votes == 1 else SAID[spoken]["votes"]
        yield f"{voter:{width}}  {votes:>5} {word}  {', '.join(others)}".rstrip()


def _members(arguments: argparse.Namespace, question: Question) -> Members:
    said: dict[str, list[dict[str, str]]] = {}
    for ref, mandate in _mandates(arguments.file):
        said.setdefault(ref, []).append(mandate)
    voted = _names(arguments.voted)
    refs = _names(arguments.members) if arguments.members else list(dict.fromkeys([*said, *voted, *_named(said)]))
    strangers = sorted({*said, *voted} - set(refs))
    if strangers:
        raise CommandError(f"{arguments.members.name}: every voter and delegator was expected in it; missing: {', '.join(strangers[:5])}.")
    choices = [({"member": ref, "voted": ref in voted, "mandates": said.get(ref, [])}, 1) for ref in refs]
    return Members.summarise(refs, choices, question)


def _named(said: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[str]:
    for mandates in said.values():
        yield from (mandate["to"] for mandate in mandates if mandate.get("to"))


def _mandates(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.reader(io.StringIO(_text(path)), strict=True)
    try:
        yield from _read(path, reader)
    except csv.Error as error:
        raise CommandError(f"{path.name}, line {reader.line_num}: columns separated by commas were expected; {error}.") from None


def _read(path: Path, reader: Any) -> Iterator[tuple[str, dict[str, str]]]:  # a reader of the module csv
    heading = [column.strip().lower() for column in next(reader, [])]
    places = {name: heading.index(one) for name, known in COLUMNS.items() for one in known if one in heading}
    if not {"from", "to", "at"} <= places.keys():
        raise CommandError(f"{path.name}: columns from, to and at were expected; got {', '.join(heading) or 'nothing'}.")
    for row in reader:
        if not any(row):
            continue
        if len(row) != len(heading):
            raise CommandError(f"{path.name}, line {reader.line_num}: {len(heading)} columns were expected; got {len(row)}.")
        cells = {name: row[at].strip() for name, at in places.items()}
        if not cells["from"] or not cells["at"]:
            raise CommandError(f"{path.name}, line {reader.line_num}: a member and a date were expected.")
        ref = cells.pop("from")
        yield ref, {name: value for name, value in cells.items() if value}


def _names(path: Path) -> list[str]:
    names = [line.strip() for line in _text(path).splitlines() if line.strip()]
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None) if len(set(names)) != len(names) else None
    if twice:
        raise CommandError(f'{path.name}: each name was expected once; "{twice}" stands twice.')
    return names


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path.name}: a text in UTF-8 was expected.") from None


def _publish(path: Path, members: Members, question: Question, source: str) -> None:
    document = publish(
        liquid_delegation,
        options=[{"ref": ref, "title": ref} for ref in members.refs],
        ballots=[{"choice": choice} for choice, _ in members.choices()],
        counts={"eligible": len(members.refs)},
        settings=question,
        about={"source": source},
    )
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
