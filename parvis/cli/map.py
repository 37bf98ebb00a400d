"""`parvis map votes.csv`: what brings people together and what divides them, from votes on statements; reads what Polis exports."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from parvis.cli.errors import CommandError
from parvis.cli.explain import language, sentences
from parvis.mechanisms import registry
from parvis.mechanisms.opinions import polis_files
from parvis.mechanisms.opinions.polis_files import BadPolisFile, PolisStatements, PolisVotes
from parvis.mechanisms.opinions.votes import VoteMatrix
from parvis.mechanisms.registry import Mechanism
from parvis.mechanisms.registry_settings import SettingsError
from parvis.mechanisms.result import Plain, Result
from parvis.mechanisms.result_file import publish, read

MODES = {"parvis": "opinion-map", "reference": "polis-map"}
VOTES, STATEMENTS = ("votes.csv", "participants-votes.csv"), "comments.csv"
HEADINGS = {
    "fr": ("", "N°", "Avis", "D’accord", "Intervalle", "Commun", "Phrase"),
    "en": ("", "No.", "Votes", "Agree", "Interval", "Common", "Statement"),
}
SAID = {
    "fr": {
        "agreed": "rassemble",
        "refused": "refusée",
        "dividing": "divise",
        "majority.agreed": "majorité pour",
        "majority.refused": "majorité contre",
        "range": "les bouts",
        "moderated": "écartée",
        "more": "… et {count} autres phrases (--all les montre toutes).",
        "person": "Votes de {person} qui comptent le plus dans sa place sur la carte :",
        "nobody": "Personne ne s’appelle {person} dans ce fichier.",
        "replaced": "{count} lignes ne comptent pas : un vote ultérieur les remplace, ou elles répètent une autre ligne.",
        -1: "pas d’accord",
        0: "passe",
        1: "d’accord",
    },
    "en": {
        "agreed": "together",
        "refused": "refused",
        "dividing": "divides",
        "majority.agreed": "majority for",
        "majority.refused": "majority against",
        "range": "the ends",
        "moderated": "left out",
        "more": "… and {count} other statements (--all shows them all).",
        "person": "Votes of {person} that count most in their place on the map:",
        "nobody": "Nobody is called {person} in this file.",
        "replaced": "{count} rows do not count: a later vote replaces them, or they say again what another row says.",
        -1: "disagree",
        0: "pass",
        1: "agree",
    },
}
WIDE, HARD = 76, "\u00a0"


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="votes.csv or participants-votes.csv, or the folder of an export of Polis")
    parser.add_argument("--statements", type=Path, metavar="FILE", help="comments.csv: the texts, and which ones were moderated out")
    parser.add_argument("--mode", choices=list(MODES), default="parvis", help="parvis (the usual one), or Polis's own formulas to compare")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the map; may be repeated")
    parser.add_argument("--previous", type=Path, metavar="FILE", help="a published map: turn the new one so that sides and letters stay")
    parser.add_argument("--person", metavar="ID", help="also say which votes put this person where they are")
    parser.add_argument("--all", action="store_true", help="show every statement, not the first 20 of each kind")
    parser.add_argument("--json", action="store_true", help="write the whole result as JSON")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="also draw the bars with their intervals, then the map")
    parser.add_argument("--publish", type=Path, metavar="FILE", help="also write a result file that `parvis recount` reads")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    only = _totals_only(arguments)
    if only is not None:
        return _of_totals(arguments, only)
    try:
        votes, about = _read(arguments)
        method = registry.get(MODES[arguments.mode])
        settings = method.read_settings(_asked(arguments, method, votes, about))
        matrix, people = votes.log.matrix(votes.statements)
        result = _towards(arguments, matrix, settings) if arguments.previous else method(matrix, settings)
    except (BadPolisFile, SettingsError, ValueError) as error:
        raise CommandError(str(error)) from None
    titles = {ref: about.texts.get(ref, ref) for ref in matrix.options}
    spoken = language(arguments.language)
    if arguments.publish:
        _publish(arguments, method, settings, matrix, titles)
    if _written(arguments, result, titles, spoken):
        return 0
    if votes.log.replaced:
        print(SAID[spoken]["replaced"].format(count=votes.log.replaced))
    print(*sentences(result, {ref: quoted(title, spoken) for ref, title in titles.items()}, spoken), sep="\n")
    if result.tables.get("statements"):
        print("", *_table(result, titles, spoken, arguments.all), sep="\n")
    if arguments.person is not None:
        print("", *_of_person(arguments.person, matrix, people, result, titles, spoken), sep="\n")
    return 0


def _written(arguments: argparse.Namespace, result: Result, titles: Mapping[str, str], spoken: str) -> bool:
    """Write the chart and the JSON that were asked for; say whether that was all."""
    if arguments.chart:
        from parvis.cli.map_chart import chart

        arguments.chart.write_text(chart(result, titles, spoken), encoding="utf-8")
    if arguments.json:
        print(json.dumps({"statements": titles, "result": dict(result.to_json())}, ensure_ascii=False, indent=1))
    return bool(arguments.json)


def _totals_only(arguments: argparse.Namespace) -> PolisStatements | None:
    """Give the statements of a folder, or of a file, that tells how many agree with each and not who."""
    path = arguments.file
    if path.is_dir():
        path = path / STATEMENTS if not any((path / name).exists() for name in VOTES) else None
    elif path.name != STATEMENTS:
        path = None
    if path is None or not path.exists():
        return None
    try:
        about = polis_files.statements(path.name, path.read_bytes())
    except BadPolisFile as error:
        raise CommandError(str(error)) from None
    return about if about.totals is not None else None


def _of_totals(arguments: argparse.Namespace, about: PolisStatements) -> int:
    from parvis.mechanisms.opinions.totals import totals

    for option in ("publish", "person", "previous"):
        if getattr(arguments, option):
            raise CommandError(f"--{option} needs the votes, and this export has only the totals of each statement.")
    if arguments.mode != "parvis":
        raise CommandError("Polis's formulas need the votes, and this export has only the totals of each statement.")
    method = registry.get(MODES["parvis"])
    try:
        settings: Any = method.read_settings({**_given(arguments, method), "moderated": list(about.moderated)})
        result = totals(about.totals or {}, settings)
    except (SettingsError, ValueError) as error:
        raise CommandError(str(error)) from None
    spoken, titles = language(arguments.language), dict(about.texts)
    if not _written(arguments, result, titles, spoken):
        print(*sentences(result, {ref: quoted(title, spoken) for ref, title in titles.items()}, spoken), sep="\n")
        print("", *_table(result, titles, spoken, arguments.all), sep="\n")
    return 0


def _towards(arguments: argparse.Namespace, matrix: VoteMatrix, settings: Any) -> Result:
    """Compute a map whose picture is turned towards a published one. What is published stays the map that follows from the votes alone."""
    from parvis.mechanisms.opinions.report import report

    previous: Mapping[str, Any] = read(arguments.previous.read_bytes())
    if arguments.mode != "parvis" or previous["mechanism"]["slug"] != MODES["parvis"]:
        raise CommandError("--previous goes with the mode parvis, and with a file that `parvis map --publish` wrote in this mode.")
    tables = previous["result"]["tables"]
    return replace(report(matrix, settings, tables), mechanism=MODES["parvis"], version=registry.get(MODES["parvis"]).version)


def _read(arguments: argparse.Namespace) -> tuple[PolisVotes, PolisStatements]:
    path, about = arguments.file, arguments.statements
    if path.is_dir():
        found = next((path / name for name in VOTES if (path / name).exists()), None)
        if found is None:
            raise CommandError(f"{path}: a file {' or '.join(VOTES)} was expected in this folder; it has neither.")
        about = about or (path / STATEMENTS if (path / STATEMENTS).exists() else None)
        path = found
    votes = polis_files.read(path.name, path.read_bytes())
    if about is None:
        return votes, PolisStatements(texts={}, moderated=(), meta=())
    return votes, polis_files.statements(about.name, about.read_bytes())


def _asked(arguments: argparse.Namespace, method: Mechanism[Any, Any], votes: PolisVotes, about: PolisStatements) -> dict[str, object]:
    known = {field.name for field in fields(method.settings)}
    asked: dict[str, object] = {"moderated": [ref for ref in about.moderated if ref in votes.statements]}
    if "meta" in known:
        asked["meta"] = [ref for ref in about.meta if ref in votes.statements]
    return {**asked, **_given(arguments, method)}


def _given(arguments: argparse.Namespace, method: Mechanism[Any, Any]) -> dict[str, object]:
    """Read what `--set` gives."""
    asked = dict[str, object]()
    for given in arguments.set:
        name, equals, value = given.partition("=")
        if not equals:
            raise CommandError(f"--set NAME=VALUE was expected; got {given!r}.")
        default = getattr(method.settings(), name, None)
        if isinstance(default, tuple):
            asked[name] = [item.strip() for item in value.split(",")]
        else:
            asked[name] = int(value) if isinstance(default, int) and value.removeprefix("-").isdecimal() else value
    return asked


def _publish(
    arguments: argparse.Namespace, method: Mechanism[Any, Any], settings: object, matrix: VoteMatrix, titles: Mapping[str, str]
) -> None:
    ballots: list[Mapping[str, object]] = [{"choice": choice, "weight": weight} for choice, weight in matrix.choices()]
    document = publish(
        method,
        options=[{"ref": ref, "title": title} for ref, title in titles.items()],
        ballots=ballots,
        counts={"eligible": None},
        settings=settings,
        about={"title": "", "source": arguments.file.name},
    )
    arguments.publish.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _table(result: Result, titles: Mapping[str, str], spoken: str, everything: bool) -> Iterator[str]:
    """Give the statements in lines: what brings together, what all refuse, what divides, then the others by consensus."""
    rows: Mapping[str, Any] = result.tables["statements"]  # type: ignore[assignment]  # as report.py writes it
    kinds: dict[str, str] = {}
    order: list[str] = []
    tables: Mapping[str, Any] = result.tables
    told = {**tables, "range": (tables.get("range") or {}).get("statements", ())}
    for kind in ("agreed", "refused", "dividing", "range"):
        listed = [ref for ref in told[kind] if ref not in kinds]
        order += listed if everything else listed[:20]
        kinds |= dict.fromkeys(listed, f"majority.{kind}" if tables.get("totals_only") else kind)
    ranked = [ref for group in result.ranking for ref in group]
    rest = [ref for ref in (*ranked, *(ref for ref in rows if ref not in set(ranked))) if ref not in kinds]
    order += rest if everything else rest[:20]
    said, head = SAID[spoken], HEADINGS[spoken]
    lines: list[Sequence[str]] = [head]
    for ref in order:
        row = rows[ref]
        kind = "moderated" if row.get("moderated") else kinds.get(ref, "")
        share, low, high = row["agreed"]
        common = row.get("consensus")
        common = common[0] if isinstance(common, list) else common
        lines.append(
            (
                str(said[kind]) if kind else "",
                ref,
                str(row["agree"] + row["disagree"] + row["pass"]),
                _percent(share, spoken),
                f"{_percent(low, spoken)} – {_percent(high, spoken)}" if low else "—",
                _percent(common, spoken),
                shortened(titles[ref]),
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    for line in lines:
        yield "  ".join([f"{line[0]:{widths[0]}}", *(f"{line[c]:>{widths[c]}}" for c in range(1, 6)), line[6]]).rstrip()
    if len(order) < len(rows):
        yield str(said["more"]).format(count=len(rows) - len(order))


def shortened(text: str, wide: int = WIDE) -> str:
    """Give the text, cut at so many characters."""
    return text if len(text) <= wide else text[: wide - 1].rstrip() + "…"


def quoted(text: str, spoken: str) -> str:
    """Give a statement between the quotation marks of the language."""
    said = shortened(text).rstrip(".")
    return f"«{HARD}{said}{HARD}»" if spoken == "fr" else f"“{said}”"


def _percent(value: str | None, spoken: str) -> str:
    if value is None:
        return "—"
    return f"{round(Fraction(value) * 100)}{HARD + '%' if spoken == 'fr' else '%'}"


def _of_person(
    person: str, matrix: VoteMatrix, people: Sequence[str], result: Result, titles: Mapping[str, str], spoken: str
) -> Iterator[Plain]:
    from parvis.mechanisms.opinions.place import place, reasons

    said = SAID[spoken]
    if person not in people:
        raise CommandError(str(said["nobody"]).format(person=person))
    row = people.index(person)
    span = slice(int(matrix.starts[row]), int(matrix.starts[row + 1]))
    votes = {matrix.options[column]: int(vote) for column, vote in zip(matrix.columns[span], matrix.votes[span], strict=True)}
    if not result.tables.get("axes", {}).get("components"):  # type: ignore[attr-defined]  # as report.py writes it
        return
    found = place(votes, result.tables)
    if found is None:
        return
    yield f"{str(said['person']).format(person=person)} ({found.x}, {found.y}{', ' + found.group if found.group else ''})"
    for reason in reasons(votes, result.tables):
        yield f"  {said[votes[reason.statement]]!s:12}  {float(reason.weight or 0):+7.3f}  {titles[reason.statement]}"
