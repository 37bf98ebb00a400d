"""What the tests of spaces share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def outside_pages_the_language_is_english() -> Iterator[None]:
    """What is asked of Python directly answers in the language of the source; pages answer in the one asked for."""
    with translation.override("en"):
        yield
