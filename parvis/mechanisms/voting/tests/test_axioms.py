"""The promises of each method. Those it keeps hold on random elections; those it does not keep are shown by an election."""

import hashlib
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.voting.conversions import first_choices_only
from parvis.mechanisms.voting.pairwise import duels
from parvis.mechanisms.voting.profile import RankProfile

Ranking = tuple[str, ...]
Election = list[tuple[Ranking, int]]
NAMES = "abcd"

elections = st.integers(2, 4).flatmap(
    lambda size: st.lists(st.tuples(st.permutations(NAMES[:size]).map(tuple), st.integers(1, 9)), min_size=1, max_size=6)
)


def profile(election: Election) -> RankProfile:
    return RankProfile.summarise(sorted(election[0][0]), [(list(ranking), n) for ranking, n in election], None)


def winners(slug: str, election: Election) -> set[str]:
    if slug == "two-round":
        return after_two_rounds(election)
    method = registry.get(slug)
    counted: Any = profile(election)
    if method.ballot == "choice":
        counted = first_choices_only(counted)
    result = method(counted)
    return {*result.outcome, *(option for tie in result.ties for option in tie.options)}


def after_two_rounds(election: Election) -> set[str]:
    """Vote twice as one ranks; options level for the second round go on in the order of their names."""
    method, counted = registry.get("two-round"), first_choices_only(profile(election))
    result = method(counted, method.read_settings({"tie_order": list(counted.options)}))
    if not result.outcome:
        on: Any = result.tables["runoff"]
        again = [(next(option for option in ranking if option in on), n) for ranking, n in election]
        result = method(method.summarise(on, again), method.read_settings({"round": 2}))
    return {*result.outcome, *(option for tie in result.ties for option in tie.options)}


def majority(slug: str, election: Election) -> bool:
    """Whoever more than half rank first wins."""
    whole = sum(n for _, n in election)
    firsts = {ranking[0] for ranking, _ in election if 2 * sum(n for other, n in election if other[0] == ranking[0]) > whole}
    return not firsts or winners(slug, election) == firsts


def condorcet(slug: str, election: Election) -> bool:
    """Whoever wins every duel wins."""
    found = duels(profile(election))
    place = found.condorcet_winner()
    return place is None or winners(slug, election) == {found.options[place]}


def condorcet_loser(slug: str, election: Election) -> bool:
    """Whoever loses every duel does not win alone."""
    reversed_ = [(ranking[::-1], n) for ranking, n in election]
    found = duels(profile(reversed_))
    place = found.condorcet_winner()
    return place is None or winners(slug, election) != {found.options[place]}


def unanimity(slug: str, election: Election) -> bool:
    """An option that everybody ranks below another one does not win."""
    names = sorted(election[0][0])
    beaten = {
        low for low in names for high in names if high != low and all(ranking.index(high) < ranking.index(low) for ranking, _ in election)
    }
    return not winners(slug, election) & beaten


def monotonicity(slug: str, election: Election) -> bool:
    """Ranking the winner higher on a ballot does not make it lose."""
    before = winners(slug, election)
    if len(before) > 1:
        return True
    winner = next(iter(before))
    for number, (ranking, n) in enumerate(election):
        place = ranking.index(winner)
        if place:
            raised = (*ranking[: place - 1], winner, ranking[place - 1], *ranking[place + 1 :])
            changed = [*election[:number], (raised, n), *election[number + 1 :]]
            if winner not in winners(slug, changed):
                return False
    return True


def participation(slug: str, election: Election) -> bool:
    """Coming to vote does not make a worse option win than staying at home."""
    for number, (ranking, _) in enumerate(election):
        others = [*election[:number], *election[number + 1 :]]
        if others:
            without, with_ = winners(slug, others), winners(slug, election)
            if len(without) == len(with_) == 1 and ranking.index(next(iter(with_))) > ranking.index(next(iter(without))):
                return False
    return True


def reversal(slug: str, election: Election) -> bool:
    """An option that wins alone does not win alone when every ballot is turned upside down."""
    before = winners(slug, election)
    return len(before) > 1 or winners(slug, [(ranking[::-1], n) for ranking, n in election]) != before


def reinforcement(slug: str, election: Election) -> bool:
    """What two halves both choose alone, the whole chooses."""
    cut = len(election) // 2
    if not cut:
        return True
    here, there = winners(slug, election[:cut]), winners(slug, election[cut:])
    return len(here) > 1 or here != there or winners(slug, election) == here


AXIOMS: dict[str, Callable[[str, Election], bool]] = {
    axiom.__name__: axiom
    for axiom in (majority, condorcet, condorcet_loser, unanimity, monotonicity, participation, reinforcement, reversal)
}
KEPT = {
    "plurality": "majority unanimity monotonicity participation reinforcement",
    "two-round": "majority condorcet_loser unanimity",
    "borda": "condorcet_loser unanimity monotonicity participation reinforcement reversal",
    "irv": "majority condorcet_loser unanimity",
    "condorcet-irv": "majority condorcet condorcet_loser unanimity",
    "schulze": "majority condorcet condorcet_loser unanimity monotonicity reversal",
    "ranked-pairs": "majority condorcet condorcet_loser unanimity monotonicity reversal",
    "minimax": "majority condorcet unanimity monotonicity",
    "copeland": "majority condorcet condorcet_loser unanimity monotonicity reversal",
    "kemeny": "majority condorcet condorcet_loser unanimity monotonicity reversal",
}
PAIRS = [(slug, axiom) for slug, kept in KEPT.items() for axiom in kept.split()]

