"""Fixtures: quick settings, and the town with its cast."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

from tests import town as towns


@pytest.fixture(scope="session", autouse=True)
def folder_of_static_files() -> None:
    """WhiteNoise warns where nothing was ever collected; a server for browsers starts before the fixtures of a test."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """A base of its own for each process of pytest-xdist; on SQLite it is in memory, and needs no name."""
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    base = settings.DATABASES["default"]
    if worker and base["ENGINE"] == "django.db.backends.postgresql":
        base.setdefault("TEST", {})["NAME"] = f"test_{base['NAME']}_{worker}"


@pytest.fixture(scope="session", autouse=True)
def postgresql_is_cleared_away() -> None:
    """Tests with real transactions are cleared away by emptying all tables, which the record and the ballots refuse on PostgreSQL;
    and a server that a browser spoke to may still hold a connection when its database is dropped."""
    from django.db.backends.postgresql.creation import DatabaseCreation
    from django.db.backends.postgresql.operations import DatabaseOperations

    emptied = DatabaseOperations.sql_flush

    def without_triggers(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        said = emptied(self, *args, **kwargs)
        return ["SET session_replication_role = replica", *said, "SET session_replication_role = DEFAULT"] if said else said

    def dropped(self: DatabaseCreation, name: str, verbosity: int) -> None:
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(name)} WITH (FORCE)")

    DatabaseOperations.sql_flush = without_triggers  # type: ignore[method-assign] # for the session only
    DatabaseCreation._destroy_test_db = dropped  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def quick_and_quiet(settings: Any) -> None:
    """Cheap passwords, plain static files, e-mails in memory."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def town(db: None) -> SimpleNamespace:
    """The commune and its cast: `town.ada`, `town.bao`, `town.chloe`, `town.driss`, `town.fanny`, `town.emile`, `town.space`."""
    return towns.build()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("PARVIS_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip("no shared data: set PARVIS_SHARED to its folder")
    return folder
