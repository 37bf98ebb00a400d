"""`parvis methods`: the list of what can count, allocate or draw, straight from the registry."""

import argparse
import json

from parvis.cli.errors import CommandError
from parvis.mechanisms import registry
from parvis.mechanisms.registry_settings import settings_to_json


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("slug", nargs="?", help="a method to describe in full")
    parser.add_argument("--family", help="only this family, for instance voting")
    parser.add_argument("--json", action="store_true", help="write the list as JSON, with the settings of each")


def run(arguments: argparse.Namespace) -> int:
    if arguments.slug:
        try:
            print(registry.get(arguments.slug).description)
        except registry.UnknownMechanism as error:
            raise CommandError(str(error)) from None
        return 0
    if arguments.family and arguments.family not in registry.families():
        raise CommandError(f'There is no family "{arguments.family}"; there are: {", ".join(registry.families())}.')
    found = registry.all(arguments.family)
    if arguments.json:
        rows = [
            {
                "slug": method.slug,
                "family": method.family,
                "version": method.version,
                "ballot": method.ballot,
                "winners": method.winners,
                "settings": settings_to_json(method.settings()),
            }
            for method in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    width = max(len(method.slug) for method in found)
    for method in found:
        print(f"{method.slug:{width}}  {method.description.splitlines()[0]}")
    return 0
