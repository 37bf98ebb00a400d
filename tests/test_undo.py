"""A mistake is not final: what can be sent is undone somewhere, asked for twice, or harmless; docs/guides/undo.md says which."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from parvis.core.people.models import Draft
from parvis.core.processes import actions as processes
from parvis.features.ballots.models import VoteOption
from tests import town as towns
from tests import world as worlds
from tests.test_permissions import CAST, TABLE, VISITOR, names_of_urls

pytestmark = pytest.mark.django_db
GUIDE = (Path(__file__).resolve().parent.parent / "docs/guides/undo.md").read_text()
LINES = dict(re.findall(r"^\| `([\w:]+)` \| (.+) \|$", GUIDE, re.MULTILINE))
# Pages that ask in their own way, or that nobody of the cast can open in these tests; each has a test of its own elsewhere.
ELSEWHERE = {
    "portal:office_new", "portal:office_import", "portal:office_found", "portal:office_end_role", "portal:office_end_mandate",
    "people:erasure", "ballots:vote", "ballots:refuse", "mfa_remove_webauthn", "decisions:close",
}  # fmt: skip


def test_each_address_that_something_is_sent_to_is_in_the_guide() -> None:
    sent_to = {page.name for page in TABLE if page.post is not None}
    assert sorted(LINES) == sorted(sent_to - {name for name in sent_to if name.startswith("ui:")})


def test_each_line_is_of_one_sort_and_names_addresses_that_exist() -> None:
    from django.urls import get_resolver

    known = set(names_of_urls(get_resolver().url_patterns))
    for name, said in LINES.items():
        assert re.match(r"undone by `|asked: |harmless: ", said), name
        assert set(re.findall(r"`([\w:]+)`", said)) <= known, name


def test_pages_that_are_said_to_ask_do() -> None:
    world = worlds.build(towns.build())
    clients = {who: Client() for who in CAST}
    for who in CAST:
        if who != VISITOR:
            clients[who].force_login(getattr(world.town, who))
    for page in TABLE:
        said = LINES.get(page.name, "")
        if not said.startswith("asked: ") or page.name in ELSEWHERE:
            continue
        answers = [clients[who].get(page.address(world.places["town"])) for who in CAST]
        opened = [BeautifulSoup(answer.content, "html.parser") for answer in answers if answer.status_code == 200]
        assert opened, page.name
        what = "input[name=sure]" if "a tick" in said else "form.ui-dialog[method=post]"
        assert all(page_.select_one(what) for page_ in opened), f"{page.name}: no {what}"


def undo_of(page: bytes) -> tuple[str, dict[str, str]]:
    """Give where the button that undoes leads, and what it sends."""
    form = BeautifulSoup(page, "html.parser").select_one(".ui-notices form")
    assert form
    return str(form["action"]), {str(each["name"]): str(each["value"]) for each in form.select("input")}


def test_an_option_that_was_taken_off_is_put_back(town: SimpleNamespace) -> None:
    made = towns.process(town, processes.Plan(kind="vote", title="Vote", mechanism="approval"))
    url = reverse("ballots:prepare", args=[made.phases.get().ref])
    chloe = Client()
    chloe.force_login(town.chloe)
    chloe.post(url, {"do": "write", "title": "A bench", "text": "By the <pond>."})
    option = VoteOption.objects.get()
    page = chloe.post(url, {"do": "remove", "option": str(option.ref)}, follow=True)
    assert not VoteOption.objects.exists()
    chloe.post(*undo_of(page.content))
    back = VoteOption.objects.get()
    assert (back.title, back.text) == ("A bench", "By the <pond>.")


def test_a_draft_that_was_forgotten_is_put_back(town: SimpleNamespace) -> None:
    made = towns.process(town, processes.Plan(kind="gathering", title="Contributions"))
    url = reverse("consultation:new", args=[towns.open_phase(town, made.phases.get()).ref])
    ada = Client()
    ada.force_login(town.ada)
    for address, sent in ((url, {"draft": "drop"}), (reverse("people:drafts"), {"drop": url})):
        ada.post(url, {"title": "Shade", "text": "For those who wait.", "draft": "keep"})
        page = ada.post(address, sent, follow=True)
        assert not Draft.objects.exists()
        ada.post(*undo_of(page.content))
        assert Draft.objects.get().fields == {"title": ["Shade"], "text": ["For those who wait."]}


def test_without_the_tick_nothing_is_published_and_nothing_typed_is_lost(town: SimpleNamespace) -> None:
    from parvis.core.decisions.models import Decision

    made = towns.process(town, processes.Plan(kind="decision", title="Decision"))
    url = reverse("decisions:decide", args=[made.slug])
    fanny = Client(headers={"accept-language": "en"})
    fanny.force_login(town.fanny)
    options = {"options-TOTAL_FORMS": "0", "options-INITIAL_FORMS": "0"}
    written = {"title": "It will be planted", "decider": "convenor", "decided_on": "2026-01-05", "text": "Trees.", "reasons": "Heat."}
    refused = fanny.post(url, written | options)
    assert refused.status_code == 422
    assert "this cannot be undone" in refused.content.decode()
    assert "It will be planted" in fanny.get(url).content.decode()
    assert not Decision.objects.exists()
    assert fanny.post(url, written | options | {"sure": "on"}).status_code == 302
    assert Decision.objects.get().title == "It will be planted"
