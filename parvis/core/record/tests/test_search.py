"""Search finds what people mean, in French and in English, and only what they may read."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction

from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import Audience, State, Thing
from parvis.core.record.search import search

NOTED = ActKind(code="essai.noté", sentence="%(title)s")


def publish(title: str, body: str = "", audience: str = Audience.PUBLIC) -> uuid.UUID:
    ref = uuid.uuid4()
    with transaction.atomic():
        append(NOTED, ref, actor=None, audience=audience, card=Card(kind="note", title=title, path="/", body=body))
    return ref


def found(text: str) -> list[str]:
    return [thing.title for thing in search(Thing.objects.public(), text)]


@pytest.fixture(autouse=True)
def things(db: None) -> dict[str, uuid.UUID]:
    return {
        title: publish(title, body)
        for title, body in {
            "Des arbres sur la place": "De l’ombre pour les bancs.",
            "Un banc": "Sous l'arbre de l'école, où il fait frais l’été.",
            "Opening hours": "The library should be opening on Sundays.",
        }.items()
    }


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("arbre", ["Des arbres sur la place", "Un banc"]),
        ("ARBRES ombres", ["Des arbres sur la place"]),
        ("ecole", ["Un banc"]),
        ("libraries opened", ["Opening hours"]),
        ("l’", []),
        ("", []),
        ('" OR NEAR(', []),
        ("arbre -place", ["Des arbres sur la place"]),
    ],
)
def test_words_find_their_things(text: str, titles: list[str]) -> None:
    assert found(text) == titles


def test_a_changed_title_is_found_and_the_old_one_is_not(things: dict[str, uuid.UUID]) -> None:
    with transaction.atomic():
        append(NOTED, things["Un banc"], actor=None, card=Card(kind="note", title="Une fontaine", path="/"))
    assert found("fontaine") == ["Une fontaine"]
    assert found("frais") == []


def test_what_is_hidden_or_for_members_is_not_found(things: dict[str, uuid.UUID]) -> None:
    publish("Arbre des membres", audience=Audience.MEMBERS)
    with transaction.atomic():
        append(NOTED, things["Un banc"], actor=None, state=State.HIDDEN)
    assert found("arbre") == ["Des arbres sur la place"]
