"""Whoever contributes, argues, supports or votes is led to the receipt by the page that confirms it."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from parvis.core.discussion.models import Argument
from parvis.core.processes.actions import Plan
from parvis.core.record.models import Act
from parvis.features.ballots.models import Ballot, Participation
from parvis.features.ballots.tests import polls
from parvis.features.consultation.models import Contribution
from tests import town as towns

pytestmark = pytest.mark.django_db


def client_of(person: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


@pytest.fixture
def gathering(town: Any) -> Any:
    process = towns.process(town, Plan(kind="gathering", title="Contributions"))
    return towns.open_phase(town, process.phases.get(position=1))


def linked(page: Any, words: str) -> str:
    """Give the address of the one link with these words."""
    found = {
        str(link["href"]) for link in BeautifulSoup(page.content, "html.parser").select("main a") if link.get_text(strip=True) == words
    }
    assert len(found) == 1, found
    return found.pop()


def led(client: Client, page: Any, words: str, kind: str) -> Act:
    """Follow the link to the receipt, and give the act that it is of."""
    receipt = client.get(linked(page, words), follow=True)
    assert receipt.status_code == 200
    act = Act.objects.get(uuid=receipt.redirect_chain[-1][0].split("/")[-3])
    assert act.kind == kind
    html = receipt.content.decode()
    assert reverse("record:promise_file", args=[act.uuid]) in html, "a file to keep"
    assert "<svg" in html, "a drawing for paper"
    return act


def test_whoever_contributes(town: Any, gathering: Any) -> None:
    ada = client_of(town.ada)
    page = ada.post(
        reverse("consultation:new", args=[gathering.ref]), {"kind": "idea", "title": "A bench", "text": "In the shade."}, follow=True
    )
    act = led(ada, page, "Your receipt", "contribution.publiée")
    made = Contribution.objects.get()
    assert act.object == made.ref
    assert linked(page, "Check a receipt") == reverse("record:check")
    page = ada.post(reverse("consultation:edit", args=[made.ref]), {"title": "A bench", "text": "Under the tree."}, follow=True)
    led(ada, page, "Your receipt", "contribution.modifiée")
    assert client_of(town.bao).get(reverse("record:hers", args=[made.ref])).status_code == 404, "who did nothing to it has no receipt of it"
    assert Client().get(reverse("record:hers", args=[made.ref])).status_code == 302, "a visitor signs in first"
    page = ada.post(reverse("consultation:withdraw", args=[made.ref]), follow=True)
    led(ada, page, "Your receipt", "contribution.retirée")


def test_whoever_supports_argues_asks_and_cites(town: Any, gathering: Any) -> None:
    client_of(town.ada).post(
        reverse("consultation:new", args=[gathering.ref]), {"kind": "idea", "title": "A bench", "text": "In the shade."}
    )
    made, bao = Contribution.objects.get(), client_of(town.bao)
    page = bao.post(reverse("discussion:supports", args=[made.ref]), follow=True)
    led(bao, page, "My receipt", "soutien.donné")
    page = bao.post(reverse("discussion:arguments", args=[made.ref]), {"side": "for", "title": "", "text": "Shade."}, follow=True)
    led(bao, page, "Your receipt", "argument.publié")
    page = bao.post(reverse("discussion:questions", args=[made.ref]), {"text": "How many?"}, follow=True)
    led(bao, page, "Your receipt", "question.posée")
    sent = {"title": "Climate plan", "url": "https://example.org/", "kind": "study"}
    page = bao.post(reverse("discussion:sources", args=[made.ref]), sent, follow=True)
    led(bao, page, "Your receipt", "source.citée")
    argument, chloe = Argument.objects.get(), client_of(town.chloe)
    chloe.post(reverse("discussion:supports", args=[argument.ref]))
    page = chloe.get(made.get_absolute_url())
    assert reverse("record:hers", args=[argument.ref]) in page.content.decode()


def test_whoever_votes_is_told_what_the_receipt_of_the_record_will_show(town: Any) -> None:
    phase = polls.opened(town)
    ada = client_of(town.ada)
    page = ada.post(reverse("ballots:vote", args=[phase.ref]), {"blank": "1", "do": "cast"})
    words = " ".join(BeautifulSoup(page.content, "html.parser").get_text(" ").split())
    assert "It will show that you voted, never what: nothing joins it to your receipt number." in words
    assert linked(page, "My receipts") == reverse("record:mine")
    assert (Ballot.objects.count(), Participation.objects.count()) == (1, 1)
    assert not Act.objects.filter(kind="vote.émargement").exists(), "nothing is recorded before the close"
