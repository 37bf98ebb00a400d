"""`parvis count FILE --method SLUG`: counts a file of ballots from another program, or from a spreadsheet, and explains the result."""

import argparse
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from parvis.cli.asked import by_ref, settings_asked
from parvis.cli.errors import CommandError
from parvis.cli.explain import language, sentences
from parvis.mechanisms import registry
from parvis.mechanisms.registry import Mechanism, UnknownMechanism
from parvis.mechanisms.registry_settings import SettingsError
from parvis.mechanisms.result import Plain, Result
from parvis.mechanisms.result_file import publish
from parvis.mechanisms.voting.ballot_csv import PROFILES
from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError, read
from parvis.mechanisms.voting.conversions import CONVERSIONS, without
from parvis.mechanisms.voting.profile import ApprovalProfile, InvalidChoice, Profile


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help=".cat .soc .soi .toc .toi (PrefLib), .blt, .csv or .tsv")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--method", metavar="SLUG", help="how to count; `parvis methods` lists them")
    how.add_argument("--compare", action="store_true", help="count with every method that can, and say where they differ and why")
    parser.add_argument("--seats", type=int, help="how many are to be elected (the file's own number, else 1)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the method; may be repeated")
    parser.add_argument("--ballot", choices=sorted(PROFILES), help="with --compare: what the cells of a CSV mean")
    parser.add_argument("--grades", metavar="A,B,C", help="with --compare: the grades of a CSV, the best first")
    parser.add_argument("--eligible", type=int, help="how many people could vote")
    parser.add_argument("--quorum", help='share of them that must take part, such as "1/3" or "25%%"')
    parser.add_argument("--majority", help='share of the votes expressed that must be passed, such as "1/2"')
    parser.add_argument("--json", action="store_true", help="write winners, ties, rounds and the whole result as JSON")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="also draw the support of each option")
    parser.add_argument("--publish", type=Path, metavar="FILE", help="also write a result file that `parvis recount` reads")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    if arguments.compare:
        return _compare(arguments)
    try:
        method = registry.get(arguments.method)
        settings = method.read_settings(_asked(arguments, method))
    except (UnknownMechanism, SettingsError) as error:
        raise CommandError(str(error)) from None
    if method.family != "voting":
        raise CommandError(f'"{method.slug}" does not count ballots; `parvis methods --family voting` lists what does.')
    try:
        file = read(
            arguments.file.name,
            arguments.file.read_bytes(),
            ballot=method.ballot,
            grades=getattr(settings, "grades", ()),
        )
    except BallotFileError as error:
        raise CommandError(str(error)) from None
    settings = _completed(arguments, method, settings, file)
    profile = _suited(method, settings, without(file.profile, file.withdrawn), arguments.file)
    profile, spoilt = _valid(method, settings, profile)
    conditions = {name: getattr(arguments, name) for name in ("quorum", "majority") if getattr(arguments, name) is not None}
    try:
        result, counts = profile.conclude(method(profile, settings), {"eligible": arguments.eligible, "spoilt": spoilt}, conditions)
    except ValueError as error:
        raise CommandError(str(error)) from None
    titles = {ref: title for ref, title in file.titles.items() if ref in profile.options}
    if arguments.publish:
        _publish(arguments, method, settings, profile, titles, conditions, file.title, spoilt)
    if arguments.chart:
        from parvis.cli.result_chart import chart

        arguments.chart.write_text(chart(file.title, result, titles, language(arguments.language)), encoding="utf-8")
    if arguments.json:
        print(json.dumps(_as_json(result, titles, counts), ensure_ascii=False, indent=2))
    else:
        print(*file.notes, *sentences(result, titles, language(arguments.language)), sep="\n")
    return 0


def _compare(arguments: argparse.Namespace) -> int:
    from parvis.cli.compare import show

    unread = [f"--{name}" for name in ("set", "publish", "quorum", "majority", "eligible") if getattr(arguments, name)]
    if unread:
        raise CommandError(f"--compare counts as each method does by itself: leave out {', '.join(unread)}.")
    if arguments.seats is not None and arguments.seats < 1:
        raise CommandError(f"At least one seat was expected; got {arguments.seats}.")
    grades = tuple(grade.strip() for grade in (arguments.grades or "").split(",") if grade.strip())
    if arguments.file.suffix.lower() in (".csv", ".tsv") and not arguments.ballot:
        kinds = ", ".join(sorted(PROFILES))
        raise CommandError(f"{arguments.file.name}: a table does not say what its cells mean. Add --ballot and one of {kinds}.")
    if arguments.ballot == "grades" and not grades:
        raise CommandError('--grades "good,fair,poor" was expected with --ballot grades, the best first.')
    try:
        file = read(arguments.file.name, arguments.file.read_bytes(), ballot=arguments.ballot, grades=grades)
    except BallotFileError as error:
        raise CommandError(str(error)) from None
    profile = without(file.profile, file.withdrawn)
    if not profile.ballots or len(profile.options) < 2:
        raise CommandError(f"{arguments.file.name}: ballots between two options at least were expected, to compare methods.")
    seats = arguments.seats or file.seats or 1
    spoken = language(arguments.language)
    drawn = show(profile, file.titles, spoken, as_json=arguments.json, seats=seats, tie_order=file.tie_order, title=file.title)
    if arguments.chart:
        arguments.chart.write_text(drawn(), encoding="utf-8")
    return 0


