"""Declaring a table: what is refused at once."""

from __future__ import annotations

from typing import Any

import pytest

from parvis.core.opendata import registry
from parvis.core.opendata.registry import Column, Dataset, Type, WrongFilter

NAME = Column("nom", Type.TEXT, "Name.", str)


def table(**changes: Any) -> Dataset:
    return Dataset(
        **{"slug": "essai", "title": "Trial", "description": "Trial.", "columns": (NAME,), "rows": lambda scope, person: []} | changes
    )


@pytest.mark.parametrize("name", ["Nom", "prénom", "nom complet", "1er", ""])
def test_a_column_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="lower case ASCII"):
        Column(name, Type.TEXT, "", str)


@pytest.mark.parametrize("changes", [{"slug": "Essai"}, {"columns": ()}, {"columns": (NAME, NAME)}])
def test_a_table_is_well_formed(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"lower case|different names"):
        table(**changes)


def test_a_table_is_declared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_DATASETS", {})
    registry.dataset(table())
    with pytest.raises(ValueError, match="declared twice"):
        registry.dataset(table())
    assert registry.named("essai") is not None
    assert registry.named("rien") is None


def test_a_wrong_filter_says_what_was_expected_and_what_came() -> None:
    message = str(WrongFilter("annee", expected="2026", got="<b>"))
    assert "2026" in message
    assert "<b>" in message
