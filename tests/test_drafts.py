"""Nothing typed is lost: not when the session ends, not when the phase closes in between. Nobody reads somebody else's draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.core.people import actions
from parvis.core.people.models import Draft, Person
from parvis.core.people.views import drafting
from parvis.core.processes import actions as processes
from parvis.core.processes.models import Phase
from parvis.features.consultation.actions import contribute
from tests import town as towns

pytestmark = pytest.mark.django_db
TEXT = "More shade and benches on the square, please."
SAVE = "/compte/brouillons/"
Enter = Callable[..., Client]


@pytest.fixture
def enter() -> Enter:
    """Give a browser in which somebody is signed in."""

    def entered(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return entered


@pytest.fixture
def phase(town: SimpleNamespace) -> Phase:
    """Give an open consultation."""
    process = towns.process(town, processes.Plan(kind="gathering", title="Contributions"))
    return towns.open_phase(town, process.phases.get())


@pytest.fixture
def form(phase: Phase) -> str:
    """Give the address of the form with which one contributes."""
    return reverse("consultation:new", args=[phase.ref])


def shown(client: Client, address: str) -> str:
    return client.get(address, headers={"accept-language": "en"}).content.decode()


def test_a_draft_kept_by_hand_fills_the_form_and_is_forgotten_once_published(town: SimpleNamespace, form: str, enter: Enter) -> None:
    ada = enter(town.ada)
    assert "Keep as a draft" in shown(ada, form)
    answer = ada.post(form, {"title": "Shade", "text": TEXT, "draft": "keep"})
    assert answer.status_code == 302
    assert answer["Location"] == form
    page = shown(ada, form)
    assert TEXT in page
    assert 'value="Shade"' in page
    assert "It is not sent yet" in page
    assert TEXT in shown(ada, SAVE)
    assert ada.post(form, {"title": "Shade", "text": TEXT, "kind": "proposal"}).status_code == 302
    assert not Draft.objects.exists()
    assert TEXT not in shown(ada, form)


def test_a_draft_is_dropped_from_its_form_and_from_the_list(town: SimpleNamespace, form: str, enter: Enter) -> None:
    ada = enter(town.ada)
    for address, sent in ((form, {"draft": "drop", "text": TEXT}), (SAVE, {"drop": form})):
        ada.post(form, {"text": TEXT, "draft": "keep"})
        assert Draft.objects.count() == 1
        assert ada.post(address, sent).status_code == 302
        assert not Draft.objects.exists()


def test_what_was_not_accepted_is_kept(town: SimpleNamespace, form: str, enter: Enter) -> None:
    ada = enter(town.ada)
    assert ada.post(form, {"title": "", "text": TEXT}).status_code == 422
    assert TEXT in shown(ada, form)


def test_the_phase_closes_while_she_writes(town: SimpleNamespace, phase: Phase, form: str, enter: Enter) -> None:
    ada = enter(town.ada)
    processes.close_phase(phase, by=town.chloe)
    answer = ada.post(form, {"title": "Shade", "text": TEXT}, headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "What you wrote is not lost" in answer.content.decode()
    assert SAVE in answer.content.decode()
    assert TEXT in shown(ada, SAVE)


def test_the_session_ends_while_she_writes(town: SimpleNamespace, form: str, enter: Enter) -> None:
    ada = enter(town.ada)
    ada.get(form)
    ada.session.flush()
    answer = ada.post(form, {"title": "Shade", "text": TEXT}, headers={"accept-language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Sign in within the hour" in page
    assert f"next={form.replace('/', '%2F')}" in page
    ada.force_login(town.ada)
    assert TEXT in shown(ada, form)
    assert Draft.objects.get().person == town.ada


def test_what_was_typed_without_a_session_waits_an_hour_only(
    town: SimpleNamespace, form: str, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Client()
    assert visitor.post(form, {"title": "Shade", "text": TEXT, "kind": "proposal"}).status_code == 403
    monkeypatch.setattr(drafting, "WAITS", timedelta(0))
    visitor.force_login(town.bao)
    assert TEXT not in shown(visitor, form)
    assert not Draft.objects.exists()


def test_the_office_keeps_what_was_typed_when_it_asks_to_sign_in(town: SimpleNamespace) -> None:
    new = reverse("portal:office_new")
    client = Client()
    assert client.post(new, {"title": "The bakery", "question": "Shall the bakery open?"}).status_code == 302
    client.force_login(town.chloe)
    assert "Shall the bakery open?" in shown(client, new)


class TestSavedByTheForm:
    """The address to which a form is saved while it is being written."""

    def save(self, client: Client, address: str, **typed: str) -> Any:
        return client.post(SAVE, {"draft-address": address, **typed}, headers={"accept-language": "en"})

    def test_says_when(self, town: SimpleNamespace, form: str, enter: Enter) -> None:
        answer = self.save(enter(town.ada), form, text=TEXT)
        assert answer.status_code == 200
        assert re.fullmatch(r"Draft kept at \d{1,2}:\d\d\.", answer.json()["words"])
        assert Draft.objects.get().fields == {"text": [TEXT]}

    def test_one_draft_for_each_form_and_person(self, town: SimpleNamespace, form: str, enter: Enter) -> None:
        ada, bao = enter(town.ada), enter(town.bao)
        self.save(ada, form, text="first")
        self.save(ada, form, text=TEXT)
        self.save(bao, form, text="Cars")
        assert sorted(Draft.objects.values_list("person__public_name", "fields__text__0")) == [("Ada", TEXT), ("Bao", "Cars")]
        assert TEXT not in shown(bao, form)
        assert TEXT not in shown(bao, SAVE)
        bao.post(SAVE, {"drop": form})
        assert Draft.objects.get().person == town.ada

    def test_a_visitor_is_told(self, form: str) -> None:
        answer = self.save(Client(), form, text=TEXT)
        assert answer.status_code == 403
        assert "no longer signed in" in answer.json()["words"]

    def test_nothing_of_a_vote_is_kept(self, town: SimpleNamespace, phase: Phase, enter: Enter) -> None:
        for address in (reverse("ballots:vote", args=[phase.ref]), "/", "/nulle-part/", "https://example.org/", f"/compte/{'x' * 400}"):
            answer = self.save(enter(town.ada), address, choice="trees")
            assert answer.status_code == 400, address
        assert not Draft.objects.exists()

    def test_no_view_of_a_vote_keeps_drafts(self) -> None:
        """Only the office keeps what it types of options to come."""
        from parvis.features.ballots.urls import urlpatterns

        assert [each.name for each in urlpatterns if hasattr(each.callback, "drafts")] == ["prepare"]

    def test_too_long_is_refused_and_the_former_draft_stays(self, town: SimpleNamespace, form: str, enter: Enter) -> None:
        ada = enter(town.ada)
        self.save(ada, form, text=TEXT)
        answer = self.save(ada, form, text="x" * drafting.MOST_CHARACTERS)
        assert answer.status_code == 413
        assert "too long" in answer.json()["words"]
        assert Draft.objects.get().fields == {"text": [TEXT]}

    def test_no_token_no_draft(self, town: SimpleNamespace, form: str) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(town.ada)
        assert self.save(client, form, text=TEXT).status_code == 403
        assert not Draft.objects.exists()


def test_old_drafts_are_forgotten(town: SimpleNamespace, form: str) -> None:
    draft = actions.keep_draft(form, by=town.ada, fields={"text": [TEXT]})
    assert actions.drop_old_drafts(now=timezone.now() + timedelta(days=29)) == 0
    assert actions.drop_old_drafts(now=timezone.now() + timedelta(days=31)) == 1
    assert not Draft.objects.filter(pk=draft.pk).exists()


def test_the_oldest_drafts_make_room(town: SimpleNamespace) -> None:
    for number in range(actions.MOST_DRAFTS + 2):
        actions.keep_draft(f"/{number}/", by=town.ada, fields={"text": ["a"]})
    assert Draft.objects.count() == actions.MOST_DRAFTS
    assert not Draft.objects.filter(address__in=["/0/", "/1/"]).exists()


def test_drafts_go_with_the_account_and_are_in_its_file(town: SimpleNamespace, form: str, enter: Enter) -> None:
    actions.keep_draft(form, by=town.ada, fields={"text": [TEXT]})
    assert TEXT in enter(town.ada).get(reverse("people:my_data_file")).content.decode()
    actions.erase_account(town.ada, by=town.ada)
    assert not Draft.objects.exists()


def test_an_argument_begun_on_the_page_of_a_contribution_is_found_there_again(town: SimpleNamespace, phase: Phase, enter: Enter) -> None:
    made = contribute(phase, by=town.bao, kind="proposal", title="Trees", text="Plant trees.")
    ada, address = enter(town.ada), reverse("discussion:arguments", args=[made.ref])
    answer = ada.post(address, {"side": "for", "text": TEXT, "draft": "keep"})
    assert answer["Location"] == f"{address}?nouveau="
    assert TEXT in shown(ada, answer["Location"])
    assert TEXT in shown(ada, made.get_absolute_url())
    assert ada.post(address, {"side": "for", "text": TEXT}).status_code == 302
    assert not Draft.objects.exists()