def _asked(arguments: argparse.Namespace, method: Mechanism[Any, Any]) -> dict[str, object]:
    asked = settings_asked(arguments.set, method.settings)
    if arguments.seats is not None:
        asked["seats"] = arguments.seats
    return asked


def _completed(
    arguments: argparse.Namespace, method: Mechanism[Any, Any], settings: Any, file: BallotFile
) -> Any:  # the settings of whichever method was asked for
    """Take seats, the order of ties and grades from the file, where the person did not say otherwise."""
    names = {field.name for field in fields(settings)}
    asked = _asked(arguments, method)
    if method.ballot == "grouped-choice":  # its groups are names of their own; its proposal is an option
        asked = {**by_ref(asked, file.titles), "groups": asked.get("groups") or list(file.profile.groups)}
        asked.setdefault("proposal", next(iter(file.titles)))
    else:
        asked = by_ref(asked, file.titles)
    if "tie_order" in asked:
        _check_options(asked["tie_order"], file)
    if "seats" in names and "seats" not in asked and file.seats:
        asked["seats"] = file.seats
    if "tie_order" in names and "tie_order" not in asked and file.tie_order:
        asked["tie_order"] = list(file.tie_order)
    if "grades" in names and "grades" not in asked and hasattr(file.profile, "grades") and method.ballot == "grades":
        asked["grades"] = list(file.profile.grades)
    try:
        return method.read_settings(asked)
    except SettingsError as error:
        raise CommandError(str(error)) from None


def _check_options(named: object, file: BallotFile) -> None:
    """Raise CommandError when an order names what is not an option: it would break no tie, and nobody would know."""
    unknown = [str(option) for option in named if option not in file.titles]  # type: ignore[attr-defined]  # a list
    if unknown:
        raise CommandError(f"tie_order: options were expected, one of {', '.join(file.titles.values())}; got {', '.join(unknown)}.")


def _suited(method: Mechanism[Any, Any], settings: Any, profile: Profile[Any], path: Path) -> Profile[Any]:
    if type(profile) is method.summary:
        return profile
    convert = CONVERSIONS.get((type(profile), method.summary))
    if convert is None:
        raise CommandError(
            f"{path.name} holds ballots of another kind ({type(profile).__name__}) than {method.slug} counts ({method.summary.__name__})."
        )
    converted: Profile[Any] = convert(profile)  # type: ignore[operator]  # the key of the table says what it takes
    return converted


def _valid(method: Mechanism[Any, Any], settings: Any, profile: Profile[Any]) -> tuple[Profile[Any], int]:
    """Give the ballots that the method accepts, and how many have too many marks or too few: those are spoilt."""
    if type(profile) is not ApprovalProfile:
        return profile, 0
    kept, spoilt = list[tuple[object, int]](), 0
    for choice, weight in profile.choices():
        try:
            method.check(profile.options, choice, settings)
        except InvalidChoice:
            spoilt += weight
        else:
            kept.append((choice, weight))
    return (method.summarise(profile.options, [*kept, (None, profile.blank)], settings), spoilt) if spoilt else (profile, 0)


def _publish(
    arguments: argparse.Namespace,
    method: Mechanism[Any, Any],
    settings: Any,
    profile: Profile[Any],
    titles: Mapping[str, str],
    conditions: Mapping[str, object],
    title: str,
    spoilt: int,
) -> None:
    ballots: list[dict[str, object]] = [{"choice": choice, "weight": weight} for choice, weight in profile.choices()]
    if profile.blank:
        ballots.append({"choice": None, "weight": profile.blank})
    document = publish(
        method,
        options=[{"ref": ref, "title": name} for ref, name in titles.items()],
        ballots=ballots,
        counts={"eligible": arguments.eligible, "spoilt": spoilt},
        settings=settings,
        conditions=conditions,
        about={"title": title, "source": arguments.file.name},
    )
    arguments.publish.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _as_json(result: Result, titles: Mapping[str, str], counts: Mapping[str, Plain]) -> dict[str, Plain]:
    return {
        "method": result.mechanism,
        "winners": [titles[ref] for ref in result.outcome],
        "ties": [{"options": [titles[ref] for ref in tie.options], "places": tie.places} for tie in result.ties],
        "rounds": result.to_json()["tables"]["rounds"] if "rounds" in result.tables else [],  # type: ignore[index,call-overload]
        "options": dict(titles),
        "counts": dict(counts),
        "result": dict(result.to_json()),
    }
