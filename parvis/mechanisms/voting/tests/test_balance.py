"""Balance between groups, with every method that fills several seats."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as cases
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.result_file import publish, recount
from parvis.mechanisms.voting.tests.strategies import NAMES, choices

METHODS = [pytest.param(method, id=method.slug) for method in registry.all("voting") if method.winners == "several"]


def met(settings: Any, elected: Any) -> bool:
    counts = [sum(option in group for option in elected) for group in settings.groups]
    low, high = settings.at_least or (0,) * len(counts), settings.at_most or (99,) * len(counts)
    return all(least <= count <= most for least, count, most in zip(low, counts, high, strict=True))


@pytest.mark.parametrize("method", METHODS)
@given(data=st.data())
@cases(max_examples=12, deadline=None)
def test_whatever_the_ballots_every_group_has_what_is_asked(method, data):
    names, seats = NAMES[:5], data.draw(st.integers(1, 4))
    groups = tuple(tuple(data.draw(st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=4))) for _ in range(2))
    numbers = st.tuples(st.integers(0, 2), st.integers(0, 2))
    asked = method.settings(
        seats=seats,
        tie_order=names,
        groups=groups,
        at_least=data.draw(numbers),
        at_most=data.draw(st.tuples(st.integers(1, 4), st.integers(1, 4))),
    )
    pairs = data.draw(st.lists(st.tuples(choices(method.ballot, names, asked), st.integers(1, 3)), min_size=1, max_size=5))
    profile = method.summarise(names, pairs, asked)
    if not any(met(asked, some) for some in combinations(names, seats)):
        with pytest.raises(ValueError, match="lower a minimum, or raise a maximum"):
            method(profile, asked)
        return
    result = method(profile, asked)
    if len(result.outcome) == seats:  # some methods leave seats empty rather than give them without support
        assert met(asked, result.outcome)
    free = method(profile, replace(asked, groups=(), at_least=(), at_most=()))
    if len(free.outcome) == seats and met(asked, free.outcome):
        assert free.outcome == result.outcome, "nothing changes for a committee that is balanced already"


def test_parity_goes_to_the_next_woman_and_her_ballots_count():
    method = registry.get("scottish-stv")
    asked = method.read_settings({"seats": 2, "groups": [["ann", "eve"], ["bob", "dan"]], "at_least": [1, 1]})
    ballots = [(["bob", "eve"], 5), (["dan", "ann"], 4), (["ann", "eve"], 2), (["eve"], 1)]
    profile = method.summarise(["ann", "bob", "dan", "eve"], ballots, asked)
    result = method(profile, asked)
    assert result.outcome == ("ann", "bob")
    assert [step.facts["option"] for step in result.steps if step.code == "voting.balance.aside"] == ["dan"]
    file = publish(
        method,
        options=[{"ref": name, "title": name} for name in profile.options],
        ballots=[{"choice": choice, "weight": weight} for choice, weight in ballots],
        counts={},
        settings=asked,
    )
    assert recount(file).equal


@pytest.mark.parametrize("asked", [{"at_least": [1]}, {"groups": [["a"]], "at_most": [-1]}])
def test_what_is_asked_of_groups_is_checked(asked):
    with pytest.raises(ValueError, match="expected"):
        registry.get("approval").read_settings(asked)
