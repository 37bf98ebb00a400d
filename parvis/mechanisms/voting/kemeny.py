"""Kemeny: each person ranks the options; the count finds the ranking that disagrees least with all the ballots.

A ranking disagrees with a ballot once for each pair that they order differently. The option that wins every duel comes first. The best
ranking is found exactly, for 12 options at most: beyond that the number of rankings is too large.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> ballots = [(["a", "b", "c"], 4), (["b", "c", "a"], 3), (["c", "a", "b"], 2)]
>>> result = kemeny(RankProfile.summarise("abc", ballots, None))
>>> result.ranking, result.tables["disagreements"]
((('a',), ('b',), ('c',)), 10)

Source: John G. Kemeny, "Mathematics without numbers", Daedalus 88 (1959); H. Peyton Young, "Condorcet's Theory of Voting", American
Political Science Review 82 (1988).
"""

from dataclasses import dataclass
from itertools import pairwise

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.pairwise import Duels, duel_steps, duels, first_choices
from parvis.mechanisms.voting.placing import Committee, settle
from parvis.mechanisms.voting.profile import RankProfile

MOST = 12


@dataclass(frozen=True, kw_only=True)
class KemenySettings(Committee):
    """How many seats there are, filled from the top of the ranking."""


@mechanism(
    slug="kemeny",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=KemenySettings,
)
def kemeny(profile: RankProfile, settings: KemenySettings) -> Result:
    """Find the best rankings, and what they have in common."""
    size = len(profile.options)
    if size > MOST:
        raise ValueError(f"Kemeny's method ranks {MOST} options at most here; got {size}. Use Schulze or ranked pairs.")
    found = duels(profile)
    heads, disagreements = _best_heads(found)
    # Where all the best rankings have the same first options, the ranking is cut; between two cuts it is open.
    cuts = [heads[length][0] for length in range(size + 1) if len(heads[length]) == 1]
    ranking = tuple(_names(found, larger & ~smaller) for smaller, larger in pairwise(cuts))
    seats = min(settings.seats, size)
    possible = [_names(found, head) for head in heads[seats]]
    placing = settle(possible, seats, settings.tie_order, ranking)
    best = Step(code="voting.kemeny.best", facts={"order": [o for group in ranking for o in group], "disagreements": disagreements})
    open_step = Step(code="voting.kemeny.open", facts={"disagreements": disagreements})
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(*duel_steps(found), best if len(ranking) == size else open_step, *placing.steps),
        tables={
            "duels": found.table(),
            "disagreements": disagreements,
            "support": first_choices(profile),
            "ballots": profile.expressed,
        },
    )


def _best_heads(found: Duels) -> tuple[list[list[int]], int]:
    """Give, for each length, the sets of options (as bits) that come first in some best ranking, and the disagreements of the best.

    Held and Karp's recursion over sets: a set's best order ends with some option, after the best order of the others.
    """
    size = len(found.options)
    full = (1 << size) - 1
    against = [[found.wins[other][one] for other in range(size)] for one in range(size)]
    cost = [0] * (full + 1)
    last = [0] * (full + 1)  # bits of the options that can come last in a best order of the set
    for chosen in range(1, full + 1):
        best, ends = -1, 0
        for end in range(size):
            if chosen >> end & 1:
                before = chosen & ~(1 << end)
                # those placed before `end` disagree with each ballot that ranks `end` above them
                total = cost[before] + sum(against[one][end] for one in range(size) if before >> one & 1)
                if best < 0 or total < best:
                    best, ends = total, 1 << end
                elif total == best:
                    ends |= 1 << end
        cost[chosen], last[chosen] = best, ends
    heads = [{full}]
    for _ in range(size):
        heads.append({head & ~(1 << end) for head in heads[-1] for end in range(size) if last[head] >> end & 1})
    return [sorted(level) for level in reversed(heads)], cost[full]


def _names(found: Duels, head: int) -> tuple[str, ...]:
    return tuple(option for place_, option in enumerate(found.options) if head >> place_ & 1)
