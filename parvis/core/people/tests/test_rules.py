"""What a person may do with an account, hers or another's, and with the cast of a demonstration."""

from __future__ import annotations

from typing import Any

import pytest

from parvis.core.people import actions, rules
from parvis.core.people.models import Person, Pseudonym
from parvis.core.rules.verdict import Refused

CAST = ("visitor", "emile", "ada", "bao", "chloe", "driss", "fanny", "operator")


@pytest.mark.parametrize("rule", [rules.may_change, rules.may_erase], ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("slug", CAST)
def test_an_account_is_its_owners_alone(town: Any, slug: str, rule: Any) -> None:
    by = None if slug == "visitor" else getattr(town, slug)
    verdict = rule(by, town.ada)
    assert bool(verdict) is (slug == "ada")
    assert verdict or str(verdict.reason)
    assert verdict.sign_in is (slug == "visitor")


@pytest.mark.parametrize("demo", [True, False])
def test_one_steps_into_the_cast_of_a_demonstration_only(town: Any, settings: Any, demo: bool) -> None:
    settings.PARVIS_DEMO = demo
    real = Person.objects.create(email="somebody@mairie.fr", public_name="Somebody real")
    gone = Person.objects.create(email=None, is_active=False)
    assert bool(rules.may_step_into(town.ada)) is demo
    assert not rules.may_step_into(real)
    assert not rules.may_step_into(gone)


def test_the_cast_of_a_demonstration_stays(town: Any, settings: Any) -> None:
    settings.PARVIS_DEMO = True
    real = Person.objects.create(email="somebody@mairie.fr", public_name="Somebody real")
    assert not rules.may_erase(town.ada, town.ada)
    assert rules.may_erase(real, real)


def test_nobody_renames_another(town: Any) -> None:
    with pytest.raises(Refused):
        actions.rename(town.ada, public_name="Bao was here", by=town.bao)
    assert Person.objects.get(pk=town.ada.pk).public_name == "Ada"


def test_a_name_changes_everywhere(town: Any) -> None:
    me = actions.pseudonym(town.ada, town.space.ref)
    actions.rename(town.ada, public_name="Ada B.", by=town.ada)
    assert Pseudonym.objects.get(pk=me.pk).name == "Ada B."


def test_one_pseudonym_for_each_context(town: Any) -> None:
    first, again = actions.pseudonym(town.ada, town.space.ref), actions.pseudonym(town.ada, town.space.ref)
    other = actions.pseudonym(town.ada, town.ada.ref)
    assert first == again
    assert first.uuid != other.uuid
