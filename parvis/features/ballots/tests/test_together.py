"""Many people at once, and what is left in the files of the database: with real transactions, in a database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def database(db: None, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite://{tmp_path}/drill.sqlite3"
        return
    import psycopg

    known, name = connection.settings_dict, f"drill_{uuid4().hex}"
    given = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    reach = {key: value for key, value in given.items() if value}
    with psycopg.connect(**reach, dbname="postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"postgresql://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.slow
def test_one_person_has_one_ballot_and_the_close_loses_none(database: str, tmp_path: Path) -> None:
    environment = os.environ | {"PARVIS_DATA": str(tmp_path / "data"), "DATABASE_URL": database, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "parvis.features.ballots.tests.drill"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "receipts of one person": 1,
        "ballots after one person": 1,
        "receipt after the close": None,
        "agree": True,
        "old rows left": 0,
    }
