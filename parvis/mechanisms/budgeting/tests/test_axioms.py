"""What rules for budgets promise: kept on ten thousand random budgets, or shown broken by one. Ties are broken by an order."""

import hashlib
from typing import Any

import pytest

from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.fairness import left_out

NAMES = "abcde"
COMPLETIONS = {"equal-shares": "none", "equal-shares-add1": "add1", "equal-shares-add1-greedy": "add1-greedy"}
Election = tuple[int, list[int], list[tuple[str, int]]]
"""Budget, prices of a, b, c …, and approvals such as "abd" with how many ballots are alike."""


def drawn(number: int) -> Election:
    """Give a budget that only its number decides."""
    found = hashlib.sha512(f"budget {number}".encode()).digest()
    size = 2 + found[0] % 4
    ballots = []
    for row in range(1 + found[1] % 5):
        mask = 1 + found[10 + 2 * row] % (2**size - 1)
        ballots.append(("".join(name for bit, name in enumerate(NAMES[:size]) if mask >> bit & 1), 1 + found[11 + 2 * row] % 4))
    return 4 + found[2] % 25, [1 + found[3 + place] % 12 for place in range(size)], ballots


def funded(slug: str, election: Election) -> set[str]:
    budget, prices, ballots = election
    rule = registry.get("equal-shares" if slug in COMPLETIONS else slug)
    names = NAMES[: len(prices)]
    asked = {"budget": budget, "projects": list(names), "costs": prices, "tie_order": list(names)}
    settings = rule.read_settings({**asked, "completion": COMPLETIONS[slug]} if slug in COMPLETIONS else asked)
    return {*rule(rule.summarise(names, [(list(ballot), n) for ballot, n in ballots], settings), settings).outcome}


def nobody_left_out(slug: str, election: Election) -> bool:
    """No group that could pay for a project with its part of the budget is left out (EJR+ up to any project)."""
    budget, prices, ballots = election
    rule = registry.get("equal-shares" if slug in COMPLETIONS else slug)
    names = NAMES[: len(prices)]
    settings = rule.read_settings({"budget": budget, "projects": list(names), "costs": prices})
    profile = rule.summarise(names, [(list(ballot), n) for ballot, n in ballots], settings)
    return left_out(profile, settings, sorted(funded(slug, election))) == []


def discount(slug: str, election: Election) -> bool:
    """A funded project that becomes cheaper stays funded."""
    budget, prices, ballots = election
    for name in funded(slug, election):
        place = NAMES.index(name)
        if prices[place] > 1 and name not in funded(slug, (budget, [*prices[:place], prices[place] - 1, *prices[place + 1 :]], ballots)):
            return False
    return True


def support(slug: str, election: Election) -> bool:
    """A funded project that more people support, and nothing else changes, stays funded."""
    budget, prices, ballots = election
    for name in funded(slug, election):
        for number, (ballot, n) in enumerate(ballots):
            if name not in ballot:
                more = [*ballots[:number], ("".join(sorted(ballot + name)), n), *ballots[number + 1 :]]
                if name not in funded(slug, (budget, prices, more)):
                    return False
    return True


def limit(slug: str, election: Election) -> bool:
    """With a larger budget, what was funded stays funded."""
    budget, prices, ballots = election
    return funded(slug, election) <= funded(slug, (budget + 1, prices, ballots))


def exhaustive(slug: str, election: Election) -> bool:
    """No project that somebody supports could still be paid with what is left."""
    budget, prices, ballots = election
    bought = funded(slug, election)
    left = budget - sum(prices[NAMES.index(name)] for name in bought)
    named = {name for ballot, _ in ballots for name in ballot}
    return all(prices[NAMES.index(name)] > left for name in named - bought)


PROMISES: dict[str, Any] = {promise.__name__: promise for promise in (nobody_left_out, discount, support, limit, exhaustive)}
KEPT = {
    "greedy": "discount support exhaustive",
    "equal-shares": "nobody_left_out discount support",
    "equal-shares-add1": "nobody_left_out",
    "equal-shares-add1-greedy": "nobody_left_out exhaustive",
    "maximum-welfare": "discount support exhaustive",
    "phragmen": "discount support",
}
BROKEN: dict[tuple[str, str], Election] = {
    ("greedy", "nobody_left_out"): (11, [2, 10, 1], [("ac", 2), ("abc", 1), ("bc", 2), ("bc", 2)]),
    ("greedy", "limit"): (17, [4, 8, 6, 8, 3], [("b", 4), ("acde", 3), ("a", 3)]),
    ("equal-shares", "limit"): (8, [9, 6, 3, 3], [("ad", 1)]),
    ("equal-shares", "exhaustive"): (21, [11, 4], [("b", 2), ("a", 1)]),
    ("equal-shares-add1", "discount"): (14, [11, 12], [("a", 1), ("ab", 3), ("ab", 1), ("b", 4), ("a", 3)]),
    ("equal-shares-add1", "support"): (16, [6, 9, 8], [("ab", 4), ("ac", 3), ("ac", 4), ("abc", 3), ("a", 4)]),
    ("equal-shares-add1", "limit"): (9, [1, 10], [("ab", 1), ("b", 1)]),
    ("equal-shares-add1", "exhaustive"): (20, [12, 11], [("b", 4), ("a", 4)]),
    ("equal-shares-add1-greedy", "discount"): (11, [2, 9, 2], [("a", 3), ("bc", 4)]),
    ("equal-shares-add1-greedy", "support"): (
        19,
        [2, 12, 7, 7, 4],
        [("abce", 1), ("d", 4), ("abcde", 4), ("bd", 1), ("d", 2)],
    ),
    ("equal-shares-add1-greedy", "limit"): (9, [1, 10], [("ab", 1), ("b", 1)]),
    ("maximum-welfare", "nobody_left_out"): (11, [2, 10, 1], [("ac", 2), ("abc", 1), ("bc", 2), ("bc", 2)]),
    ("maximum-welfare", "limit"): (21, [9, 10, 4, 9, 8], [("abe", 4), ("bcde", 2), ("e", 3)]),
    ("phragmen", "nobody_left_out"): (17, [4, 1, 11, 5], [("ac", 3), ("cd", 2), ("bc", 2), ("abc", 2), ("cd", 3)]),
    ("phragmen", "limit"): (4, [5, 12, 6, 2, 2], [("bcd", 4), ("cde", 1), ("acd", 4), ("bde", 1), ("ab", 4)]),
    ("phragmen", "exhaustive"): (15, [5, 12, 8], [("ac", 4), ("b", 4)]),
}
PAIRS = [(slug, promise) for slug, kept in KEPT.items() for promise in kept.split()]


@pytest.mark.parametrize(("slug", "promise"), PAIRS)
def test_promises_that_are_kept(slug, promise):
    assert [n for n in range(40) if not PROMISES[promise](slug, drawn(n))] == []


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "promise"), PAIRS)
def test_promises_that_are_kept_ten_thousand_times(slug, promise):
    assert [n for n in range(10_000) if not PROMISES[promise](slug, drawn(n))] == []


@pytest.mark.parametrize(("slug", "promise"), list(BROKEN))
def test_promises_that_are_not_kept(slug, promise):
    assert not PROMISES[promise](slug, BROKEN[slug, promise])


def test_each_promise_is_either_kept_or_shown_broken():
    for slug in KEPT:
        for promise in PROMISES:
            assert sum((slug, promise) in named for named in (PAIRS, BROKEN)) == 1, (slug, promise)
