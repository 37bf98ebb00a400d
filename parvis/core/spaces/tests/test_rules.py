"""Who may do what in a space: every rule, for every member of the cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.core.people.models import Person
from parvis.core.record.models import Audience
from parvis.core.rules.verdict import Verdict
from parvis.core.spaces import actions, rules
from parvis.core.spaces.models import Membership, Role, Space
from parvis.core.spaces.standing import forget_roles, roles_of, spaces_of, standing
from tests import town as towns

CAST = ("visitor", "emile", "ada", "bao", "chloe", "driss", "fanny")
WORDS = ("visitor", "outsider", "resident", "member", "facilitator", "moderator", "officer")
Rule = Callable[[Person | None, Space], Verdict]
#                            visitor, outsider, resident, member, facilitator, moderator, officer
MATRIX: dict[Rule, tuple[int, ...]] = {
    rules.may_see: (1, 1, 1, 1, 1, 1, 1),
    rules.may_take_part: (0, 0, 1, 1, 1, 1, 1),
    rules.may_join: (0, 1, 0, 0, 0, 0, 0),
    rules.may_run: (0, 0, 0, 0, 1, 0, 1),
    rules.may_moderate: (0, 0, 0, 0, 0, 1, 1),
    rules.may_answer_for: (0, 0, 0, 0, 0, 0, 1),
    rules.may_give_roles: (0, 0, 0, 0, 0, 0, 1),
    rules.may_found: (0, 0, 0, 0, 0, 0, 1),
}


def somebody(town: Any, slug: str) -> Person | None:
    return None if slug == "visitor" else getattr(town, slug)


@pytest.mark.parametrize("rule", MATRIX, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("place", ["open", "for members", "by invitation"])
def test_the_matrix(town: Any, rule: Rule, place: str) -> None:
    expected = MATRIX[rule]
    if place == "for members":
        town.space.audience = Audience.MEMBERS
        expected = (0, 0, 1, 1, 1, 1, 1) if rule is rules.may_see else expected
    if place == "by invitation":
        town.space.joining = Space.Joining.INVITED
        expected = (0,) * 7 if rule is rules.may_join else expected
    verdicts = [rule(somebody(town, slug), town.space) for slug in CAST]
    assert tuple(int(bool(verdict)) for verdict in verdicts) == expected
    for slug, verdict in zip(CAST, verdicts, strict=True):
        assert verdict or str(verdict.reason)
        assert verdict.sign_in == (slug == "visitor" and not verdict)


@pytest.mark.parametrize("role", Role.values)
def test_one_gives_back_what_one_acts_with_and_nothing_else(town: Any, role: str) -> None:
    verdicts = {slug: rules.may_give_back(somebody(town, slug), town.space, role) for slug in CAST}
    acting = {"facilitator": ["chloe"], "moderator": ["driss"], "officer": ["fanny"]}
    assert [slug for slug, verdict in verdicts.items() if verdict] == acting.get(role, [])
    assert verdicts["visitor"].sign_in
    assert all(verdict or str(verdict.reason) for verdict in verdicts.values())


@pytest.mark.parametrize(("slug", "word"), list(zip(CAST, WORDS, strict=True)))
def test_what_each_is_called(town: Any, slug: str, word: str) -> None:
    assert standing(somebody(town, slug), town.space) == word


class TestPeriods:
    """A role holds from its beginning to its end, and not a minute more."""

    @pytest.mark.parametrize(
        ("starts", "ends", "holds"),
        [(-2, None, True), (-2, 1, True), (-2, -1, False), (1, None, False), (1, 2, False)],
    )
    def test_before_during_after(self, town: Any, starts: int, ends: int | None, holds: bool) -> None:
        now = timezone.now()
        Membership.objects.create(
            person=town.emile, space=town.space, role=Role.MEMBER, starts_at=now + timedelta(days=starts),
            ends_at=now + timedelta(days=ends) if ends else None,
        )  # fmt: skip
        assert bool(rules.may_take_part(town.emile, town.space)) is holds
        assert (town.space.ref in spaces_of(town.emile)) is holds

    def test_a_role_ends_when_it_is_ended(self, town: Any) -> None:
        actions.end_role(town.driss.memberships.get(role=Role.MODERATOR), by=town.fanny)
        forget_roles(town.driss)
        assert not rules.may_moderate(town.driss, town.space)

    def test_a_role_is_held_once_at_a_time(self, town: Any) -> None:
        with pytest.raises(IntegrityError, match=r"role_is_held_once_at_a_time|UNIQUE"), transaction.atomic():
            Membership.objects.create(person=town.bao, space=town.space, role=Role.MEMBER)

    def test_an_end_before_the_beginning_is_refused(self, town: Any) -> None:
        with pytest.raises(IntegrityError, match="membership_ends_after_start"), transaction.atomic():
            Membership.objects.create(person=town.emile, space=town.space, role=Role.MEMBER, ends_at=timezone.now() - timedelta(days=1))

    def test_roles_are_asked_once_for_many_rules(self, town: Any, django_assert_num_queries: Any) -> None:
        person = Person.objects.get(pk=town.chloe.pk)
        with django_assert_num_queries(1):
            for rule in MATRIX:
                rule(person, town.space)


class TestTree:
    """What one is in a space, one is in those below it, and nowhere else."""

    @pytest.fixture
    def below(self, town: Any) -> Space:
        return actions.found(name="The hamlet", slug="hamlet", kind=Space.Kind.TERRITORY, by=town.fanny, parent=town.space)

    @pytest.fixture
    def deep(self, town: Any, below: Space) -> Space:
        return actions.found(
            name="The school", slug="school", kind=Space.Kind.SCHOOL, by=town.fanny, parent=below, audience=Audience.MEMBERS
        )

    @pytest.mark.parametrize("slug", CAST[1:])
    def test_roles_go_down(self, town: Any, deep: Space, slug: str) -> None:
        person = towns.Person.objects.get(pk=getattr(town, slug).pk)
        assert roles_of(person, deep) >= roles_of(person, town.space)
        if slug != "fanny":  # who opened it
            assert standing(person, deep) == standing(person, town.space)

    def test_a_role_is_given_back_where_it_is_held(self, town: Any, below: Space) -> None:
        assert rules.may_run(town.chloe, below)
        assert not rules.may_give_back(town.chloe, below, Role.FACILITATOR)

    def test_roles_do_not_go_up_or_aside(self, town: Any, below: Space) -> None:
        aside = actions.found(name="The other one", slug="other", kind=Space.Kind.TERRITORY, by=town.fanny, parent=town.space)
        actions.give_role(below, to=town.emile, role=Role.OFFICER, by=town.fanny)
        assert rules.may_answer_for(town.emile, below)
        assert not rules.may_answer_for(town.emile, town.space)
        assert not rules.may_answer_for(town.emile, aside)
        assert spaces_of(town.emile) == [below.ref]

    def test_members_of_a_space_see_what_is_for_members_below(self, town: Any, below: Space, deep: Space) -> None:
        assert set(spaces_of(town.ada)) == {town.space.ref, below.ref, deep.ref}
        assert rules.may_see(town.ada, deep)
        assert not rules.may_see(town.emile, deep)
        assert not rules.may_see(None, deep)

    def test_a_space_is_not_its_own_parent(self, town: Any) -> None:
        with pytest.raises(IntegrityError, match="space_is_not_its_own_parent"), transaction.atomic():
            Space.objects.filter(pk=town.space.pk).update(parent=town.space)
