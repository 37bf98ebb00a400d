"""The promises of the single transferable vote, statute by statute: kept on ten thousand random elections, or shown broken by one."""

import hashlib
from collections.abc import Callable
from itertools import permutations
from math import floor

import pytest

from parvis.mechanisms import registry

NAMES = "abcde"
Election = tuple[int, list[tuple[str, int]]]
"""Seats, and rankings such as "bca" with how many ballots are alike."""


def drawn(number: int) -> Election:
    """Give an election that only its number decides: three to five options, one to three seats, up to five rankings, cut short at times."""
    found = hashlib.sha512(f"transfers {number}".encode()).digest()
    names = NAMES[: 3 + found[0] % 3]
    orders = ["".join(order) for order in permutations(names)]
    ballots = [
        (orders[found[3 + 3 * row] % len(orders)][: 1 + found[4 + 3 * row] % len(names)], 1 + found[5 + 3 * row] % 9)
        for row in range(1 + found[1] % 5)
    ]
    return 1 + found[2] % 3, ballots


def elected(slug: str, election: Election, names: str = "") -> set[str]:
    """Give who is elected, of those on the ballots unless names are given; ties are broken by the order of the names."""
    seats, ballots = election
    method, names = registry.get(slug), names or "".join(sorted({name for ballot, _ in ballots for name in ballot}))
    settings = method.read_settings({"seats": seats, "tie_order": list(names)})
    return {*method(method.summarise(names, [(list(ballot), n) for ballot, n in ballots], settings), settings).outcome}


def solid_coalitions(slug: str, election: Election) -> bool:
    """A group that ranks the same options before all others, and has some quotas, elects as many of them (or all)."""
    seats, ballots = election
    chosen, whole = elected(slug, election), sum(n for _, n in ballots)
    for ballot, _ in ballots:
        for size in range(1, len(ballot) + 1):
            first = {*ballot[:size]}
            weight = sum(n for other, n in ballots if {*other[:size]} == first and len(other) >= size)
            quotas = floor(weight / (whole // (seats + 1) + 1))
            if len(chosen & first) < min(quotas, size, seats):
                return False
    return True


def later_no_harm(slug: str, election: Election) -> bool:
    """Ranking more options behind does not take the seat of one that one ranks before."""
    seats, ballots = election
    names = "".join(sorted({name for ballot, _ in ballots for name in ballot}))
    for number, (ballot, n) in enumerate(ballots):
        for cut in range(1, len(ballot)):
            short = elected(slug, (seats, [*ballots[:number], (ballot[:cut], n), *ballots[number + 1 :]]), names)
            if not short & {*ballot[:cut]} <= elected(slug, election):
                return False
    return True


def committee_monotonicity(slug: str, election: Election) -> bool:
    """With one seat more, those who were elected still are."""
    seats, ballots = election
    return elected(slug, election) <= elected(slug, (seats + 1, ballots))


def monotonicity(slug: str, election: Election) -> bool:
    """Ranking an elected option higher on a ballot does not take its seat."""
    seats, ballots = election
    for name in elected(slug, election):
        for number, (ballot, n) in enumerate(ballots):
            place = ballot.find(name)
            if place > 0:
                raised = ballot[: place - 1] + name + ballot[place - 1] + ballot[place + 1 :]
                if name not in elected(slug, (seats, [*ballots[:number], (raised, n), *ballots[number + 1 :]])):
                    return False
    return True


AXIOMS: dict[str, Callable[[str, Election], bool]] = {
    axiom.__name__: axiom for axiom in (solid_coalitions, later_no_harm, committee_monotonicity, monotonicity)
}
STATUTES = ("scottish-stv", "wigm", "meek")
KEPT = dict.fromkeys(STATUTES, "solid_coalitions later_no_harm")
BROKEN: dict[tuple[str, str], Election] = {
    **{(slug, "monotonicity"): (1, [("bcad", 6), ("acdb", 6), ("bdca", 3), ("dcba", 7)]) for slug in STATUTES},
    ("scottish-stv", "committee_monotonicity"): (3, [("aecdb", 9), ("deca", 2), ("a", 3), ("ab", 3)]),
    ("wigm", "committee_monotonicity"): (3, [("de", 8), ("be", 1), ("bade", 4), ("bdca", 9)]),
    ("meek", "committee_monotonicity"): (3, [("eca", 4), ("cb", 6), ("adbce", 4), ("bde", 3), ("dcaeb", 6)]),
}
PAIRS = [(slug, axiom) for slug, kept in KEPT.items() for axiom in kept.split()]


@pytest.mark.parametrize(("slug", "axiom"), PAIRS)
def test_promises_that_are_kept(slug, axiom):
    assert [number for number in range(60) if not AXIOMS[axiom](slug, drawn(number))] == []


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "axiom"), PAIRS)
def test_promises_that_are_kept_ten_thousand_times(slug, axiom):
    assert [number for number in range(10_000) if not AXIOMS[axiom](slug, drawn(number))] == []


@pytest.mark.parametrize(("slug", "axiom"), list(BROKEN))
def test_promises_that_are_not_kept(slug, axiom):
    assert not AXIOMS[axiom](slug, BROKEN[slug, axiom])


def test_each_promise_of_each_statute_is_either_kept_or_shown_broken():
    assert {*PAIRS, *BROKEN} == {(slug, axiom) for slug in STATUTES for axiom in AXIOMS}
    assert not {*PAIRS} & {*BROKEN}
