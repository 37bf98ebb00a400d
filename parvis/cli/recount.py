"""`parvis recount FILE`: counts a published result again. Loads no Django and needs no network.

The archive of an encrypted election (.bel) is recounted as `parvis verify election` does: every ballot, every proof, then the result.
"""

import argparse
import json
from pathlib import Path

from parvis.cli.errors import CommandError
from parvis.cli.explain import language, sentences
from parvis.mechanisms import registry
from parvis.mechanisms.registry import UnknownMechanism
from parvis.mechanisms.result import Plain
from parvis.mechanisms.result_file import BadResultFile, Comparison, read, recount

SAID = {
    "fr": {
        "equal": "Identique : {ballots} bulletins recomptés avec « {mechanism} » (version {version}) donnent le résultat publié.",
        "differs": "Différent : {ballots} bulletins recomptés avec « {mechanism} » (version {version}) ne donnent pas le résultat publié.",
        "line": "  {path} : publié {published}, recompté {recounted}",
        "equal-draw": (
            "Identique : le tirage refait entre {ballots} personnes avec « {mechanism} » (version {version}) donne le panel publié."
        ),
        "differs-draw": (
            "Différent : le tirage refait entre {ballots} personnes avec « {mechanism} » (version {version}) "
            "ne donne pas ce qui est publié."
        ),
        "equal-delegation": (
            "Identique : {ballots} membres suivis à nouveau avec « {mechanism} » (version {version}) donnent le résultat publié."
        ),
        "differs-delegation": (
            "Différent : {ballots} membres suivis à nouveau avec « {mechanism} » (version {version}) ne donnent pas le résultat publié."
        ),
        "equal-opinions": (
            "Identique : les avis de {ballots} personnes, avec « {mechanism} » (version {version}), donnent la carte publiée."
        ),
        "differs-opinions": (
            "Différent : les avis de {ballots} personnes, avec « {mechanism} » (version {version}), ne donnent pas la carte publiée."
        ),
        "more": "  … et {count} autres différences",
    },
    "en": {
        "equal": 'Equal: {ballots} ballots counted again with "{mechanism}" (version {version}) give the published result.',
        "differs": 'Different: {ballots} ballots counted again with "{mechanism}" (version {version}) do not give the published result.',
        "line": "  {path}: published {published}, recounted {recounted}",
        "equal-draw": 'Equal: drawing again among {ballots} people with "{mechanism}" (version {version}) gives the published panel.',
        "differs-draw": (
            'Different: drawing again among {ballots} people with "{mechanism}" (version {version}) does not give what is published.'
        ),
        "equal-delegation": 'Equal: {ballots} members followed again with "{mechanism}" (version {version}) give the published result.',
        "differs-delegation": (
            'Different: {ballots} members followed again with "{mechanism}" (version {version}) do not give the published result.'
        ),
        "equal-opinions": 'Equal: the votes of {ballots} people, with "{mechanism}" (version {version}), give the published map.',
        "differs-opinions": (
            'Different: the votes of {ballots} people, with "{mechanism}" (version {version}), do not give the published map.'
        ),
        "more": "  … and {count} other differences",
    },
}
ARCHIVE = b"BELENIOS"
"""The first bytes of the archive of an encrypted election."""
KINDS = {"sortition": "-draw", "delegation": "-delegation", "opinions": "-opinions"}
"""What a recount says, where it is not about ballots."""
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="the published result: a JSON file, or the archive of an encrypted election (.bel)")
    parser.add_argument("--ballots", type=Path, help="the file of ballots, when the result gives only its address")
    parser.add_argument("--explain", action="store_true", help="say in sentences how the count goes")
    parser.add_argument("--json", action="store_true", help="write the comparison as JSON")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")


def run(arguments: argparse.Namespace) -> int:
    """Give 0 when the recount is equal, 1 when it differs."""
    with arguments.file.open("rb") as start:
        if start.read(len(ARCHIVE)) == ARCHIVE:
            return _election(arguments)
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
    kind = KINDS.get(registry.get(comparison.mechanism).family, "")
    print(said[("equal" if comparison.equal else "differs") + kind].format(**facts))
    for difference in comparison.differences[:SHOWN]:
        published, recounted = (json.dumps(value, ensure_ascii=False) for value in (difference.published, difference.recounted))
        print(said["line"].format(path=difference.path, published=published, recounted=recounted))
    if len(comparison.differences) > SHOWN:
        print(said["more"].format(count=len(comparison.differences) - SHOWN))
    return 0 if comparison.equal else 1


def _election(arguments: argparse.Namespace) -> int:
    from parvis.cli.verify import election

    if arguments.ballots or arguments.explain:
        raise CommandError(f"{arguments.file}: an archive holds its ballots and its report explains: leave out these options.")
    asked = {"against": None, "cores": 0, "dask": None, "quiet": False, "json": arguments.json, "language": arguments.language}
    return election.run(argparse.Namespace(file=arguments.file, **asked))


def _as_json(comparison: Comparison) -> dict[str, Plain]:
    return {
        "equal": comparison.equal,
        "mechanism": comparison.mechanism,
        "version": comparison.version,
        "ballots": comparison.ballots,
        "differences": [{"path": d.path, "published": d.published, "recounted": d.recounted} for d in comparison.differences],
    }
