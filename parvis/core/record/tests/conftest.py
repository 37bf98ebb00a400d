"""What the tests of the record share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def outside_pages_the_language_is_english() -> Iterator[None]:
    """What is asked of Python directly answers in the language of the source; pages answer in the one asked for."""
    with translation.override("en"):
        yield


@pytest.fixture
def log(settings: Any, tmp_path: Path) -> Path:
    """A log of its own: the folder of its published files; its keys and its guard stand beside it."""
    settings.PARVIS_KEYS, settings.PARVIS_GUARD = tmp_path / "keys", tmp_path / "guard"
    folder = tmp_path / "registre"
    settings.STORAGES = settings.STORAGES | {
        "record": {"BACKEND": "parvis.core.record.log.files.RecordStorage", "OPTIONS": {"location": folder}}
    }
    return folder
