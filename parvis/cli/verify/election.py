"""`parvis verify election FILE.bel`: verifies a secret ballot from its published archive."""

import argparse
from pathlib import Path

from parvis.cli.errors import CommandError


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="the archive of the election, a .bel file")


def run(arguments: argparse.Namespace) -> int:
    raise CommandError("This version cannot verify an election yet.")
