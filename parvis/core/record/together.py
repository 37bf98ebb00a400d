"""An act, the values behind it and the card of its object, written in one statement where the database can: PostgreSQL.

Each statement is a way to the server and back, and as much work on both sides as writing the row. SQLite is called, not asked over a wire,
and does not know of writing within `WITH`: there the rows are written one after the other.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, models

from parvis.core.record.models import Act, Opening, Thing

_STATEMENTS: WeakKeyDictionary[Any, dict[tuple[bool, bool], str]] = WeakKeyDictionary()
_FIELDS = [field for field in Act._meta.local_concrete_fields if not field.primary_key]
_LAST, _REF, _VALUES = Thing._meta.get_field("last_act"), Thing._meta.get_field("ref"), Opening._meta.get_field("fields")


def can_write_together() -> bool:
    """Say whether this database writes several tables in one statement."""
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


def write_together(act: Act, opening: dict[str, list[Any]], *, of_card: bool) -> None:
    """Write a new act, its values if it has any, and, if `of_card`, itself as the last act of the card that stands already."""
    connection = connections[DEFAULT_DB_ALIAS]
    kept = _STATEMENTS.setdefault(connection, {})
    key = (of_card, bool(opening))
    if key not in kept:
        kept[key] = _statement(connection, *key)
    values: list[Any] = []
    if of_card:
        values += [_prepared(_LAST, act.uuid, connection), _prepared(_REF, act.object, connection)]
    values += [field.get_db_prep_save(field.pre_save(act, add=True), connection) for field in _FIELDS]
    if opening:
        values.append(_prepared(_VALUES, opening, connection))
    with connection.cursor() as cursor:
        cursor.execute(kept[key], values)
        act.pk = cursor.fetchone()[0]
    act._state.adding, act._state.db = False, connection.alias


def _prepared(field: Any, value: object, connection: Any) -> object:
    return field.get_db_prep_save(value, connection)


def _statement(connection: Any, of_card: bool, opened: bool) -> str:
    """Give the statement; the names come from the models, the values go beside."""

    def name(model: type[models.Model]) -> str:
        return str(connection.ops.quote_name(model._meta.db_table))

    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in _FIELDS)
    parts = [f"card AS (UPDATE {name(Thing)} SET last_act = %s WHERE ref = %s)"] if of_card else []  # noqa: S608
    written = f"INSERT INTO {name(Act)} ({columns}) VALUES ({', '.join(['%s'] * len(_FIELDS))}) RETURNING id"  # noqa: S608
    if not opened:
        return f"WITH {', '.join(parts)} {written}" if parts else written
    parts.append(f"act AS ({written})")
    return f"WITH {', '.join(parts)} INSERT INTO {name(Opening)} (act_id, fields) SELECT id, %s::jsonb FROM act RETURNING act_id"  # noqa: S608
