"""Proportional approval voting: each person approves options; of all committees, the one that pleases people most is elected, where a
second elected option that one approves counts for half, a third for a third, and so on.

It gives every group about its share of the seats, better than any method that fills one seat after the other. All committees are
searched, so that it cannot be counted by hand.

>>> from parvis.mechanisms.voting.profile import ApprovalProfile
>>> ballots = [(["a", "b"], 6), (["c", "d"], 4), (["c"], 1)]
>>> pav(ApprovalProfile.summarise("abcd", ballots, None), PavSettings(seats=3)).outcome
('a', 'b', 'c')

Source: Thorvald N. Thiele, "Om Flerfoldsvalg" (1895); Haris Aziz et al., "Justified Representation in Approval-Based Committee Voting",
Social Choice and Welfare 48 (2017), for what it guarantees. The search is made by HiGHS, and its answer is checked exactly.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb, lcm
from typing import ClassVar

from parvis.mechanisms import best_sets
from parvis.mechanisms.best_sets import Limit, Problem, best
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step, Tie
from parvis.mechanisms.voting.balance import asked
from parvis.mechanisms.voting.placing import Committee
from parvis.mechanisms.voting.profile import ApprovalProfile


@dataclass(frozen=True, kw_only=True)
class PavSettings(Committee):
    """How many seats there are. With groups, the best of the committees that give each group what is asked is sought."""

    keeps_balance: ClassVar[bool] = True


@mechanism(
    slug="pav",
    family="voting",
    version=1,
    ballot="approval",
    winners="several",
    summary=ApprovalProfile,
    settings=PavSettings,
)
def pav(profile: ApprovalProfile, settings: PavSettings) -> Result:
    """Find the committee with the highest score, and say between which options several committees are level."""
    options, ballots = profile.options, sorted(profile.ballots.items())
    seats, once = min(settings.seats, len(options)), lcm(*range(1, min(settings.seats, len(options)) + 1))
    earned = [sum(once // seat for seat in range(1, held + 1)) for held in range(seats + 1)]
    approvals = dict.fromkeys(options, 0)
    for ballot, weight in ballots:
        for place in ballot:
            approvals[options[place]] += weight

    def value(chosen: frozenset[int]) -> Fraction:
        return Fraction(sum(weight * earned[len(chosen.intersection(ballot))] for ballot, weight in ballots), once)

    gains, limits = [0.0] * len(options), [Limit(range(len(options)), [1.0] * len(options), seats, seats)]
    for ballot, weight in ballots:
        most = min(seats, len(ballot))
        helpers = range(len(gains), len(gains) + most)
        gains += [weight / seat for seat in range(1, most + 1)]
        limits.append(Limit([*helpers, *ballot], [*[1.0] * most, *[-1.0] * len(ballot)], float("-inf"), 0))
    quotas = asked(options, settings) if settings.groups else None
    members = [frozenset(options.index(option) for option in group) for group in settings.groups]

    def allowed(chosen: frozenset[int]) -> bool:
        return quotas is None or all(
            low <= len(chosen & group) <= high for low, group, high in zip(quotas.low, members, quotas.high, strict=True)
        )

    if quotas:
        limits += [
            Limit(sorted(group), [1.0] * len(group), low, high) for low, group, high in zip(quotas.low, members, quotas.high, strict=True)
        ]
    order = [options.index(option) for option in settings.tie_order if option in options]
    few = comb(len(options), seats) <= best_sets.FEW
    sets = [frozenset(chosen) for chosen in combinations(range(len(options)), seats)] if few else None
    found = best(Problem(len(options), gains, limits, value, Fraction(1, once), allowed, few=sets), order) if options else None
    if found is None:
        return Result(tables={"approvals": approvals, "support": approvals, "ballots": profile.expressed})
    elected = tuple(sorted((options[place] for place in found.sure), key=lambda option: (-approvals[option], option)))
    steps = [Step(code="voting.pav.best", facts={"ballots": profile.expressed, "score": found.value})]
    if quotas:
        steps.append(Step(code="voting.balance.among", facts={"groups": len(settings.groups)}))
    ties: tuple[Tie, ...] = ()
    if found.perhaps:
        tied, places = [options[place] for place in sorted(found.perhaps)], seats - len(found.sure)
        ties = (Tie(options=tuple(tied), places=places),)
        steps.append(Step(code="voting.tie.left", facts={"options": tied, "places": places}))
    if elected:
        steps.append(Step(code="voting.elected", facts={"options": elected}))
    return Result(
        outcome=elected,
        ties=ties,
        steps=tuple(steps),
        tables={"score": found.value, "approvals": approvals, "support": approvals, "ballots": profile.expressed},
    )
