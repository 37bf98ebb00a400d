"""Rows as CSV and as JSON, written as they are read, never all in memory.

CSV is RFC 4180 with commas, in UTF-8 without a byte order mark. A text that a spreadsheet would run as a formula (it begins with
= + - @, a tab or a carriage return) is written with an apostrophe in front, as OWASP advises (“CSV Injection”); numbers are never touched.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from parvis.core.opendata.registry import Dataset

FORMULA = ("=", "+", "-", "@", "\t", "\r")
ROWS_A_CHUNK = 200


class _Echo:
    """What `csv.writer` writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def plain(value: Any) -> Any:
    """Give a cell as JSON has it: instants in UTC, dates in ISO 8601, identifiers as text."""
    match value:
        case None | bool() | int() | float():
            return value
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case str():
            return value
        case Iterable():
            return [plain(item) for item in value]
    return str(value)


def cell(value: Any) -> str | int | float:
    """Give a cell as CSV has it: nothing for nothing, true or false, lists with bars between, objects as JSON, no formula.

    >>> cell(["a", "b"]), cell(None), cell(True), cell("=1+1"), cell(-3)
    ('a|b', '', 'true', "'=1+1", -3)
    """
    match plain(value):
        case None:
            return ""
        case bool() as yes:
            return "true" if yes else "false"
        case int() | float() as number:
            return number
        case list() as items:
            text = "|".join(str(cell(item)) for item in items)
        case dict() as pairs:
            text = json.dumps(pairs, ensure_ascii=False, sort_keys=True)
        case other:
            text = str(other)
    return f"'{text}" if text.startswith(FORMULA) else text


def values(dataset: Dataset, row: Any) -> list[Any]:
    """Give the cells of a row, before any form."""
    return [column.value(row) for column in dataset.columns]


def csv_line(cells: Iterable[Any]) -> str:
    """Give one line of CSV, its end included."""
    line: str = csv.writer(_Echo()).writerow([cell(value) for value in cells])
    return line


def json_row(dataset: Dataset, cells: Iterable[Any]) -> str:
    """Give one row as a JSON object."""
    named = {column.name: plain(value) for column, value in zip(dataset.columns, cells, strict=True)}
    return json.dumps(named, ensure_ascii=False)


def json_head(about: Mapping[str, Any]) -> str:
    """Give the beginning of a JSON file: what the table is, then the rows, under `lignes`."""
    return json.dumps(dict(about), ensure_ascii=False)[:-1] + ', "lignes": ['


JSON_TAIL = "\n]}\n"


def csv_lines(dataset: Dataset, rows: Iterable[Any]) -> Iterator[str]:
    """Give the lines of a CSV file, the names of the columns first."""
    yield csv_line(column.name for column in dataset.columns)
    for row in rows:
        yield csv_line(values(dataset, row))


def json_lines(dataset: Dataset, rows: Iterable[Any], about: Mapping[str, Any]) -> Iterator[str]:
    """Give the pieces of a JSON file."""
    yield json_head(about)
    between = "\n"
    for row in rows:
        yield between + json_row(dataset, values(dataset, row))
        between = ",\n"
    yield JSON_TAIL


def chunks(lines: Iterable[str]) -> Iterator[bytes]:
    """Give lines together, some hundreds at a time: one write on the wire for each is slow."""
    kept: list[str] = []
    for line in lines:
        kept.append(line)
        if len(kept) >= ROWS_A_CHUNK:
            yield "".join(kept).encode()
            kept.clear()
    if kept:
        yield "".join(kept).encode()
