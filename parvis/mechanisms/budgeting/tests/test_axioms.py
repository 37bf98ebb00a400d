"""What rules for budgets promise: kept on ten thousand random budgets, or shown broken by one. Ties are broken by an order."""

import hashlib
from typing import Any

import pytest

from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.fairness import left_out

NAMES = "abcde"
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
    rule = registry.get(slug)
    names = NAMES[: len(prices)]
    asked = {"budget": budget, "projects": list(names), "costs": prices, "tie_order": list(names)}
    settings = rule.read_settings({**asked, "completion": "none"} if slug == "equal-shares" else asked)
    return {*rule(rule.summarise(names, [(list(ballot), n) for ballot, n in ballots], settings), settings).outcome}


def nobody_left_out(slug: str, election: Election) -> bool:
    """No group that could pay for a project with its part of the budget is left out (EJR+ up to any project)."""
    budget, prices, ballots = election
    rule = registry.get(slug)
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


PROMISES: dict[str, Any] = {promise.__name__: promise for promise in (nobody_left_out, discount, support, limit)}
KEPT = {"greedy": "discount support", "equal-shares": "nobody_left_out", "maximum-welfare": "discount support", "phragmen": ""}
BROKEN: dict[tuple[str, str], Election] = {
    ("greedy", "nobody_left_out"): (11, [2, 10, 1], [("ac", 2), ("abc", 1), ("bc", 2), ("bc", 2)]),
    ("greedy", "limit"): (17, [4, 8, 6, 8, 3], [("b", 4), ("acde", 3), ("a", 3)]),
    ("equal-shares", "limit"): (8, [9, 6, 3, 3], [("ad", 1)]),
    ("maximum-welfare", "nobody_left_out"): (11, [2, 10, 1], [("ac", 2), ("abc", 1), ("bc", 2), ("bc", 2)]),
    ("maximum-welfare", "limit"): (21, [9, 10, 4, 9, 8], [("abe", 4), ("bcde", 2), ("e", 3)]),
    ("phragmen", "nobody_left_out"): (17, [4, 1, 11, 5], [("ac", 3), ("cd", 2), ("bc", 2), ("abc", 2), ("cd", 3)]),
    ("phragmen", "limit"): (4, [5, 12, 6, 2, 2], [("bcd", 4), ("cde", 1), ("acd", 4), ("bde", 1), ("ab", 4)]),
}
NOT_SAID = {(slug, promise) for slug in ("equal-shares", "phragmen") for promise in ("discount", "support")}
"""Nothing is promised, though no random budget broke it."""
PAIRS = [(slug, promise) for slug, kept in KEPT.items() for promise in kept.split()]
CASES = {"maximum-welfare": 500}
"""The search of every list takes a hundred times as long as another count: it is tried on fewer."""


@pytest.mark.parametrize(("slug", "promise"), PAIRS)
def test_promises_that_are_kept(slug, promise):
    assert [n for n in range(10 if slug == "maximum-welfare" else 60) if not PROMISES[promise](slug, drawn(n))] == []


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "promise"), PAIRS)
def test_promises_that_are_kept_ten_thousand_times(slug, promise):
    assert [n for n in range(CASES.get(slug, 10_000)) if not PROMISES[promise](slug, drawn(n))] == []


@pytest.mark.parametrize(("slug", "promise"), list(BROKEN))
def test_promises_that_are_not_kept(slug, promise):
    assert not PROMISES[promise](slug, BROKEN[slug, promise])


def test_each_promise_is_either_kept_or_shown_broken():
    for slug in KEPT:
        for promise in PROMISES:
            assert sum((slug, promise) in named for named in (PAIRS, BROKEN, NOT_SAID)) == 1, (slug, promise)
