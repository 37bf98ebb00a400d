"""STAR (score, then automatic runoff): each person scores every option; of the two highest totals, the one more people prefer wins.

The second stage needs no second vote: the same ballots say who prefers which of the two. It makes it less useful to give only the
highest and lowest scores.

>>> from parvis.mechanisms.voting.profile import GradeProfile
>>> settings = StarSettings()
>>> ballots = [{"a": "5", "b": "4"}, {"a": "5", "b": "4"}, {"a": "0", "b": "5", "c": "3"}]
>>> result = star(GradeProfile.of("abc", ballots, settings), settings)
>>> result.tables["totals"], result.outcome
({'a': '10', 'b': '13', 'c': '3'}, ('a',))

Source: Mark Frohnmayer and the Equal Vote Coalition, "STAR Voting" (2014); Sara Wolk, Jameson Quinn and Marcus Ogren, "STAR Voting,
equality of voice, and voter satisfaction", Constitutional Political Economy 34 (2023).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.placing import Placing, place, ranked, settle
from parvis.mechanisms.voting.profile import GradeProfile
from parvis.mechanisms.voting.scoring import Scores, totals


@dataclass(frozen=True, kw_only=True)
class StarSettings(Scores):
    """The scores, and what a missing one means. There is one seat."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.seats != 1:
            raise ValueError(f"STAR fills one seat; got {self.seats}.")


@mechanism(slug="star", family="voting", version=1, ballot="grades", summary=GradeProfile, settings=StarSettings)
def star(profile: GradeProfile, settings: StarSettings) -> Result:
    """Score, then let the two highest meet. When several pairs could be the two highest, each pair is tried."""
    found = totals(profile, settings)
    ranking = ranked(found)
    order = {option: found[option] for group in ranking for option in group}
    steps = [
        Step(
            code="voting.score.totals" if settings.ungraded == "lowest" else "voting.score.means",
            facts={"ballots": profile.expressed, "totals": order},
        )
    ]
    preferred: dict[tuple[str, str], tuple[int, int]] = {}
    winners: list[tuple[str, ...]] = []
    for one, other in _finalists(ranking, settings.tie_order):
        votes = _duel(profile, one, other)
        preferred[one, other] = votes
        steps.append(
            Step(
                code="voting.star.runoff",
                facts={"first": one, "second": other, "votes": votes[0], "against": votes[1]},
            )
        )
        ours, theirs = votes
        winners += [(option,) for option, wins in ((one, ours >= theirs), (other, theirs >= ours)) if wins]
    if not winners:
        winners = [(option,) for option in profile.options]
    placing = settle(winners, 1, settings.tie_order)
    firsts = dict.fromkeys(profile.options, 0)
    for (one, other), (ours, theirs) in preferred.items():
        firsts[one], firsts[other] = max(firsts[one], ours), max(firsts[other], theirs)
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=_reranked(ranking, placing),
        steps=(*steps, *placing.steps),
        tables={
            "totals": found,
            "grades": settings.grades,
            "histograms": profile.histograms(),
            "support": firsts,
            "ballots": profile.expressed,
        },
    )


def _finalists(ranking: tuple[tuple[str, ...], ...], tie_order: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    top = place(ranking, 2, tie_order)
    tied = [option for tie in top.ties for option in tie.options]
    if len(top.outcome) == 2:
        yield top.outcome[0], top.outcome[1]
    elif len(top.outcome) == 1:
        yield from ((top.outcome[0], option) for option in tied)
    else:
        yield from combinations(tied, 2)


def _duel(profile: GradeProfile, one: str, other: str) -> tuple[int, int]:
    i, j, lowest = profile.options.index(one), profile.options.index(other), len(profile.grades) - 1
    ours = theirs = 0
    for key, weight in profile.ballots.items():
        a, b = (key[place] if key[place] >= 0 else lowest for place in (i, j))
        ours += weight * (a < b)
        theirs += weight * (b < a)
    return ours, theirs


def _reranked(ranking: tuple[tuple[str, ...], ...], placing: Placing) -> tuple[tuple[str, ...], ...]:
    first = placing.outcome or tuple(option for tie in placing.ties for option in tie.options)
    rest = (tuple(option for option in group if option not in first) for group in ranking)
    return tuple(group for group in (first, *rest) if group)
