"""Opening spaces, joining them, giving roles and seats: what is written, what is public, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from parvis.core.people.actions import pseudonym
from parvis.core.record.models import Act, Opening, Thing
from parvis.core.rules.verdict import Refused
from parvis.core.spaces import actions, acts, queries
from parvis.core.spaces.models import Body, Mandate, Membership, Role, Space

ACTIONS: dict[str, tuple[Callable[[Any, Any], object], list[str]]] = {
    "found": (lambda town, by: actions.found(name="B", slug="b", kind=Space.Kind.SCHOOL, by=by, parent=town.space), ["espace.ouvert"]),
    "describe": (lambda town, by: actions.describe(town.space, by=by, description="Between the river and the rails"), ["espace.décrit"]),
    "give a public role": (lambda town, by: actions.give_role(town.space, to=town.emile, role=Role.MODERATOR, by=by), ["rôle.confié"]),
    "give a private role": (lambda town, by: actions.give_role(town.space, to=town.emile, role=Role.MEMBER, by=by), []),
    "end a public role": (lambda town, by: actions.end_role(town.driss.memberships.get(), by=by), ["rôle.terminé"]),
    "end a private role": (lambda town, by: actions.end_role(town.bao.memberships.get(), by=by), []),
    "set up a body": (
        lambda town, by: actions.set_up_body(town.space, name="Council", kind=Body.Kind.COUNCIL, seats=29, by=by), ["instance.créée"],
    ),
}  # fmt: skip


def new_acts(before: int) -> list[str]:
    return list(Act.objects.filter(pk__gt=before).order_by("pk").values_list("kind", flat=True))


def last_act() -> int:
    return Act.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.mark.parametrize("name", ACTIONS)
def test_an_officer_does_it_and_it_is_recorded_once(town: Any, name: str) -> None:
    action, expected = ACTIONS[name]
    before = last_act()
    action(town, town.fanny)
    assert new_acts(before) == expected


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("slug", ["emile", "ada", "bao", "chloe", "driss"])
def test_nobody_else_does_it(town: Any, name: str, slug: str) -> None:
    before = (last_act(), Membership.objects.count(), Space.objects.count(), Body.objects.count())
    with pytest.raises(Refused):
        ACTIONS[name][0](town, getattr(town, slug))
    assert (last_act(), Membership.objects.count(), Space.objects.count(), Body.objects.count()) == before


def test_only_operators_open_the_first_spaces(town: Any) -> None:
    with pytest.raises(Refused):
        actions.found(name="Another town", slug="another", kind=Space.Kind.COMMUNE, by=town.fanny)


def test_a_wrong_time_zone_or_slug_writes_nothing(town: Any) -> None:
    with pytest.raises(ValidationError, match="slug"):
        actions.found(name="Below", slug="not a slug", kind=Space.Kind.SCHOOL, by=town.fanny, parent=town.space)
    assert Space.objects.count() == 1


def test_joining_and_leaving_leave_no_public_trace(town: Any) -> None:
    before = last_act()
    actions.join(town.space, by=town.emile)
    assert queries.roles_in_words([town.emile])[town.emile.pk] == "resident, Saint-Aubin"
    with pytest.raises(Refused, match="already"):
        actions.join(town.space, by=town.emile)
    actions.leave(town.space, by=town.emile)
    assert queries.roles_in_words([town.emile]) == {}
    assert new_acts(before) == []


def test_leaving_does_not_end_a_public_role(town: Any) -> None:
    actions.leave(town.space, by=town.driss)
    assert town.driss.memberships.current().filter(role=Role.MODERATOR).exists()


@pytest.mark.parametrize(("slug", "role"), [("chloe", "facilitator"), ("driss", "moderator"), ("fanny", "officer")])
def test_a_role_is_given_back_and_it_is_recorded_once(town: Any, slug: str, role: str) -> None:
    person, before = getattr(town, slug), last_act()
    actions.give_back(town.space, role=role, by=person)
    assert not person.memberships.current().exists()
    act = Act.objects.get(pk__gt=before)
    assert (act.kind, act.actor, act.clear) == ("rôle.rendu", pseudonym(person, town.space.ref).uuid, {"role": role})
    with pytest.raises(Refused, match="no longer"):
        actions.give_back(town.space, role=role, by=person)
    assert new_acts(before) == ["rôle.rendu"]


@pytest.mark.parametrize("slug", ["emile", "ada", "bao", "driss", "fanny"])
def test_nobody_gives_back_what_she_does_not_hold(town: Any, slug: str) -> None:
    before = last_act()
    with pytest.raises(Refused):
        actions.give_back(town.space, role=Role.FACILITATOR, by=getattr(town, slug))
    assert (new_acts(before), town.chloe.memberships.current().count()) == ([], 1)


def test_giving_a_role_again_changes_when_it_ends(town: Any) -> None:
    before, end = last_act(), timezone.now() + timedelta(days=30)
    given = actions.give_role(town.space, to=town.driss, role=Role.MODERATOR, by=town.fanny, ends_at=end)
    assert (given.ends_at, town.driss.memberships.count(), new_acts(before)) == (end, 1, [])


def test_a_role_that_has_ended_stays_ended_when_it_was(town: Any) -> None:
    membership = town.driss.memberships.get()
    actions.end_role(membership, by=town.fanny)
    ended, before = membership.ends_at, last_act()
    actions.end_role(membership, by=town.fanny)
    membership.refresh_from_db()
    assert (membership.ends_at, new_acts(before)) == (ended, [])


def test_a_role_given_names_a_pseudonym_and_nobody(town: Any) -> None:
    actions.give_role(town.space, to=town.emile, role=Role.FACILITATOR, by=town.fanny)
    act = Act.objects.filter(kind=acts.ROLE_GIVEN.code).latest("pk")
    assert act.clear == {"role": "facilitator", "a": str(pseudonym(town.emile, town.space.ref).uuid)}
    assert "Émile" not in str(act.__dict__)


def test_a_seat_names_its_holder_behind_a_salt(town: Any) -> None:
    body = actions.set_up_body(town.space, name="Council", kind=Body.Kind.COUNCIL, seats=29, by=town.fanny)
    before = last_act()
    actions.seat(body, holder="Hélène Kerviel", starts_on=date(2026, 3, 28), by=town.fanny, person=town.bao)
    act = Act.objects.get(pk__gt=before)
    assert act.kind == acts.SEATED.code
    assert Opening.objects.get(act=act).fields["titulaire"][0] == "Hélène Kerviel"
    assert Thing.objects.get(ref=body.ref).title == "Council"


def test_erasing_an_account_ends_roles_and_keeps_the_public_seat(town: Any) -> None:
    body = actions.set_up_body(town.space, name="Council", kind=Body.Kind.COUNCIL, seats=29, by=town.fanny)
    actions.seat(body, holder="Driss Amrani", starts_on=date(2026, 3, 28), by=town.fanny, person=town.driss)
    Membership.objects.create(person=town.driss, space=town.space, role=Role.OFFICER, starts_at=timezone.now() + timedelta(days=9))
    before = last_act()
    actions.end_everything(town.driss)
    assert list(town.driss.memberships.values_list("role", flat=True)) == [Role.MODERATOR]
    assert not town.driss.memberships.current().exists()
    assert new_acts(before) == [acts.ROLE_ENDED.code]
    mandate = Mandate.objects.get()
    assert (mandate.holder, mandate.person) == ("Driss Amrani", None)
