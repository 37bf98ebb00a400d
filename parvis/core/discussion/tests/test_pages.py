"""What is shown of a discussion: both sides in balance, and the forms that work without JavaScript."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from parvis.core.discussion import actions, queries
from parvis.core.discussion.models import Argument, Source
from parvis.core.record.models import Thing
from tests.world import PICTURE

REF = UUID("11111111-1111-4111-8111-111111111111")


def client_of(person: Any) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def shown(thing: Thing, person: Any = None, **context: Any) -> BeautifulSoup:
    request = RequestFactory().get("/")
    request.user, request.session = person, {}
    html = Template("{% load discussion %}{% discussion_on thing %}").render(Context({"request": request, "thing": thing} | context))
    return BeautifulSoup(html, "html.parser")


def argue(town: Any, thing: Thing, side: str, many: int) -> list[Argument]:
    return [actions.argue(thing.ref, by=town.ada, side=side, text=f"{side} {index}") for index in range(many)]


def test_the_order_is_the_same_all_day_and_another_tomorrow() -> None:
    keys = list(range(30))
    today, tomorrow = (queries.drawn(keys, queries.seed_of(REF, date(2026, 11, day))) for day in (23, 24))
    assert today == queries.drawn(reversed(keys), queries.seed_of(REF, date(2026, 11, 23)))
    assert today != tomorrow
    assert sorted(today) == sorted(tomorrow) == keys


def test_the_order_favours_nobody() -> None:
    first = [queries.drawn(range(4), queries.seed_of(REF, date.fromordinal(738_000 + day)))[0] for day in range(2000)]
    # Each of four comes first on about 500 of 2,000 days: 5 standard deviations of a fair draw are 97.
    assert all(abs(first.count(key) - 500) < 97 for key in range(4))


def test_a_source_leads_to_its_address_or_its_document(town: Any, thing: Thing) -> None:
    [argument] = argue(town, thing, "for", 1)
    document = SimpleUploadedFile("heat.png", PICTURE, content_type="image/png")
    both = actions.cite(argument.ref, by=town.ada, title="A <study>", url="https://town.example/a?b&c", document=document)
    alone = actions.cite(thing.ref, by=town.ada, title="A map", document=SimpleUploadedFile("map.png", PICTURE, content_type="image/png"))
    page = shown(thing, town.bao)
    cited = page.select_one(f"#argument-{argument.ref} #source-{both.ref}")
    assert cited
    assert [link["href"] for link in cited("a")] == ["https://town.example/a?b&c", reverse("discussion:document", args=[both.ref])]
    assert cited.find("a").text == "A <study>"
    assert page.select_one(f"#source-{alone.ref} a")["href"] == reverse("discussion:document", args=[alone.ref])


@pytest.mark.parametrize(("pro", "con", "expected"), [(9, 7, (3, 3)), (9, 2, (2, 2)), (9, 0, (1, 0)), (0, 1, (0, 1)), (0, 0, (0, 0))])
def test_both_sides_show_the_same_number(town: Any, thing: Thing, pro: int, con: int, expected: tuple[int, int]) -> None:
    argue(town, thing, "for", pro)
    argue(town, thing, "against", con)
    page = shown(thing)
    first = page.select_one(".ui-balance")
    assert tuple(len(side.select(".ui-argument")) for side in first.select("section")) == expected
    assert len(page.select(".ui-argument")) == pro + con


def test_the_cost_does_not_depend_on_how_much_is_said(town: Any, thing: Thing) -> None:
    def cost(person: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(thing, person)
        return len(captured)

    argue(town, thing, "for", 1)
    few = cost(None), cost(town.bao)
    for argument in argue(town, thing, "against", 40):
        actions.cite(argument.ref, by=town.ada, title="A study")
        actions.ask(thing.ref, by=town.ada, text="How many?")
    assert (cost(None), cost(town.bao)) <= few
    assert few[0] <= 6


def test_hundreds_are_read_page_by_page(town: Any, thing: Thing, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(queries, "ON_A_PAGE", 4)
    monkeypatch.setattr(queries, "IN_ONE_QUERY", 5)
    argue(town, thing, "for", 9)
    argue(town, thing, "against", 2)
    page = shown(thing)
    assert len(page.select(".ui-argument")) == 6
    assert page.select_one(f"a[href='{reverse('discussion:arguments', args=[thing.ref])}']")
    seen = []
    for number in (1, 2, 3):
        got = BeautifulSoup(client.get(reverse("discussion:arguments", args=[thing.ref]), {"page": number}).content, "html.parser")
        seen += [each["id"] for each in got.select(".ui-argument")]
    assert len(seen) == len(set(seen)) == 11
    assert client.get(reverse("discussion:arguments", args=[thing.ref]), {"page": 4}).status_code == 404


def test_what_is_hidden_shows_the_reason_and_nothing_else(town: Any, thing: Thing) -> None:
    argument = actions.argue(thing.ref, by=town.ada, side="for", text="An insult.")
    actions.hide(argument, by=town.driss, reason="It insults somebody.")
    for person in (None, town.ada, town.driss):
        page = shown(thing, person)
        assert "It insults somebody." in page.text
        assert "An insult." not in page.text
    assert shown(thing, town.driss).select_one(f"a[href='{reverse('discussion:show', args=[argument.ref])}']")


def test_a_visitor_reads_why_the_forms_are_not_there(thing: Thing) -> None:
    page = shown(thing)
    assert not page.select("form")
    assert "/compte/" in page.select_one("a[href*='next=']")["href"]


def test_the_forms_come_back_to_their_place(town: Any, thing: Thing) -> None:
    client = client_of(town.ada)
    posted = client.post(reverse("discussion:arguments", args=[thing.ref]), {"side": "for", "title": "", "text": "Shade."})
    argument = Argument.objects.get()
    assert posted.url == f"{thing.path}#argument-{argument.ref}"
    asked = client.post(reverse("discussion:questions", args=[thing.ref]), {"text": "How many?"})
    assert "#question-" in asked.url
    cited = client.post(
        reverse("discussion:sources", args=[argument.ref]), {"title": "A study", "url": "https://example.org", "kind": "study"}
    )
    assert cited.url == f"{thing.path}#source-{Source.objects.get().ref}"
    supported = client_of(town.bao).post(reverse("discussion:supports", args=[argument.ref]))
    assert supported.url == f"{thing.path}#argument-{argument.ref}"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("arguments", {"text": "No side."}),
        ("questions", {"text": ""}),
        ("sources", {"title": "x", "url": "javascript:alert(1)", "kind": "study"}),
    ],
)
def test_a_wrong_form_says_what_to_correct(town: Any, thing: Thing, name: str, data: dict[str, str]) -> None:
    response = client_of(town.ada).post(reverse(f"discussion:{name}", args=[thing.ref]), data)
    assert response.status_code == 422
    assert BeautifulSoup(response.content, "html.parser").select_one(".ui-errors")


def test_a_document_is_read_by_those_who_see_the_thing(town: Any, thing: Thing, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    data = {"title": "Minutes", "kind": "official", "document": SimpleUploadedFile("compte-rendu.pdf", b"%PDF-1.7 x")}
    client_of(town.ada).post(reverse("discussion:sources", args=[thing.ref]), data)
    source = Source.objects.get()
    url = reverse("discussion:document", args=[source.ref])
    assert b"".join(Client().get(url).streaming_content) == b"%PDF-1.7 x"
    actions.hide(source, by=town.driss, reason="It names a child.")
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_a_remark_renders(town: Any, thing: Thing, language: str) -> None:
    argument = actions.argue(thing.ref, by=town.ada, side="for", text="Shade.")
    question = actions.ask(thing.ref, by=town.ada, text="How many?")
    pages = [
        (town.ada, "edit", argument), (town.ada, "edit", question), (town.ada, "withdraw", argument), (town.chloe, "reply", question),
        (town.driss, "hide", argument), (None, "versions", argument), (town.ada, "sources", argument), (None, "arguments", thing),
    ]  # fmt: skip
    for person, name, subject in pages:
        client = client_of(person)
        client.cookies["parvis_language"] = language
        with override(language):
            response = client.get(reverse(f"discussion:{name}", args=[subject.ref]))
        assert response.status_code == 200, name
        assert f'lang="{language}"' in response.content.decode()


def test_what_is_done_to_a_remark_through_its_pages(town: Any, thing: Thing) -> None:
    argument = actions.argue(thing.ref, by=town.ada, side="for", text="Shade.")
    question = actions.ask(thing.ref, by=town.ada, text="How many?")
    ada, driss = client_of(town.ada), client_of(town.driss)
    ada.post(reverse("discussion:edit", args=[argument.ref]), {"title": "", "text": "Cool shade."})
    history = ada.get(reverse("discussion:versions", args=[argument.ref])).content.decode()
    assert "Shade." in history
    assert "Cool shade." in history
    client_of(town.chloe).post(reverse("discussion:reply", args=[question.ref]), {"text": "Thirty-eight."})
    driss.post(reverse("discussion:hide", args=[argument.ref]), {"reason": "x"})
    assert ada.get(reverse("discussion:versions", args=[argument.ref])).status_code == 404
    driss.post(reverse("discussion:show", args=[argument.ref]), {"reason": "y"})
    ada.post(reverse("discussion:withdraw", args=[argument.ref]))
    page = shown(thing)
    assert "Thirty-eight." in page.text
    assert "shade" not in page.text


def test_others_cannot(town: Any, thing: Thing) -> None:
    argument = actions.argue(thing.ref, by=town.ada, side="for", text="Shade.")
    for name in ("edit", "withdraw", "hide"):
        assert client_of(town.bao).post(reverse(f"discussion:{name}", args=[argument.ref])).status_code == 403
        assert Client().post(reverse(f"discussion:{name}", args=[argument.ref])).status_code == 403
    assert Client().post(reverse("discussion:supports", args=[argument.ref])).status_code == 403
    assert Client().get(reverse("discussion:supports", args=[argument.ref])).status_code == 405
    assert Client().get(reverse("discussion:arguments", args=[REF])).status_code == 404
