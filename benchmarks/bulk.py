"""Writing many rows at once into either database, with the values that Django would write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

AT_ONCE = 5_000
TABLES = (
    "people_person", "people_pseudonym", "people_follow", "spaces_membership", "consultation_contribution", "consultation_shelf",
    "discussion_argument", "discussion_support", "discussion_tally", "record_thing", "record_act", "record_opening",
)  # fmt: skip


class Bulk:
    """Rows wait for their table until there are enough of them. `uuid`, `at` and `json` give values as the database keeps them."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.cursor = connection.cursor()
        self.postgresql = connection.vendor == "postgresql"
        self.waiting: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        self.uuid: Callable[[UUID], Any] = (lambda value: value) if self.postgresql else (lambda value: value.hex)
        self.at: Callable[[datetime], Any] = (lambda value: value) if self.postgresql else _naive
        self.json = json.dumps

    def next_id(self, table: str) -> int:
        """Give the first number that no row of this table has."""
        self.cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")
        return int(self.cursor.fetchone()[0])

    def add(self, table: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> None:
        """Write a row, soon."""
        rows = self.waiting.setdefault((table, columns), [])
        rows.append(row)
        if len(rows) >= AT_ONCE:
            self._write(table, columns, rows)

    def flush(self) -> None:
        """Write what waits."""
        for (table, columns), rows in self.waiting.items():
            self._write(table, columns, rows)

    def _write(self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        names = ", ".join(f'"{column}"' for column in columns)
        if self.postgresql:
            with self.cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            self.connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        rows.clear()


def _naive(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


@contextmanager
def quick(connection: Any) -> Iterator[Bulk]:
    """Give a `Bulk` whose tables have lost what slows a load, until the end: indexes, triggers of the search, checks."""
    bulk = Bulk(connection)
    restore = _postgresql(bulk) if bulk.postgresql else _sqlite(bulk)
    yield bulk
    bulk.flush()
    restore()


def _sqlite(bulk: Bulk) -> Callable[[], None]:
    base: sqlite3.Connection = bulk.connection.connection
    for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
        base.execute(f"PRAGMA {pragma}")
    marks = ", ".join(f"'{table}'" for table in TABLES)
    parts = base.execute(
        f"SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN ({marks}) "
        "AND (type = 'index' OR type = 'trigger' AND name LIKE 'record_thing_words%')"
    ).fetchall()
    for kind, name, _sql in parts:
        base.execute(f"DROP {kind} {name}")
    base.execute("BEGIN")

    def restore() -> None:
        base.execute("COMMIT")
        base.execute("INSERT INTO record_search(record_search) VALUES ('rebuild')")
        for _kind, _name, sql in parts:
            base.execute(sql)
        broken = base.execute("PRAGMA foreign_key_check").fetchall()
        assert not broken, f"rows that name others which are not there: {broken[:5]}"
        base.execute("PRAGMA journal_mode=WAL")

    return restore


def _postgresql(bulk: Bulk) -> Callable[[], None]:
    cursor = bulk.cursor
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "JOIN pg_class t ON t.oid = i.indrelid WHERE t.relname = ANY(%s) "
        "AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)",
        [list(TABLES)],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")

    def restore() -> None:
        for _name, definition in indexes:
            cursor.execute(definition)
        for table in TABLES:
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id') FROM information_schema.columns WHERE table_name = %s AND column_name = 'id'", [table, table])  # fmt: skip # noqa: E501
            if row := cursor.fetchone():
                cursor.execute(f"SELECT setval(%s, (SELECT coalesce(max(id), 1) FROM {table}))", [row[0]])
        cursor.execute("SET session_replication_role = DEFAULT")
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")

    return restore


def shares(total: int, many: int, first: int = 0) -> Iterable[int]:
    """Share a total among many as attention is: few get much, most get little (the n-th as 1/√n); `first` is what the first gets."""
    if many <= 0:
        return
    rest, ranks = total - first, range(1, many + (0 if first else 1))
    weight = sum(rank**-0.5 for rank in ranks) or 1.0
    if first:
        yield first
    owed = 0.0
    for rank in ranks:
        owed += rest * rank**-0.5 / weight
        given = int(owed + 1e-6)
        owed -= given
        yield given
