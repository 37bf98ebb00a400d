"""What the database itself refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from parvis.core.people.actions import pseudonym
from parvis.features.consultation.models import Contribution, Option, Origin, Shelf, Theme, Version


@pytest.fixture
def base(town: Any, gathering: Any) -> dict[str, Any]:
    author = pseudonym(town.ada, gathering.process.ref)
    return {"phase": gathering, "author": author, "kind": "idea", "title": "A bench", "text": "x", "html": "x"}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"kind": "rumour"}, "contribution_kind_is_known"),
        ({"title": ""}, "contribution_has_a_title"),
        ({"state": "lost"}, "contribution_state_is_known"),
        ({"state": "hidden"}, "hidden_contribution_has_a_reason"),
        ({"channel": "pigeon"}, "contribution_channel_is_known"),
        ({"latitude": 47}, "place_has_two_coordinates"),
        ({"latitude": 91, "longitude": 0}, "place_is_on_earth"),
        ({"number": 1}, "contributions_of_a_phase_are_numbered|UNIQUE"),
        ({"external_source": "s", "external_id": "1"}, "contribution_is_brought_in_once|UNIQUE"),
    ],
)
def test_a_contribution(base: dict[str, Any], changes: dict[str, Any], name: str) -> None:
    Contribution.objects.create(**base, number=1, external_source="s", external_id="1")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Contribution.objects.create(**(base | {"number": 2} | changes))


def refused(make: Any, name: str) -> None:
    with pytest.raises(IntegrityError, match=rf"{name}|UNIQUE"), transaction.atomic():
        make()


def test_what_goes_with_it(base: dict[str, Any], gathering: Any) -> None:
    made = Contribution.objects.create(**base, number=1)
    Theme.objects.create(phase=gathering, name="Shade", position=1)
    refused(lambda: Theme.objects.create(phase=gathering, name="Shade", position=2), "theme_is_named_once_in_a_phase")
    Version.objects.create(contribution=made, number=1, title="x", text="x")
    refused(lambda: Version.objects.create(contribution=made, number=1, title="y", text="y"), "versions_follow_one_another")
    refused(lambda: Shelf.objects.create(phase=gathering, published=2, numbered=1), "published_contributions_have_a_number")
    option = Option.objects.create(phase=gathering, author=made.author, title="x", position=1)
    refused(
        lambda: Option.objects.create(phase=gathering, author=made.author, title="y", position=1), "options_of_a_phase_follow_one_another"
    )
    refused(lambda: Option.objects.create(phase=gathering, author=made.author, title="", position=2), "option_has_a_title")
    Origin.objects.create(option=option, contribution=made)
    refused(lambda: Origin.objects.create(option=option, contribution=made), "option_comes_from_a_contribution_once")
