"""Cells as files have them."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.opendata.registry import Column, Dataset, Type
from parvis.core.opendata.writing import FORMULA, cell, chunks, csv_lines, json_lines

TABLE = Dataset(
    slug="essai", title="Trial", description="Trial.", rows=lambda scope, person: [],
    columns=(Column("nom", Type.TEXT, "", lambda row: row[0]), Column("nombre", Type.INTEGER, "", lambda row: row[1])),
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (False, "false"),
        (0, 0),
        (-5, -5),
        (date(2026, 11, 3), "2026-11-03"),
        (datetime(2026, 11, 3, 9, 5, tzinfo=timezone(timedelta(hours=1))), "2026-11-03T08:05:00Z"),
        (datetime(2026, 11, 3, 9, 5, tzinfo=UTC), "2026-11-03T09:05:00Z"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        ({"b": 1, "a": "é"}, '{"a": "é", "b": 1}'),
        (("a", "b"), "a|b"),
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        (["+1", "b"], "'+1|b"),
    ],
)
def test_a_cell_of_csv(value: Any, expected: Any) -> None:
    assert cell(value) == (expected if value != ["+1", "b"] else "''+1|b"[1:])


@given(st.text())
def test_no_text_is_a_formula(text: str) -> None:
    assert not str(cell(text)).startswith(FORMULA)


@given(st.lists(st.tuples(st.text(alphabet=st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])), st.integers())))
def test_both_forms_hold_the_same_rows(rows: list[tuple[str, int]]) -> None:
    as_csv = list(csv.reader(io.StringIO("".join(csv_lines(TABLE, rows)), newline="")))
    as_json = json.loads("".join(json_lines(TABLE, rows, {"table": "essai"})))
    assert as_csv[0] == ["nom", "nombre"]
    assert [(row["nom"], row["nombre"]) for row in as_json["lignes"]] == rows
    assert as_csv[1:] == [[str(cell(name)), str(number)] for name, number in rows]


def test_lines_are_sent_together() -> None:
    sent = list(chunks(["é\n"] * 450))
    assert [len(piece) for piece in sent] == [600, 600, 150]
