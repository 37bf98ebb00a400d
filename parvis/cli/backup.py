"""`parvis backup` and `parvis restore`: everything that is data in one archive, and back."""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import zlib
from contextlib import closing
from pathlib import Path

from parvis.cli.ready import set_up

DATABASE = {"sqlite": "parvis.sqlite3", "postgresql": "parvis.pgdump"}
# What can be made again, or belongs to one run, is not kept.
LEFT_OUT = {
    "static",
    "static.stamp",
    "built",
    "parvis.sqlite3",
    "parvis.sqlite3-wal",
    "parvis.sqlite3-shm",
    "parvis.sqlite3-turn",
    "guard",
    "registre",
}


def postgres(program: str, *options: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password goes through the environment."""
    from django.conf import settings

    base = settings.DATABASES["default"]
    environ = os.environ | {"PGPASSWORD": base["PASSWORD"]} if base["PASSWORD"] else dict(os.environ)
    where = [f"--{option}={base[key]}" for option, key in (("host", "HOST"), ("port", "PORT"), ("username", "USER")) if base[key]]
    try:
        subprocess.run([program, *where, f"--dbname={base['NAME']}", *options], env=environ, check=True)  # noqa: S603 (our own arguments)
    except FileNotFoundError:
        sys.exit(f"parvis: {program} is not installed; on Debian or Ubuntu: sudo apt install postgresql-client")
    except subprocess.CalledProcessError as error:
        sys.exit(f"parvis: {program} failed ({error.returncode}); what it said stands above. Nothing else was done.")


def backup(args: argparse.Namespace) -> int:
    """Write database, uploads and keys to one archive that only the owner can read. The instance may go on running."""
    set_up()
    from django.conf import settings
    from django.db import connection

    target = Path(args.file)
    if target.exists():
        print(f"parvis: {target} exists already; name another file.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(dir=target.resolve().parent) as scratch:
        dump = Path(scratch) / DATABASE[connection.vendor]
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as live, closing(sqlite3.connect(dump)) as copy:
                live.backup(copy)
        else:
            postgres("pg_dump", "--format=custom", f"--file={dump}")
        unfinished = Path(scratch) / "archive"
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
            archive.add(dump, dump.name)
            for path in sorted(Path(settings.PARVIS_DATA).iterdir()):
                if path.name not in LEFT_OUT and path.resolve() != target.resolve() and scratch not in str(path):
                    archive.add(path, path.name)
        unfinished.rename(target)
    print(
        f"{target}: {target.stat().st_size / 1e6:.1f} MB. It holds people's e-mail addresses and the keys of this instance: keep it safe."
    )
    return 0


def opened(file: str) -> tarfile.TarFile:
    """Open a backup, and read it to its end once: what is cut short or no backup is told before anything is written."""
    try:
        archive = tarfile.open(file, mode="r:gz")  # noqa: SIM115 (closed by whoever asks)
        names = archive.getnames()
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        sys.exit(f"parvis: {file} cannot be read as a backup: {error}. Nothing was written.")
    if not set(names) & set(DATABASE.values()):
        sys.exit("parvis: this is not a backup of Parvis: expected a database in it, found " + (", ".join(names[:5]) or "nothing") + ".")
    return archive


def hindrance(folder: Path, archive: tarfile.TarFile, file: str) -> str:
    """Say what stands in the way of a restoration: a folder or a database that is not empty, or a backup of another kind."""
    from django.db import DatabaseError, connection

    if full := sorted(path.name for path in folder.iterdir() if path.name != "secret-key"):
        return f"{folder} is not empty ({', '.join(full[:5])}). Restore into a new folder: PARVIS_DATA=/path/to/new parvis restore {file}"
    vendor = next(vendor for vendor, name in DATABASE.items() if name in archive.getnames())
    if vendor != connection.vendor:
        return f"this backup comes from {vendor}, this instance uses {connection.vendor}; set DATABASE_URL."
    if vendor == "sqlite":
        return ""
    try:
        tables = sorted(connection.introspection.table_names())
    except DatabaseError as error:
        return f"the database of DATABASE_URL does not answer: {str(error).strip()}"
    if tables:
        return (
            f"the database “{connection.settings_dict['NAME']}” is not empty ({len(tables)} tables, such as {tables[0]}). "
            "Restore into a new one: createdb NAME, and name it in DATABASE_URL."
        )
    return "" if shutil.which("pg_restore") else "pg_restore is not installed; on Debian or Ubuntu: sudo apt install postgresql-client"


def restore(args: argparse.Namespace) -> int:
    """Put a backup back. Folder and database must be empty, so that nothing is ever written over; what fails leaves nothing behind."""
    set_up()
    from django.conf import settings
    from django.db import connection

    folder = Path(settings.PARVIS_DATA)
    with opened(args.file) as archive:
        if hindered := hindrance(folder, archive, args.file):
            print(f"parvis: {hindered} Nothing was written.", file=sys.stderr)
            return 2
        with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as scratch:
            archive.extractall(scratch, filter="data")
            dump = Path(scratch) / DATABASE["postgresql"]
            if connection.vendor == "postgresql":
                connection.close()
                postgres("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(dump))
                dump.unlink()
            for path in Path(scratch).iterdir():
                path.replace(folder / path.name)
    print(f"Restored into {folder}. Now run: parvis upgrade, then: parvis record repair --from COPY")
    print("COPY is what was published, the folder `registre` of the old data, or a mirror. Keep PARVIS_GUARD where it was.")
    return 0
