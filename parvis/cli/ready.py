"""Getting an instance ready to be spoken to from the command line."""

import argparse
import os
import sys


def set_up() -> None:
    """Load Django with the settings of this instance; a wrong setting is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    from parvis.config.environment import WrongSetting

    try:
        django.setup()
    except WrongSetting as wrong:
        sys.exit(f"parvis: {wrong}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Django's command and all that follows it."""
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="a command of Django and its arguments")


def manage(arguments: argparse.Namespace) -> int:
    """Run a command of Django: for people who develop Parvis."""
    set_up()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["parvis manage", *arguments.rest])
    return 0
