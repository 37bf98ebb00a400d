"""Who may do what: before, during and after the vote, for a visitor and the whole cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from parvis.core.processes.models import Phase
from parvis.features.ballots import actions, rules
from parvis.features.ballots.tests import polls

CAST = ("visitor", "ada", "bao", "chloe", "driss", "fanny", "emile")
TOWN = {"ada", "bao", "chloe", "driss", "fanny"}
EVERYONE = set(CAST)
RUNNERS = {"chloe", "fanny"}
MOMENTS: dict[str, Callable[..., Phase]] = {"before": polls.planned, "during": polls.opened, "after": polls.closed}


def who(town: SimpleNamespace, name: str) -> Any:
    return None if name == "visitor" else getattr(town, name)


@pytest.mark.parametrize(
    ("rule", "moment", "allowed"),
    [
        ("may_see", "before", EVERYONE),
        ("may_see", "during", EVERYONE),
        ("may_see", "after", EVERYONE),
        ("may_vote", "before", set()),
        ("may_vote", "during", TOWN),
        ("may_vote", "after", set()),
        ("may_know_result", "before", set()),
        ("may_know_result", "during", set()),
        ("may_know_result", "after", EVERYONE),
        ("may_know_turnout", "before", set()),
        ("may_know_turnout", "during", EVERYONE),
        ("may_know_turnout", "after", EVERYONE),
        ("may_prepare", "before", RUNNERS),
        ("may_prepare", "during", set()),
        ("may_prepare", "after", set()),
    ],
)
def test_the_table(town: SimpleNamespace, rule: str, moment: str, allowed: set[str]) -> None:
    phase = MOMENTS[moment](town)
    verdicts = {name: getattr(rules, rule)(who(town, name), phase) for name in CAST}
    assert {name for name, verdict in verdicts.items() if verdict} == allowed
    assert all(str(verdict.reason) for verdict in verdicts.values() if not verdict), "a closed door says why"


def test_of_a_vote_of_members_only_members_hear(town: SimpleNamespace) -> None:
    phase = polls.closed(town, process_audience="members")
    for rule in (rules.may_see, rules.may_know_result, rules.may_know_turnout):
        assert {name for name in CAST if rule(who(town, name), phase)} == TOWN


@pytest.mark.parametrize(("asked", "allowed"), [("members", TOWN - {"ada"}), ("officer", {"fanny"}), ("facilitator", {"chloe"})])
def test_a_vote_of_some_roles_is_for_those(town: SimpleNamespace, asked: str, allowed: set[str]) -> None:
    phase = polls.opened(town, electorate=asked)
    assert {name for name in CAST if rules.may_vote(who(town, name), phase)} == allowed


def test_turnout_is_hidden_where_the_vote_says_so(town: SimpleNamespace) -> None:
    phase = polls.opened(town, turnout_shown=False)
    assert not any(rules.may_know_turnout(who(town, name), phase) for name in CAST)


def test_nobody_votes_once_the_hour_has_struck_even_if_nobody_has_closed_the_vote(town: SimpleNamespace) -> None:
    phase = polls.opened(town)
    now = timezone.now()
    Phase.objects.filter(pk=phase.pk).update(opens_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1))
    phase = polls.fresh(phase)
    assert phase.state == Phase.State.OPEN
    assert not any(rules.may_vote(who(town, name), phase) for name in CAST)
    assert not any(rules.may_know_result(who(town, name), phase) for name in CAST)


def test_whoever_has_voted_hears_it_and_only_she(town: SimpleNamespace) -> None:
    phase = polls.opened(town)
    actions.cast(phase, by=town.ada, choice=None)
    assert rules.may_vote(town.ada, phase).reason == rules.VOTED
    assert rules.may_vote(town.bao, phase)
    assert not rules.has_voted(None, phase)
