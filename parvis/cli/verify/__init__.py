"""`parvis verify THING FILE`: checks what was published, on anybody's computer. Each thing that can be verified is a module here."""

import argparse

from parvis.cli.group import add_group, run_part

THINGS = {
    "receipt": ("parvis.cli.verify.receipt", "verify a receipt: is this act in the public record?"),
    "promise": ("parvis.cli.verify.promise", "verify that a promise was kept: the act was published in time"),
    "record": ("parvis.cli.verify.record", "verify a whole public record from its published files, and report on it"),
    "election": ("parvis.cli.verify.election", "verify a secret ballot from its archive: every ballot, every proof, the result"),
}
"""Name: (module, help). The module has `add_arguments(parser, command)` and `run(arguments) -> exit status` (0 holds, 1 does not)."""


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    add_group(parser, THINGS, "what")


def run(arguments: argparse.Namespace) -> int:
    return run_part(arguments)
