"""Statements that are compiled once. What most requests ask of the database is the same statement with other values.

Django builds the SQL of a query each time it is asked, which takes five to ten times what SQLite takes to answer it. Here a query is
written as any other, in a function whose parameters stand for the values that are not known yet:

    @prepared
    def card_of(ref: UUID) -> QuerySet[Thing]:
        return Thing.objects.filter(ref=ref)

    card_of.first(ref)          the card, or None

Its body runs once for each connection. So it may not look at its arguments (no `if`, no arithmetic in Python), nor at a clock, a setting or
a request: whatever may differ is a parameter. A parameter is compared, added or set; it is never None, which SQL compares otherwise.
One that is a list (`refs: list[UUID]`) is compared with `among`: `Thing.objects.filter(ref__among=refs)`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, ParamSpec, TypeVar, get_args, get_type_hints
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import sql
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, QuerySet, get_related_populators
from django.db.transaction import TransactionManagementError

Asked = ParamSpec("Asked")
Row = TypeVar("Row")
FIELDS: dict[type, type[models.Field[Any, Any]]] = {
    UUID: models.UUIDField, int: models.BigIntegerField, str: models.TextField, bool: models.BooleanField, datetime: models.DateTimeField,
}  # fmt: skip


class ListField(models.Field[Any, Any]):
    """Several values as one parameter: an array where there are arrays, JSON elsewhere."""

    def __init__(self, of: models.Field[Any, Any]) -> None:
        super().__init__()
        self.of = of

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Give the parameter."""
        each = [self.of.get_db_prep_value(one, connection) for one in value]
        return each if connection.vendor == "postgresql" else json.dumps(each)


@models.Field.register_lookup
class Among(models.Lookup[Any]):
    """`column__among=values`: one statement, however many the values are."""

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Give the comparison."""
        column, params = self.process_lhs(compiler, connection)
        values, more = self.process_rhs(compiler, connection)
        form = "{} = ANY({})" if connection.vendor == "postgresql" else "{} IN (SELECT value FROM json_each({}))"
        return form.format(column, values), [*params, *more]


class Given(Expression):
    """A value that is not known yet: it stands among the parameters of the compiled statement until it is."""

    def __init__(self, name: str, kind: Any) -> None:
        several = get_args(kind)
        super().__init__(output_field=ListField(FIELDS[several[0]]()) if several else FIELDS[kind]())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Give the mark of a parameter."""
        return "%s", [self]

    def __repr__(self) -> str:
        return f"Given({self.name})"


class _Statement(Generic[Asked]):
    """A statement, and its parameters in the order of its marks."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._names = tuple(inspect.signature(build).parameters)
        self._compiled: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self.__doc__ = build.__doc__

    def _query(self) -> Any:
        kinds = get_type_hints(self._build)
        return self._build(*(Given(name, kinds[name]) for name in self._names))

    def _values(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        values = dict(zip(self._names, args, strict=False)) | kwargs
        if len(values) != len(self._names) or None in values.values():
            raise TypeError(f"{self._build.__name__}: expected a value for each of {', '.join(self._names)}, got {values}.")
        return values


def _filled(params: tuple[Any, ...], values: dict[str, Any], connection: Any) -> list[Any]:
    return [param.output_field.get_db_prep_value(values[param.name], connection) if isinstance(param, Given) else param for param in params]


class Prepared(_Statement[Asked], Generic[Asked, Row]):
    """A query that is compiled once. Its values are given in the order of the parameters, or by name."""

    def all(self, *args: Asked.args, **kwargs: Asked.kwargs) -> list[Row]:
        """Give the rows."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection)
        if compiled is None:
            compiled = self._compiled[connection] = _Reading(self._query(), connection)
        return compiled.rows(self._values(args, kwargs), connection)

    def first(self, *args: Asked.args, **kwargs: Asked.kwargs) -> Row | None:
        """Give the first row, or None when there is none. All are read: the query says how many it wants."""
        rows = self.all(*args, **kwargs)
        return rows[0] if rows else None


