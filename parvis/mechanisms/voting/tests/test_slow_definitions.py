"""Fast counts against the definitions, applied without any cleverness to small elections."""

from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.irv import irv
from parvis.mechanisms.voting.kemeny import kemeny
from parvis.mechanisms.voting.pairwise import duels
from parvis.mechanisms.voting.profile import RankProfile
from parvis.mechanisms.voting.ranked_pairs import ranked_pairs
from parvis.mechanisms.voting.schulze import schulze
from parvis.mechanisms.voting.tests.strategies import NAMES, rankings

Ballots = list[tuple[list[object], int]]


def elections(most: int, *, strict: bool = False) -> st.SearchStrategy[tuple[tuple[str, ...], Ballots]]:
    def of(size: int) -> st.SearchStrategy[tuple[tuple[str, ...], Ballots]]:
        ballot = st.tuples(rankings(NAMES[:size], strict=strict), st.integers(1, 3))
        return st.tuples(st.just(NAMES[:size]), st.lists(ballot, max_size=6))

    return st.integers(1, most).flatmap(of)


def winners(result: Result) -> set[str]:
    return {*result.outcome, *(option for tie in result.ties for option in tie.options)}


@given(elections(4))
@settings(deadline=None)
def test_kemeny_tries_every_ranking(election):
    names, ballots = election
    found = duels(RankProfile.summarise(names, ballots, None))
    place = {option: number for number, option in enumerate(found.options)}

    def disagreements(order: tuple[str, ...]) -> int:
        return sum(found.wins[place[low]][place[high]] for number, high in enumerate(order) for low in order[number + 1 :])

    best = min(map(disagreements, permutations(names)))
    firsts = {order[0] for order in permutations(names) if disagreements(order) == best}
    result = kemeny(RankProfile.summarise(names, ballots, None))
    assert winners(result) == firsts
    assert result.tables["disagreements"] == best


@given(elections(5, strict=True))
@settings(deadline=None)
def test_instant_runoff_follows_every_elimination(election):
    names, ballots = election
    lists = [([group[0] for group in ballot], n) for ballot, n in ballots]

    def follow(standing: frozenset[str]) -> set[str]:
        votes = dict.fromkeys(standing, 0)
        for ballot, n in lists:
            first = next((option for option in ballot if option in standing), None)
            if first is not None:
                votes[first] += n
        if 2 * max(votes.values()) > sum(votes.values()) or len(standing) == 1:
            return {option for option, held in votes.items() if held == max(votes.values())}
        least = min(votes.values())
        return set().union(*(follow(standing - {option}) for option, held in votes.items() if held == least))

    assert winners(irv(RankProfile.summarise(names, ballots, None))) == follow(frozenset(names))


@given(elections(3))
@settings(deadline=None)
def test_ranked_pairs_tries_every_order_of_equal_duels(election):
    names, ballots = election
    found = duels(RankProfile.summarise(names, ballots, None))
    size = range(len(names))
    pairs = [(i, j) for i in size for j in size if found.beats(i, j)]
    firsts = set()
    for order in permutations(pairs):
        strengths = [(found.wins[i][j], -found.wins[j][i]) for i, j in order]
        if strengths == sorted(strengths, reverse=True):
            kept: set[tuple[int, int]] = set()
            for i, j in order:
                if not path(kept, j, i):
                    kept.add((i, j))
            firsts |= {found.options[one] for one in size if not any(low == one for _, low in kept)}
    assert winners(ranked_pairs(RankProfile.summarise(names, ballots, None))) == firsts


def path(kept: set[tuple[int, int]], start: int, end: int) -> bool:
    return start == end or any(path(kept - {(i, j)}, j, end) for i, j in kept if i == start)


@given(elections(4, strict=True))
@settings(deadline=None)
def test_schulze_finds_the_strongest_of_all_chains(election):
    names, ballots = election
    complete = [([*ballot, [option for option in names if [option] not in ballot]], n) for ballot, n in ballots]
    found = duels(RankProfile.summarise(names, [([rank for rank in b if rank], n) for b, n in complete], None))
    size = range(len(names))

    def strongest(start: int, end: int) -> int:
        middles = [one for one in size if one not in (start, end)]
        chains = [(start, *middle, end) for length in range(len(middles) + 1) for middle in permutations(middles, length)]
        return max(min(found.wins[i][j] - found.wins[j][i] for i, j in pairwise(chain)) for chain in chains)

    best = {found.options[one] for one in size if all(strongest(one, other) >= strongest(other, one) for other in size if other != one)}
    margins = schulze.read_settings({"strength": "margins"})
    assert winners(schulze(RankProfile.summarise(names, ballots, None), margins)) == best
