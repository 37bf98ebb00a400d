"""A command made of several, `parvis verify election`: each stands in a module that is imported only when it is asked for."""

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any


class Part(argparse.ArgumentParser):
    """One of the commands, read from its module at first use. The module has `add_arguments(parser, command)` and `run`."""

    module: str | None = None

    def parse_known_args(  # type: ignore[override]  # argparse gives the type of the namespace back
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        if self.module:
            module, self.module = import_module(self.module), None
            module.add_arguments(self, self.prog.rpartition(" ")[2])
            self.set_defaults(run_part=module.run)
        return super().parse_known_args(args, namespace)


def add_group(parser: argparse.ArgumentParser, parts: Mapping[str, tuple[str, str]], metavar: str) -> None:
    """Give a command its parts: name → (module, help)."""
    group = parser.add_subparsers(dest="part", metavar=metavar, required=True, parser_class=Part)
    for name, (module, said) in parts.items():
        group.add_parser(name, help=said, description=said[0].upper() + said[1:] + ".").module = module


def run_part(arguments: argparse.Namespace) -> int:
    """Run the part that was asked for; give its exit status."""
    return int(arguments.run_part(arguments))
