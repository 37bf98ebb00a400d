"""Receipts: who gets which, what they hold, and what they say once something is hidden or erased."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from parvis.core.people.actions import pseudonym
from parvis.core.record.actions import Card, append, erase
from parvis.core.record.kinds import ActKind
from parvis.core.record.log import keys
from parvis.core.record.log.policy import written
from parvis.core.record.models import Act, Audience, Opening, State
from parvis.core.record.tasks import tick
from parvis.core.record.tests.writing import Folder
from parvis.mechanisms.ledger.guessing import guess
from parvis.mechanisms.ledger.hashing import leaf_hash
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.promises import Promise
from parvis.mechanisms.ledger.receipts import Receipt

WROTE = ActKind(code="essai.confié", sentence="%(actor)s wrote “%(title)s”.", fields=("texte",))
WORDS = "Behind the town hall, at noon"


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    from parvis.core.record import kinds

    monkeypatch.setitem(kinds._KINDS, WROTE.code, WROTE)


def write(town: Any, *, by: Any = None, audience: str = Audience.PUBLIC) -> Act:
    me = pseudonym(by or town.ada, town.space.ref).uuid
    from uuid import uuid4

    with transaction.atomic():
        card = Card(kind="note", title="A note", path="/x/", author=me)
        return append(WROTE, uuid4(), actor=me, space=town.space.ref, audience=audience, fields={"texte": WORDS}, card=card)


def signed_in(person: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def file_of(client: Client, act: Act) -> Receipt:
    answer = client.get(reverse("record:receipt_file", args=[act.uuid]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return Receipt.parse(answer.content)


def test_a_receipt_is_accepted_by_the_policy(town: Any, log: Path) -> None:
    act = write(town)
    tick()
    receipt = file_of(signed_in(town.ada), act)
    assert receipt.accept(Policy.parse(written())).checkpoint.size == Act.objects.public().count()
    assert receipt.values == {"texte": WORDS}


def test_at_once_there_is_a_promise_and_then_a_receipt(town: Any, log: Path) -> None:
    act, client = write(town), signed_in(town.ada)
    page = reverse("record:receipt", args=[act.uuid])
    assert "within 60 seconds" in client.get(page).content.decode()
    assert client.get(reverse("record:receipt_file", args=[act.uuid])).status_code == 404
    promise = Promise.open(client.get(reverse("record:promise_file", args=[act.uuid])).content, [keys.log_keys()[0].verifier])
    assert promise.leaf == leaf_hash(bytes(act.entry))
    tick()
    html = client.get(page).content.decode()
    assert "Download the receipt" in html
    assert "not witnessed" in html
    assert "<svg" in html
    assert leaf_hash(bytes(act.entry)).hex() in html


def test_the_receipt_of_its_author_holds_what_is_hidden_to_others(town: Any, log: Path) -> None:
    act = write(town)
    with transaction.atomic():
        append(WROTE, act.object, actor=None, space=town.space.ref, fields={"texte": "y"}, state=State.HIDDEN)
    tick()
    assert file_of(signed_in(town.ada), act).values == {"texte": WORDS}
    assert file_of(signed_in(town.bao), act).values == {}
    assert file_of(Client(), act).values == {}
    erase(act, names=["texte"], actor=None, reason="demande")
    assert file_of(signed_in(town.ada), act).values == {}


def test_my_receipts_are_mine(town: Any, log: Path) -> None:
    mine, hers = write(town), write(town, by=town.bao)
    assert Client().get(reverse("record:mine")).status_code == 302
    html = signed_in(town.ada).get(reverse("record:mine")).content.decode()
    assert reverse("record:receipt", args=[mine.uuid]) in html
    assert reverse("record:receipt", args=[hers.uuid]) not in html


def test_what_is_meant_for_members_has_no_proof(town: Any, log: Path) -> None:
    act = write(town, audience=Audience.MEMBERS)
    tick()
    client = signed_in(town.ada)
    assert "no proof to keep" in client.get(reverse("record:receipt", args=[act.uuid])).content.decode()
    for name in ("receipt_file", "promise_file"):
        assert client.get(reverse(f"record:{name}", args=[act.uuid])).status_code == 404
    assert Client().get(reverse("record:receipt", args=[act.uuid])).status_code == 404


@pytest.mark.parametrize(("given", "said"), [("", ""), ("same", "This is the act of your paper"), ("0" * 64, "This is not the act")])
def test_the_fingerprint_on_paper_is_compared(town: Any, log: Path, given: str, said: str) -> None:
    act = write(town)
    fingerprint = leaf_hash(bytes(act.entry)).hex() if given == "same" else given
    html = signed_in(town.ada).get(reverse("record:act", args=[act.uuid]), {"empreinte": fingerprint}).content.decode()
    assert (said in html) if said else "of your paper" not in html


def test_a_dictionary_finds_nothing_after_an_erasure(town: Any, log: Path) -> None:
    act = write(town)
    tick()
    salt = Opening.objects.get(act=act).fields["texte"][1]
    assert guess(Folder(log), [WORDS], salts=[salt]) == [WORDS], "the attack can succeed"
    erase(act, names=["texte"], actor=None, reason="demande")
    tick()
    assert guess(Folder(log), [WORDS, "Ada", "A note", "demande"]) == ["demande"], "only the reason, which is public"
    assert salt not in str(list(Opening.objects.values_list("fields", flat=True)))


def test_the_page_of_an_act_shows_values_as_people_read_them(town: Any, log: Path) -> None:
    me = pseudonym(town.ada, town.space.ref).uuid
    from uuid import uuid4

    for value, shown in ((None, "<p>–</p>"), (["Bench", "Tree"], "<p>Bench, Tree</p>")):
        with transaction.atomic():
            act = append(
                WROTE, uuid4(), actor=me, space=town.space.ref, fields={"texte": value}, card=Card(kind="note", title="A", path="/")
            )
        html = Client(headers={"accept-language": "en"}).get(reverse("record:act", args=[act.uuid])).content.decode()
        assert f"<blockquote>{shown}</blockquote>" in html
        assert "None</" not in html
        assert "<h3>Texte " in html


def test_the_days_of_the_record(town: Any, log: Path) -> None:
    write(town)
    client = Client(headers={"accept-language": "en"})
    today = client.get(reverse("record:today"))
    assert today.status_code == 302
    html = client.get(today["Location"]).content.decode()
    assert "acts were recorded on this day" in html
    assert "Ada wrote" in html
    assert "The day after" not in html
    empty = client.get(reverse("record:day", args=["2001-01-01"])).content.decode()
    assert "No act was recorded on this day." in empty
    assert client.get("/registre/jours/2026-13-45/").status_code == 404