BROKEN: dict[tuple[str, str], str] = {
    ("two-round", "condorcet"): "2 abc, 3 cab, 3 bac",
    ("two-round", "monotonicity"): "3 bca, 5 cab, 2 bac, 5 abc",
    ("two-round", "participation"): "3 bdca, 5 cdab, 5 bcda, 6 abcd",
    ("two-round", "reinforcement"): "11 bac, 9 abc, 8 cab, 11 cab, 9 acb, 8 bac",
    ("two-round", "reversal"): "3 cba, 2 acb, 3 bac",
    ("irv", "reinforcement"): "5 cba, 2 abc, 4 bac, 3 cab, 2 acb",
    ("condorcet-irv", "reinforcement"): "3 bdca, 2 abcd, 4 adbc, 1 cdba, 4 cdab, 2 abdc, 2 bdac, 2 acbd",
    ("schulze", "reinforcement"): "3 cba, 2 bac, 2 bca, 4 cab, 3 abc",
    ("ranked-pairs", "reinforcement"): "5 acbd, 1 cbda, 3 cdba, 4 bdca, 5 abdc, 4 cabd",
    ("minimax", "reinforcement"): "5 bcda, 4 dbac, 6 cdab, 6 bcad, 2 acdb, 5 cabd",
    ("copeland", "reinforcement"): "6 cabd, 4 dabc, 2 bacd, 3 cabd, 2 cdba, 5 adcb",
    ("kemeny", "reinforcement"): "5 bcad, 4 adcb, 5 abdc, 5 badc, 5 dcba, 5 acdb",
    ("plurality", "condorcet"): "4 acb, 3 bca, 2 cba",
    ("plurality", "condorcet_loser"): "4 acb, 3 bca, 2 cba",
    ("plurality", "reversal"): "3 bdca, 2 acdb, 2 adbc",
    ("borda", "majority"): "5 abc, 4 bca",
    ("borda", "condorcet"): "5 abc, 4 bca",
    ("irv", "condorcet"): "4 acb, 3 bca, 2 cba",
    ("irv", "monotonicity"): "3 bac, 5 abc, 2 acb, 3 bca, 8 cba",
    ("irv", "participation"): "6 bacd, 7 dcab, 5 adbc, 3 badc",
    ("irv", "reversal"): "1 bca, 2 abc, 2 cab",
    ("condorcet-irv", "monotonicity"): "1 bca, 2 cab, 4 acb, 4 abc, 6 cba, 6 bac",
    ("condorcet-irv", "participation"): "5 cdab, 5 bacd, 6 dacb, 2 abcd",
    ("condorcet-irv", "reversal"): "6 acb, 4 bac, 3 cba",
    ("schulze", "participation"): "4 cabd, 2 dcba, 2 bcad, 4 bdac, 4 bcda, 5 abdc, 1 acbd, 7 dcab",
    ("ranked-pairs", "participation"): "8 cbda, 5 abcd, 4 dbac, 4 acdb, 4 dabc, 1 adcb, 5 adbc",
    ("minimax", "condorcet_loser"): "2 dacb, 8 badc, 1 bdac, 9 cdba, 8 acbd",
    ("minimax", "participation"): "5 cdba, 3 bcad, 7 adcb, 1 dacb, 7 bacd, 5 dbca",
    ("minimax", "reversal"): "1 dabc, 8 abcd, 9 dbca, 7 cabd",
    ("copeland", "participation"): "8 acbd, 2 dcab, 8 bdac, 3 cdba, 7 badc, 8 cdab",
    ("kemeny", "participation"): "8 dbca, 1 cadb, 8 adbc, 2 cbad",
}
"""Stored elections: how many ballots of each ranking."""


def stored(text: str) -> Election:
    return [(tuple(ranking), int(n)) for n, ranking in (part.split() for part in text.split(", "))]


@pytest.mark.parametrize(("slug", "axiom"), PAIRS)
@given(election=elections)
@settings(max_examples=30, deadline=None)
def test_promises_that_are_kept(slug, axiom, election):
    assert AXIOMS[axiom](slug, election)


def drawn(number: int) -> Election:
    """Give an election that only its number decides, quicker than Hypothesis does: two to four options, up to six rankings."""
    digest = hashlib.sha256(str(number).encode()).digest()
    names = NAMES[: 2 + digest[0] % 3]
    orders = list(permutations(names))
    return [(orders[digest[2 * place + 2] % len(orders)], 1 + digest[2 * place + 3] % 9) for place in range(1 + digest[1] % 6)]


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "axiom"), PAIRS)
def test_promises_that_are_kept_ten_thousand_times(slug, axiom):
    holds = AXIOMS[axiom]
    assert [drawn(number) for number in range(10_000) if not holds(slug, drawn(number))] == []


@pytest.mark.parametrize(("slug", "axiom"), list(BROKEN))
def test_promises_that_are_not_kept(slug, axiom):
    assert not AXIOMS[axiom](slug, stored(BROKEN[slug, axiom]))


def test_each_promise_of_each_method_is_either_kept_or_shown_broken():
    assert {*PAIRS, *BROKEN} == {(slug, axiom) for slug in KEPT for axiom in AXIOMS}
    assert not {*PAIRS} & {*BROKEN}