class _Reading:
    """What Django knows of a query once it has compiled it: how to ask, and how to make objects of the answer."""

    def __init__(self, queryset: QuerySet[Any], connection: Any) -> None:
        self.held = queryset.query.select_for_update
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.params = self.compiler.as_sql()
        select, about = self.compiler.select, self.compiler.klass_info
        self.converters = self.compiler.get_converters([column for column, _sql, _alias in select])
        self.flat = queryset._fields is not None and len(select) == 1  # type: ignore[attr-defined]
        self.model: Any = None
        if issubclass(queryset._iterable_class, ModelIterable):
            self.model, first, last = about["model"], about["select_fields"][0], about["select_fields"][-1] + 1
            self.columns = slice(first, last)
            self.names = [column.target.attname for column, _sql, _alias in select[first:last]]
            self.related = get_related_populators(about, select, connection.alias)  # type: ignore[call-arg] # the stubs are of a later Django

    def rows(self, values: dict[str, Any], connection: Any) -> list[Any]:
        if self.held and not connection.in_atomic_block:
            raise TransactionManagementError("A row is held until the end of a transaction: there is none.")
        with connection.cursor() as cursor:
            cursor.execute(self.sql, _filled(self.params, values, connection))
            rows = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        if self.model is None:
            return [row[0] for row in rows] if self.flat else [tuple(row) for row in rows]
        made = []
        for row in rows:
            one = self.model.from_db(connection.alias, self.names, row[self.columns])
            for populator in self.related:
                populator.populate(row, one)
            made.append(one)
        return made


class Change:
    """What a prepared change does: these rows, with these columns set."""

    def __init__(self, rows: QuerySet[Any], **columns: Any) -> None:
        self.rows, self.columns = rows, columns


class PreparedChange(_Statement[Asked]):
    """A change of rows that is compiled once."""

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> int:
        """Change them, and give how many there were."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection)
        if compiled is None:
            change: Change = self._query()
            query = change.rows.query.chain(sql.UpdateQuery)
            query.add_update_values(change.columns)  # type: ignore[attr-defined]
            compiled = self._compiled[connection] = query.get_compiler(connection=connection).as_sql()
        statement, params = compiled
        with connection.cursor() as cursor:
            cursor.execute(statement, _filled(params, self._values(args, kwargs), connection))
            return int(cursor.rowcount)


def prepared(build: Callable[Asked, QuerySet[Any, Row]]) -> Prepared[Asked, Row]:
    """Compile the query that a function gives, once, when it is first asked for."""
    return Prepared(build)


def prepared_change(build: Callable[Asked, Change]) -> PreparedChange[Asked]:
    """The same for a change: the function gives `Change(rows, column=value, …)`."""
    return PreparedChange(build)


_INSERTS: WeakKeyDictionary[Any, dict[tuple[type[models.Model], bool, bool], tuple[str, list[Any]]]] = WeakKeyDictionary()


def insert(row: models.Model, *, unless_there: bool = False) -> bool:
    """Write a new row, as `row.save(force_insert=True)` does, with a statement that is compiled once for its model.

    Arguments:
        unless_there: do nothing when a row with the same unique values stands already.

    Returns whether it was written. Limits: models with one table and without signals, as all of ours are.
    """
    connection, meta = connections[DEFAULT_DB_ALIAS], row._meta
    numbered = row.pk is None and meta.auto_field is not None
    kept = _INSERTS.setdefault(connection, {})
    key = (type(row), numbered, unless_there)
    if key not in kept:
        fields = [field for field in meta.local_concrete_fields if not (numbered and field is meta.auto_field)]
        quote = connection.ops.quote_name
        statement = (  # the names come from the model, the values go beside
            f"INSERT INTO {quote(meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)}) "  # noqa: S608
            f"VALUES ({', '.join(['%s'] * len(fields))}){' ON CONFLICT DO NOTHING' if unless_there else ''} "
            f"RETURNING {quote(str(meta.pk.column))}"
        )
        kept[key] = (statement, fields)
    statement, fields = kept[key]
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        written = cursor.fetchone()
    if written is None:
        return False
    if numbered:
        row.pk = written[0]
    row._state.adding, row._state.db = False, connection.alias
    return True
