"""What the tests of accounts share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from parvis.core.people.models import Person


@pytest.fixture(autouse=True)
def no_limit_is_reached_by_another_test() -> Iterator[None]:
    """Rates are counted in the cache, per address: each test starts from nothing."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def outside_pages_the_language_is_english() -> Iterator[None]:
    """What is asked of Python directly answers in the language of the source; pages answer in the one asked for."""
    with translation.override("en"):
        yield


@pytest.fixture
def enter() -> Callable[[Person], Client]:
    """Give a browser in which somebody is signed in."""

    def entered(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return entered


@pytest.fixture
def code(mailoutbox: list[Any]) -> Callable[[], str]:
    """Give the code of the last e-mail."""

    def last() -> str:
        found = re.search(r"[A-Z]{4}-[A-Z]{4}", mailoutbox[-1].body)
        assert found, mailoutbox[-1].body
        return found.group()

    return last
