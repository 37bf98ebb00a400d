"""The pages of notices."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from parvis.core.notices import actions, queries
from parvis.core.notices.models import Notice
from parvis.core.notices.tests.test_sending import happen


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_visitors_are_asked_to_sign_in(client: Client, town: Any) -> None:
    for address in ("/avis/", "/avis/preferences/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/compte/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_page_says_when_it_fills(town: Any, language: str) -> None:
    shown = signed_in(town.emile).get("/avis/", headers={"accept-language": language})
    assert shown.status_code == 200
    assert BeautifulSoup(shown.content, "html.parser").select_one(".ui-empty")


def test_unread_notices_come_first(town: Any, process: Any, write: Any) -> None:
    for title in ("One", "Two", "Three"):
        happen(town, process, write, title)
    newest = queries.notices_of(town.ada)[0]
    actions.mark_read(newest, by=town.ada)
    shown = BeautifulSoup(signed_in(town.ada).get("/avis/").content, "html.parser")
    assert shown.h1.get_text(strip=True) == "2 things you have not read"
    listed = [item.get_text(" ", strip=True) for item in shown.select("ul.ui-briefs > li")]
    assert ["Two" in listed[0], "One" in listed[1], "Three" in listed[2]] == [True, True, True]


def test_notices_are_marked_as_read(town: Any, process: Any, write: Any) -> None:
    happen(town, process, write)
    happen(town, process, write)
    client, (first, second) = signed_in(town.ada), Notice.objects.filter(person=town.ada)
    assert signed_in(town.bao).post(f"/avis/{first.pk}/lu/").status_code == 404
    assert client.get(f"/avis/{first.pk}/lu/").status_code == 405
    assert client.post(f"/avis/{first.pk}/lu/")["Location"] == "/avis/"
    assert client.post(f"/avis/{second.pk}/lu/", {"ouvrir": "1"})["Location"].startswith("/contributions/")
    assert queries.unread(town.ada) == 0
    happen(town, process, write)
    assert client.post("/avis/tous-lus/").status_code == 302
    assert queries.unread(town.ada) == 0


def test_a_rhythm_is_chosen(town: Any) -> None:
    client = signed_in(town.ada)
    assert client.post("/avis/preferences/", {"rhythm": "hourly"}).status_code == 422
    assert client.post("/avis/preferences/", {"rhythm": "weekly"}).status_code == 302
    assert queries.rhythm_of(town.ada) == "weekly"
    assert BeautifulSoup(client.get("/avis/preferences/").content, "html.parser").select_one("input[value=weekly]").has_attr("checked")


def test_the_page_costs_the_same_with_more(town: Any, process: Any, write: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        happen(town, process, write, str(number))
    client = signed_in(town.ada)
    with django_assert_max_num_queries(12):
        client.get("/avis/")
