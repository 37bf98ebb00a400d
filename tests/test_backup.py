"""A backup of a running instance comes back whole in an empty place; anywhere else, or cut short, it writes nothing at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.instance import PARVIS, ROOT, Running, _cluster, on_postgres
from tests.world import PICTURE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

COUNT = """
from django.apps import apps
print({m._meta.label: m.objects.count() for m in apps.get_models() if not m._meta.label.startswith(("sessions", "django_tasks"))})
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A new data folder, with a database of its own where PostgreSQL is used, and the environment that names them."""

    data: Path
    environ: Mapping[str, str]

    def parvis(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*PARVIS, *arguments], cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)

    def holds(self) -> list[str]:
        """Give what is in the folder, beside the key that any first command makes."""
        return sorted(path.name for path in self.data.iterdir() if path.name != "secret-key")


@pytest.fixture
def place(demo: Running, tmp_path: Path) -> Iterator[Place]:
    environ, name = {**demo.environ, "PARVIS_DATA": str(tmp_path / "new")}, f"parvis_new_{uuid4().hex[:12]}"
    if on_postgres():
        _cluster(f'CREATE DATABASE "{name}"')
        environ["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    (tmp_path / "new").mkdir()
    yield Place(tmp_path / "new", environ)
    if on_postgres():
        _cluster(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def backup(demo: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Back up the demonstration, which goes on running."""
    file = tmp_path_factory.mktemp("backup") / "parvis.tar.gz"
    (demo.data / "uploads" / "2026").mkdir(parents=True, exist_ok=True)
    (demo.data / "uploads" / "2026" / "plan.png").write_bytes(PICTURE)
    made = Place(demo.data, demo.environ).parvis("backup", str(file))
    assert made.returncode == 0, made.stderr
    assert file.stat().st_mode & 0o077 == 0, "others may read it"
    return file


def rewritten(backup: Path, target: Path, *, database: bytes) -> Path:
    """Write the same backup with something else in place of its database."""
    with tarfile.open(backup) as old, tarfile.open(target, "w:gz") as new:
        name = next(name for name in old.getnames() if name.startswith("parvis."))
        (target.parent / name).write_bytes(database)
        new.add(target.parent / name, name)
        for member in old.getmembers():
            if member.name != name:
                new.addfile(member, old.extractfile(member))
    return target


def test_it_comes_back_whole(demo: Running, backup: Path, place: Place) -> None:
    done = place.parvis("restore", str(backup))
    assert (done.returncode, done.stderr) == (0, "")
    assert place.parvis("upgrade", "--quiet").returncode == 0
    counted = place.parvis("manage", "shell", "--no-imports", "-c", COUNT)
    assert counted.stdout == Place(demo.data, demo.environ).parvis("manage", "shell", "--no-imports", "-c", COUNT).stdout
    assert "'record.Act': " in counted.stdout
    assert "'record.Act': 0" not in counted.stdout
    assert (place.data / "uploads" / "2026" / "plan.png").read_bytes() == PICTURE
    assert (place.data / "secret-key").read_bytes() == (demo.data / "secret-key").read_bytes()
    assert not [name for name in place.holds() if name.startswith(".restoring") or name.endswith(".pgdump")]
    again = place.parvis("restore", str(backup))
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def test_cut_short_it_writes_nothing(backup: Path, place: Place, tmp_path: Path) -> None:
    short = tmp_path / "short.tar.gz"
    short.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    other = tmp_path / "other.tar.gz"
    with tarfile.open(other, "w:gz") as archive:
        archive.add(ROOT / "README.md", "README.md")
    for file, said in ((short, "cannot be read as a backup"), (other, "expected a database in it, found README.md")):
        done = place.parvis("restore", str(file))
        assert done.returncode
        assert said in done.stderr
        assert "Traceback" not in done.stderr
        assert place.holds() == []


def test_where_the_database_is_not_empty_it_writes_nothing(backup: Path, place: Place, tmp_path: Path) -> None:
    if not on_postgres():
        pytest.skip("only on PostgreSQL: SQLite's database is a file of the folder")
    import psycopg

    with psycopg.connect(urlsplit(place.environ["DATABASE_URL"])._replace(scheme="postgresql").geturl()) as connection:
        connection.execute("CREATE TABLE kept (word text)")
    done = place.parvis("restore", str(backup))
    assert done.returncode == 2
    assert "is not empty (1 tables, such as kept)" in done.stderr
    assert place.holds() == []


def test_what_the_database_refuses_leaves_no_file(backup: Path, place: Place, tmp_path: Path) -> None:
    if not on_postgres():
        pytest.skip("only on PostgreSQL: SQLite's database is copied, not read in")
    done = place.parvis("restore", str(rewritten(backup, tmp_path / "wrong.tar.gz", database=b"no dump")))
    assert done.returncode
    assert "pg_restore failed" in done.stderr
    assert place.holds() == []
    assert shutil.which("pg_restore")
