"""`parvis demo`: the town of the demonstration, loaded once."""

from __future__ import annotations

import argparse
import sys

from parvis.cli.ready import set_up
from parvis.cli.upgrade import upgrade


def demo(args: argparse.Namespace) -> int:
    """Prepare the instance and load the demonstration, unless it is there. It must be asked for: PARVIS_DEMO=1.

    In a demonstration anybody steps into anybody of the cast: real people and their data do not belong in it.
    """
    set_up()
    from django.conf import settings

    if not settings.PARVIS_DEMO:
        print(
            "parvis: this instance is not a demonstration, and nothing was loaded. For one, with a data folder of its own: "
            "PARVIS_DEMO=1 PARVIS_DATA=/path/to/folder parvis demo",
            file=sys.stderr,
        )
        return 2
    if status := upgrade(args):
        return status
    from parvis.demo.load import is_there, load

    if is_there():
        said = "The demonstration is there already."
    else:
        if not args.quiet:
            print("Loading the demonstration: a town, three hundred days of its decisions …", flush=True)
        said = f"The demonstration is ready ({load()} events)."
    if not args.quiet:
        print(said)
    return 0
