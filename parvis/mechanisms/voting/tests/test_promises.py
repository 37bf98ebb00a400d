"""What methods with approvals, grades and lists promise: kept on ten thousand random elections, or shown broken by one."""

from collections.abc import Callable
from typing import Any

import pytest

from parvis.mechanisms.voting.tests import promises

APPROVED = (
    "extended_justified_representation proportional_justified_representation justified_representation "
    "committee_monotonicity support_monotonicity"
)
GRADED = "monotonicity participation reinforcement majority"
SHARED = "lower_quota upper_quota house_monotonicity vote_monotonicity no_gain_by_splitting no_gain_by_joining half_for_more_than_half"
COMMITTEES = ("pav", "sequential-pav", "sequential-phragmen", "committee-equal-shares", "most-approved", "block", "sntv")
ONE_WINNER = ("approval", "score", "star", "majority-judgment")
LISTS = ("dhondt", "sainte-lague", "adams", "huntington-hill", "largest-remainder", "municipal-list", "regional-list")
ELECTIONS: dict[str, Callable[[int], Any]] = {
    **dict.fromkeys(COMMITTEES, promises.approvals),
    "block": promises.names_for_seats,
    "sntv": promises.single_names,
    **dict.fromkeys(ONE_WINNER, promises.grades),
    **dict.fromkeys(LISTS, promises.lists),
}
KEPT = {
    "pav": "extended_justified_representation proportional_justified_representation justified_representation support_monotonicity",
    "sequential-pav": "committee_monotonicity support_monotonicity",
    "sequential-phragmen": ("proportional_justified_representation justified_representation committee_monotonicity support_monotonicity"),
    "committee-equal-shares": (
        "extended_justified_representation proportional_justified_representation justified_representation support_monotonicity"
    ),
    "most-approved": "committee_monotonicity support_monotonicity",
    "block": "committee_monotonicity support_monotonicity",
    "sntv": APPROVED,
    "approval": "monotonicity participation reinforcement",
    "score": "monotonicity participation reinforcement",
    "star": "monotonicity",
    "majority-judgment": "monotonicity",
    "dhondt": "lower_quota house_monotonicity vote_monotonicity no_gain_by_splitting half_for_more_than_half",
    "sainte-lague": "house_monotonicity vote_monotonicity",
    "adams": "upper_quota house_monotonicity vote_monotonicity no_gain_by_joining",
    "huntington-hill": "house_monotonicity vote_monotonicity",
    "largest-remainder": "lower_quota upper_quota half_for_more_than_half",
    "regional-list": "house_monotonicity vote_monotonicity no_gain_by_splitting half_for_more_than_half",
    "municipal-list": "house_monotonicity vote_monotonicity no_gain_by_splitting half_for_more_than_half",
}
LEFT_OUT = (
    6,
    [
        ("d", 37),
        ("e", 33),
        ("f", 42),
        ("bd", 4),
        ("be", 28),
        ("cd", 19),
        ("ce", 11),
        ("cf", 2),
        ("ace", 36),
        ("acf", 36),
        ("bcd", 12),
        ("bcf", 28),
        ("abde", 36),
        ("abdf", 36),
        ("g", 73),
    ],
)
"""73 of 433 people are a sixth, agree on g, and get none of six seats by sequential PAV (found by linear programming)."""
ALIKE = (2, [("ab", 2), ("cd", 2)])
BROKEN: dict[tuple[str, str], Any] = {
    ("most-approved", "extended_justified_representation"): (2, [("abc", 2), ("d", 2)]),
    ("most-approved", "proportional_justified_representation"): (2, [("abc", 2), ("d", 2)]),
    ("most-approved", "justified_representation"): (2, [("abc", 2), ("d", 2)]),
    **{("sequential-pav", promise): LEFT_OUT for promise in APPROVED.split()[:3]},
    **{("block", promise): ALIKE for promise in APPROVED.split()[:3]},
    # Markus Brill, Rupert Freeman, Svante Janson, Martin Lackner, "Phragmén's Voting Methods and Justified Representation", AAAI 2017.
    ("sequential-phragmen", "extended_justified_representation"): (
        12,
        [("abc", 2), ("abd", 2), ("cdefghijklmn", 6), ("defghijklmn", 5), ("efghijklmn", 9)],
    ),
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
    ("largest-remainder", "vote_monotonicity"): (38, [1053, 26, 1524]),
    ("sainte-lague", "no_gain_by_splitting"): (2, [181, 488]),
    ("adams", "no_gain_by_splitting"): (2, [23, 102]),
    ("huntington-hill", "no_gain_by_splitting"): (2, [23, 102]),
    ("largest-remainder", "no_gain_by_splitting"): (2, [181, 488]),
    ("dhondt", "no_gain_by_joining"): (3, [975, 1845, 1904]),
    ("sainte-lague", "no_gain_by_joining"): (3, [145, 182, 1087]),
    ("huntington-hill", "no_gain_by_joining"): (4, [1437, 1088, 1453]),
    ("largest-remainder", "no_gain_by_joining"): (3, [1306, 123, 1313]),
    ("municipal-list", "no_gain_by_joining"): (3, [672, 830, 578]),
    ("sainte-lague", "half_for_more_than_half"): (8, [55, 10, 9, 9, 24]),
    ("adams", "half_for_more_than_half"): (4, [22, 153, 334, 877]),
    ("huntington-hill", "half_for_more_than_half"): (4, [22, 153, 334, 877]),
    ("regional-list", "lower_quota"): (5, [444, 1739]),
    ("regional-list", "upper_quota"): (5, [444, 1739]),
    ("regional-list", "no_gain_by_joining"): (3, [534, 325, 1292]),
    ("municipal-list", "lower_quota"): (4, [930, 411]),
    ("municipal-list", "upper_quota"): (4, [930, 411]),
}
PAIRS = [(slug, promise) for slug, kept in KEPT.items() for promise in kept.split()]
CALLED = {"most-approved": "approval"}
"""Approval voting for several seats, told apart from approval voting for one."""


def holds(slug: str, promise: str, election: Any) -> bool:
    found: bool = getattr(promises, promise)(CALLED.get(slug, slug), election)
    return found


@pytest.mark.parametrize(("slug", "promise"), PAIRS)
def test_promises_that_are_kept(slug, promise):
    assert [number for number in range(40) if not holds(slug, promise, ELECTIONS[slug](number))] == []


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "promise"), PAIRS)
def test_promises_that_are_kept_ten_thousand_times(slug, promise):
    assert [number for number in range(10_000) if not holds(slug, promise, ELECTIONS[slug](number))] == []


@pytest.mark.parametrize(("slug", "promise"), list(BROKEN))
def test_promises_that_are_not_kept(slug, promise):
    assert not holds(slug, promise, BROKEN[slug, promise])


@pytest.mark.parametrize(
    ("slugs", "asked"),
    [
        (COMMITTEES, APPROVED),
        (ONE_WINNER, GRADED),
        (LISTS, SHARED),
    ],
)
def test_each_promise_is_either_kept_or_shown_broken(slugs, asked):
    for slug in slugs:
        for promise in asked.split():
            assert ((slug, promise) in PAIRS) != ((slug, promise) in BROKEN), (slug, promise)
