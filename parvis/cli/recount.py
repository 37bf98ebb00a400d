"""`parvis recount FILE`: counts a published result again. Loads no Django and needs no network."""

import argparse
import json
from pathlib import Path

from parvis.cli.errors import CommandError
from parvis.cli.explain import language, sentences
from parvis.mechanisms.registry import UnknownMechanism
from parvis.mechanisms.result import Plain
from parvis.mechanisms.result_file import BadResultFile, Comparison, read, recount

SAID = {
    "fr": {
        "equal": "Identique : {ballots} bulletins recomptés avec « {mechanism} » (version {version}) donnent le résultat publié.",
        "differs": "Différent : {ballots} bulletins recomptés avec « {mechanism} » (version {version}) ne donnent pas le résultat publié.",
        "line": "  {path} : publié {published}, recompté {recounted}",
        "more": "  … et {count} autres différences",
    },
    "en": {
        "equal": 'Equal: {ballots} ballots counted again with "{mechanism}" (version {version}) give the published result.',
        "differs": 'Different: {ballots} ballots counted again with "{mechanism}" (version {version}) do not give the published result.',
        "line": "  {path}: published {published}, recounted {recounted}",
        "more": "  … and {count} other differences",
    },
}
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="the published result, a JSON file")
    parser.add_argument("--ballots", type=Path, help="the file of ballots, when the result gives only its address")
    parser.add_argument("--explain", action="store_true", help="say in sentences how the count goes")
    parser.add_argument("--json", action="store_true", help="write the comparison as JSON")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    """Give 0 when the recount is equal, 1 when it differs."""
    try:
        file = read(arguments.file.read_bytes())
        comparison = recount(file, arguments.ballots.read_bytes() if arguments.ballots else None)
    except (BadResultFile, UnknownMechanism) as error:
        raise CommandError(f"{arguments.file}: {error}") from None
    if arguments.json:
        print(json.dumps(_as_json(comparison), ensure_ascii=False, indent=2))
        return 0 if comparison.equal else 1
    spoken = language(arguments.language)
    said = SAID[spoken]
    if arguments.explain:
        titles = {option["ref"]: option.get("title", option["ref"]) for option in file["options"]}  # type: ignore[attr-defined]  # checked by recount
        print(*sentences(comparison.result, titles, spoken), sep="\n")
    facts = {"ballots": comparison.ballots, "mechanism": comparison.mechanism, "version": comparison.version}
    print(said["equal" if comparison.equal else "differs"].format(**facts))
    for difference in comparison.differences[:SHOWN]:
        published, recounted = (json.dumps(value, ensure_ascii=False) for value in (difference.published, difference.recounted))
        print(said["line"].format(path=difference.path, published=published, recounted=recounted))
    if len(comparison.differences) > SHOWN:
        print(said["more"].format(count=len(comparison.differences) - SHOWN))
    return 0 if comparison.equal else 1


def _as_json(comparison: Comparison) -> dict[str, Plain]:
    return {
        "equal": comparison.equal,
        "mechanism": comparison.mechanism,
        "version": comparison.version,
        "ballots": comparison.ballots,
        "differences": [{"path": d.path, "published": d.published, "recounted": d.recounted} for d in comparison.differences],
    }
