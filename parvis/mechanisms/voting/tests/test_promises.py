"""What methods with approvals, grades and lists promise: kept on ten thousand random elections, or shown broken by one."""

from collections.abc import Callable
from typing import Any

import pytest

from parvis.mechanisms.voting.tests import promises

GRADED = "monotonicity participation reinforcement majority"
SHARED = "lower_quota upper_quota house_monotonicity"
ELECTIONS: dict[str, Callable[[int], Any]] = {
    **dict.fromkeys(("pav", "sequential-pav", "sequential-phragmen", "committee-equal-shares", "most-approved"), promises.approvals),
    **dict.fromkeys(("approval", "score", "star", "majority-judgment"), promises.grades),
    **dict.fromkeys(("dhondt", "sainte-lague", "adams", "huntington-hill", "largest-remainder"), promises.lists),
}
KEPT = {
    "pav": "extended_justified_representation proportional_justified_representation justified_representation",
    "sequential-pav": "committee_monotonicity",
    "sequential-phragmen": "proportional_justified_representation justified_representation committee_monotonicity",
    "committee-equal-shares": "extended_justified_representation proportional_justified_representation justified_representation",
    "most-approved": "committee_monotonicity support_monotonicity",
    "approval": "monotonicity participation reinforcement",
    "score": "monotonicity participation reinforcement",
    "star": "monotonicity",
    "majority-judgment": "monotonicity",
    "dhondt": "lower_quota house_monotonicity vote_monotonicity",
    "sainte-lague": "house_monotonicity vote_monotonicity",
    "adams": "upper_quota house_monotonicity vote_monotonicity",
    "huntington-hill": "house_monotonicity vote_monotonicity",
    "largest-remainder": "lower_quota upper_quota",
}
BROKEN: dict[tuple[str, str], Any] = {
    ("most-approved", "extended_justified_representation"): (2, [("abc", 2), ("d", 2)]),
    ("most-approved", "proportional_justified_representation"): (2, [("abc", 2), ("d", 2)]),
    ("most-approved", "justified_representation"): (2, [("abc", 2), ("d", 2)]),
    ("pav", "committee_monotonicity"): (2, [("ad", 3), ("abc", 5), ("cd", 5), ("b", 4), ("ab", 3), ("b", 1)]),
    ("committee-equal-shares", "committee_monotonicity"): (
        2,
        [("abd", 4), ("bde", 4), ("ab", 1), ("ce", 2), ("ac", 5), ("ade", 3)],
    ),
    ("approval", "majority"): [("34", 1)],
    ("score", "majority"): [("42", 1), ("40", 1), ("53", 1), ("13", 2), ("34", 3)],
    ("star", "majority"): [("052", 1), ("520", 1), ("223", 3)],
    ("star", "participation"): [("314", 3), ("431", 3), ("214", 2), ("051", 3)],
    ("star", "reinforcement"): [("303", 1), ("155", 2), ("343", 3), ("305", 2)],
    ("majority-judgment", "majority"): [("131", 1), ("104", 1), ("143", 1)],
    ("majority-judgment", "participation"): [("54", 1), ("12", 1), ("24", 1), ("53", 3), ("21", 2)],
    ("majority-judgment", "reinforcement"): [("405", 1), ("305", 3), ("531", 2), ("102", 3), ("402", 1)],
    ("dhondt", "upper_quota"): (8, [1176, 61, 133, 279]),
    ("sainte-lague", "upper_quota"): (7, [1892, 43, 99, 101, 98]),
    ("sainte-lague", "lower_quota"): (13, [1621, 93, 148, 111, 109]),
    ("adams", "lower_quota"): (11, [1885, 517, 395, 9]),
    ("huntington-hill", "upper_quota"): (16, [1196, 137, 142, 145, 127]),
    ("huntington-hill", "lower_quota"): (13, [2185, 106, 89, 119]),
    ("largest-remainder", "house_monotonicity"): (13, [1435, 1456, 106]),
}
PAIRS = [(slug, promise) for slug, kept in KEPT.items() for promise in kept.split()]
CALLED = {"most-approved": "approval"}
"""Approval voting for several seats, told apart from approval voting for one."""
CASES = {"pav": 500}
"""The search of every committee takes a hundred times as long as another count: it is tried on fewer."""


def holds(slug: str, promise: str, election: Any) -> bool:
    found: bool = getattr(promises, promise)(CALLED.get(slug, slug), election)
    return found


@pytest.mark.parametrize(("slug", "promise"), PAIRS)
def test_promises_that_are_kept(slug, promise):
    assert [number for number in range(20 if slug == "pav" else 60) if not holds(slug, promise, ELECTIONS[slug](number))] == []


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "promise"), PAIRS)
def test_promises_that_are_kept_ten_thousand_times(slug, promise):
    assert [number for number in range(CASES.get(slug, 10_000)) if not holds(slug, promise, ELECTIONS[slug](number))] == []


@pytest.mark.parametrize(("slug", "promise"), list(BROKEN))
def test_promises_that_are_not_kept(slug, promise):
    assert not holds(slug, promise, BROKEN[slug, promise])


@pytest.mark.parametrize(
    ("slugs", "asked"),
    [
        (("approval", "score", "star", "majority-judgment"), GRADED),
        (("dhondt", "sainte-lague", "adams", "huntington-hill", "largest-remainder"), SHARED),
    ],
)
def test_each_promise_is_either_kept_or_shown_broken(slugs, asked):
    for slug in slugs:
        for promise in asked.split():
            assert ((slug, promise) in PAIRS) != ((slug, promise) in BROKEN), (slug, promise)
