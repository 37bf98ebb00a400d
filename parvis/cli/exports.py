"""`parvis export`: what is public, as files."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from shutil import copyfileobj

from parvis.cli.errors import CommandError
from parvis.cli.ready import set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be taken out."""
    kinds = parser.add_subparsers(dest="what", metavar="what", required=True)
    process = kinds.add_parser("process", help="a whole process as a zip: tables, data dictionary, licence")
    process.add_argument("slug", metavar="SLUG", help="the process, as its address names it")
    process.add_argument("file", type=Path, metavar="FILE.zip", help="where to write it; it must not exist")


def take_out(arguments: argparse.Namespace) -> int:
    """Write what a visitor could download of a process to a file."""
    set_up()
    from django.conf import settings
    from django.utils import translation

    from parvis.core.opendata.archive import of_process
    from parvis.core.processes.models import Process
    from parvis.core.processes.rules import may_see

    process = Process.objects.select_related("space__parent__parent__parent").filter(slug=arguments.slug).first()
    if process is None:
        raise CommandError(f'There is no process "{arguments.slug}".')
    if not (verdict := may_see(None, process)):
        raise CommandError(f'"{arguments.slug}" is not public: {verdict.reason}')
    if arguments.file.exists():
        raise CommandError(f"{arguments.file} exists already; name another file.")
    unfinished = arguments.file.with_name(f".{arguments.file.name}.{os.getpid()}")
    try:
        with translation.override(settings.LANGUAGE_CODE), of_process(process, None) as content, unfinished.open("xb") as out:
            copyfileobj(content, out)
        unfinished.rename(arguments.file)
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{arguments.file}: {arguments.file.stat().st_size / 1000:.0f} kB.")
    return 0
