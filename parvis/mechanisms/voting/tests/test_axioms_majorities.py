"""The promises of conditions on a proposal: double majority, qualified majority, quorum. Kept on ten thousand votes, or shown broken."""

import hashlib
from collections.abc import Callable
from fractions import Fraction

import pytest

from parvis.mechanisms import registry
from parvis.mechanisms.voting.decision import Conditions, Turnout, conclude

Vote = list[tuple[int, int, int]]
"""For each of the groups: how many are for, how many against, how many have not voted."""


def drawn(number: int) -> Vote:
    """Give a vote that only its number decides, in two to four groups."""
    found = hashlib.sha512(f"majorities {number}".encode()).digest()
    return [(found[1 + 3 * group] % 12, found[2 + 3 * group] % 12, found[3 + 3 * group] % 8) for group in range(2 + found[0] % 3)]


def adopted(rule: str, vote: Vote) -> bool:
    """Say whether the proposal passes."""
    yes, no, out = (sum(column) for column in zip(*vote, strict=True))
    if rule == "double-majority":
        method, groups = registry.get(rule), [f"g{number}" for number in range(len(vote))]
        settings = method.read_settings({"groups": groups})
        cast = [
            ({"group": group, "choice": choice}, n)
            for group, (for_it, against, _) in zip(groups, vote, strict=True)
            for choice, n in (("for", for_it), ("against", against))
        ]
        return method(method.summarise(["for", "against"], cast, settings), settings).outcome == ("for",)
    conditions = {
        "qualified-majority": Conditions(majority=Fraction(2, 3)),
        "quorum": Conditions(quorum=Fraction(1, 2), majority=Fraction(1, 2)),
    }[rule]
    method = registry.get("plurality")
    result = method(method.summarise(["for", "against"], [("for", yes), ("against", no)]))
    turnout = Turnout(eligible=yes + no + out, participated=yes + no)
    return conclude(result, turnout, conditions).outcome == ("for",)


def changed(vote: Vote, group: int, yes: int = 0, no: int = 0, out: int = 0) -> Vote:
    """Give the vote with some people of a group acting otherwise."""
    had = vote[group]
    return [*vote[:group], (had[0] + yes, had[1] + no, had[2] + out), *vote[group + 1 :]]


def monotonicity(rule: str, vote: Vote) -> bool:
    """Somebody who goes over from against to for does not make what is adopted fall."""
    return not adopted(rule, vote) or all(adopted(rule, changed(vote, n, yes=1, no=-1)) for n, group in enumerate(vote) if group[1])


def participation_for(rule: str, vote: Vote) -> bool:
    """Somebody who comes to vote for does not make what is adopted fall."""
    return not adopted(rule, vote) or all(adopted(rule, changed(vote, n, yes=1, out=-1)) for n, group in enumerate(vote) if group[2])


def participation_against(rule: str, vote: Vote) -> bool:
    """Somebody who comes to vote against does not make what is not adopted pass."""
    return adopted(rule, vote) or not any(adopted(rule, changed(vote, n, no=1, out=-1)) for n, group in enumerate(vote) if group[2])


def reinforcement(rule: str, vote: Vote) -> bool:
    """What is adopted by each of two assemblies (with the same groups) is adopted by both together."""
    other = [tuple(reversed(group[:2])) for group in reversed(vote)]
    second = [(yes + 2, no // 2, 0) for yes, no in other]
    if not adopted(rule, vote) or not adopted(rule, second):
        return True
    return adopted(rule, [(a + c, b + d, e + f) for (a, b, e), (c, d, f) in zip(vote, second, strict=True)])


def majority(rule: str, vote: Vote) -> bool:
    """What more than half of those who vote want is adopted."""
    yes, no, _ = (sum(column) for column in zip(*vote, strict=True))
    return yes <= no or adopted(rule, vote)


AXIOMS: dict[str, Callable[[str, Vote], bool]] = {
    axiom.__name__: axiom for axiom in (monotonicity, participation_for, participation_against, reinforcement, majority)
}
KEPT = {
    "double-majority": "monotonicity participation_for participation_against",
    "qualified-majority": "monotonicity participation_for participation_against reinforcement",
    "quorum": "monotonicity participation_for reinforcement",
}
BROKEN: dict[tuple[str, str], Vote] = {
    ("double-majority", "majority"): [(9, 0, 0), (1, 2, 0), (1, 2, 0)],
    ("double-majority", "reinforcement"): [(6, 5, 1), (11, 8, 2), (10, 0, 4), (7, 11, 1)],
    ("qualified-majority", "majority"): [(3, 2, 0)],
    ("quorum", "majority"): [(3, 1, 9)],
    # A third voter makes the quorum: by coming, an opponent adopts what they oppose.
    ("quorum", "participation_against"): [(2, 0, 4)],
}
PAIRS = [(rule, axiom) for rule, kept in KEPT.items() for axiom in kept.split()]


@pytest.mark.parametrize(("rule", "axiom"), PAIRS)
def test_promises_that_are_kept(rule, axiom):
    assert [number for number in range(80) if not AXIOMS[axiom](rule, drawn(number))] == []


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "axiom"), PAIRS)
def test_promises_that_are_kept_ten_thousand_times(rule, axiom):
    assert [number for number in range(10_000) if not AXIOMS[axiom](rule, drawn(number))] == []


@pytest.mark.parametrize(("rule", "axiom"), list(BROKEN))
def test_promises_that_are_not_kept(rule, axiom):
    assert not AXIOMS[axiom](rule, BROKEN[rule, axiom])


def test_each_promise_is_either_kept_or_shown_broken():
    assert {*PAIRS, *BROKEN} == {(rule, axiom) for rule in KEPT for axiom in AXIOMS}
    assert not {*PAIRS} & {*BROKEN}


def test_something_is_adopted_and_something_is_not():
    for rule in KEPT:
        assert len({adopted(rule, drawn(number)) for number in range(80)}) == 2
