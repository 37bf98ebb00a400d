"""`parvis upgrade`: bring the database and the static files to the version that is installed."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from parvis.cli.ready import set_up


def pending() -> int:
    """Give how many changes the database waits for."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def fingerprint() -> str:
    """Give a mark that changes when a static file of a room does."""
    from django.contrib.staticfiles.finders import get_finders

    mark = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            mark.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return mark.hexdigest()


def upgrade(args: argparse.Namespace) -> int:
    """Migrate the database, and gather the static files when one has changed. Doing it twice does nothing."""
    set_up()
    from django.conf import settings
    from django.core.management import call_command

    if changes := pending():
        if not args.quiet:
            print(f"Preparing the database ({changes} changes) …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    stamp = Path(settings.PARVIS_DATA) / "static.stamp"
    if not settings.DEBUG and (not stamp.exists() or stamp.read_text() != fingerprint()):
        if not args.quiet:
            print("Gathering styles, typefaces and scripts …", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(fingerprint())
    return 0
