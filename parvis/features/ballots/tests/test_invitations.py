"""E-mails to an imported list: who gets one, what it holds, what stays of an address, and how one refuses."""

from __future__ import annotations

import re
import smtplib
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from parvis.features.ballots import actions, invitations, queries, tasks
from parvis.features.ballots.models import Ballot, Eligibility, Invitation, Participation, Refusal
from parvis.features.ballots.tests import polls
from tests import town as towns

ADDRESSES = ["emile@town.example", "zoe@else.example", "Yann@Else.example"]


@pytest.fixture
def planned(town: SimpleNamespace) -> Any:
    """A vote for a list, whose people are to be invited."""
    phase = polls.planned(town, electorate="list")
    actions.list_voters(phase, by=town.chloe, addresses=ADDRESSES, invite=True)
    return phase


@pytest.fixture
def opened(town: SimpleNamespace, planned: Any) -> Any:
    return polls.fresh(towns.open_phase(town, planned))


def stop_link(message: Any) -> str:
    return re.search(r"<http://[^/]+(/votes/invitations/[^>]+)>", message.extra_headers["List-Unsubscribe"]).group(1)


def test_nobody_is_written_to_before_the_vote_opens(planned: Any) -> None:
    assert not queries.invitations_due().exists()
    assert (actions.send_invitations(), mail.outbox) == (0, [])


def test_everybody_on_the_list_is_written_to_once(opened: Any) -> None:
    assert actions.send_invitations() == 3
    assert sorted(message.to[0] for message in mail.outbox) == sorted(address.lower() for address in ADDRESSES)
    assert actions.send_invitations() == 0


def test_without_the_wish_nobody_is(town: SimpleNamespace) -> None:
    phase = polls.planned(town, electorate="list")
    actions.list_voters(phase, by=town.chloe, addresses=ADDRESSES)
    towns.open_phase(town, phase)
    assert actions.send_invitations() == 0


def test_a_new_list_replaces_the_invitations_too(town: SimpleNamespace, planned: Any) -> None:
    actions.list_voters(planned, by=town.chloe, addresses=["one@else.example"], invite=True)
    towns.open_phase(town, planned)
    assert actions.send_invitations() == 1


def test_the_worker_sends_them_and_its_queue_names_no_address(opened: Any) -> None:
    tasks.tick()
    tasks.tick()
    waiting = DBTaskResult.objects.get()  # a second tick waits for the first
    assert waiting.args_kwargs == {"args": [], "kwargs": {}}
    assert tasks.invite.func() == 3
    DBTaskResult.objects.all().delete()
    tasks.tick()
    assert not DBTaskResult.objects.exists()


def test_the_e_mail_is_the_same_for_all_but_the_link_to_refuse(opened: Any) -> None:
    actions.send_invitations()
    texts = {message.body.replace(stop_link(message), "") for message in mail.outbox}
    assert len(texts) == 1
    text = texts.pop()
    assert reverse("ballots:vote", args=[opened.ref]) in text
    assert opened.process.question.split("?")[0] in text
    for message in mail.outbox:
        whole = message.message().as_string()
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message.to[0] not in stop_link(message)
        assert not any(entry in whole for entry in Eligibility.objects.values_list("entry", flat=True))
        assert not any(str(pk) in whole for pk in Eligibility.objects.values_list("pk", flat=True))


def test_no_address_is_left_once_its_e_mail_left(opened: Any) -> None:
    actions.send_invitations()
    assert not Invitation.objects.exists()
    assert not Refusal.objects.exists()


def test_no_page_shows_an_address(town: SimpleNamespace, planned: Any) -> None:
    chloe, prepare = Client(headers={"accept-language": "en"}), reverse("ballots:prepare", args=[planned.ref])
    chloe.force_login(town.chloe)
    html = chloe.get(prepare).content.decode()
    assert "3 invitations will leave when the vote opens" in html
    towns.open_phase(town, planned)
    page = reverse("ballots:vote", args=[planned.ref])
    html += (theirs := chloe.get(page).content.decode())
    assert "3 invitations have not left yet" in theirs
    html += (ours := Client(headers={"accept-language": "en"}).get(page).content.decode())
    assert "have not left" not in ours
    assert not any(address.lower() in html.lower() for address in ADDRESSES)


def test_the_office_asks_through_its_form(town: SimpleNamespace) -> None:
    phase = polls.planned(town, electorate="list")
    chloe = Client()
    chloe.force_login(town.chloe)
    given = {"do": "list", "addresses": "\n".join(ADDRESSES), "invite": "on"}
    assert chloe.post(reverse("ballots:prepare", args=[phase.ref]), given).status_code == 302
    assert (queries.invitations_waiting(phase), queries.eligible_so_far(phase)) == (3, 3)


def test_the_close_erases_what_did_not_leave(town: SimpleNamespace, opened: Any) -> None:
    polls.close(town, opened)
    assert not Invitation.objects.exists()
    assert actions.send_invitations() == 0


def test_voting_changes_nothing_in_what_is_sent(town: SimpleNamespace, opened: Any) -> None:
    """Whoever voted before her invitation left gets it all the same: an e-mail tells nothing of who has voted."""
    actions.cast(opened, by=town.emile, choice=[])
    assert actions.send_invitations() == 3
    assert (Participation.objects.count(), Ballot.objects.count()) == (1, 1)


class TestAMailServerThatRefuses:
    @pytest.fixture(autouse=True)
    def refusing(self, monkeypatch: Any) -> None:
        def refuse(backend: EmailBackend, messages: Any) -> int:
            if messages[0].to == ["zoe@else.example"]:
                raise smtplib.SMTPRecipientsRefused({"zoe@else.example": (550, b"no such box")})
            return accept(backend, messages)

        accept = EmailBackend.send_messages
        monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    def test_is_tried_again_and_no_more_after_five_times(self, opened: Any, caplog: Any) -> None:
        assert sum(actions.send_invitations() for _time in range(8)) == 2
        assert Invitation.objects.get().attempts == 5
        assert queries.invitations_waiting(opened) == 1
        assert len(caplog.records) == 5
        assert "zoe" not in caplog.text


class TestRefusing:
    def test_reading_the_page_changes_nothing_and_one_press_is_enough(self, town: SimpleNamespace, opened: Any) -> None:
        actions.send_invitations()
        zoe = next(message for message in mail.outbox if message.to == ["zoe@else.example"])
        stranger = Client(enforce_csrf_checks=True)
        assert stranger.get(stop_link(zoe)).status_code == 200
        assert not Refusal.objects.exists()
        assert stranger.post(stop_link(zoe), {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert stranger.post(stop_link(zoe)).status_code == 200
        kept = Refusal.objects.get().mark
        assert "zoe" not in kept
        again = polls.planned(town, electorate="list", process_slug="again")
        actions.list_voters(again, by=town.chloe, addresses=ADDRESSES, invite=True)
        towns.open_phase(town, again)
        mail.outbox.clear()
        assert actions.send_invitations() == 2
        assert ["zoe@else.example"] not in [message.to for message in mail.outbox]
        assert queries.eligible_so_far(again) == 3  # she votes all the same

    def test_a_link_that_is_not_ours(self, db: None) -> None:
        for token in ("x", "0" * 64, invitations.mark("zoe@else.example") + ":forged"):
            address = reverse("ballots:refuse", args=[token])
            assert [Client().get(address).status_code, Client().post(address).status_code] == [404, 404]
        assert not Refusal.objects.exists()
