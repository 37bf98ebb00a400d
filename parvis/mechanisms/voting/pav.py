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
from math import lcm

from parvis.mechanisms.best_sets import Limit, Problem, best
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step, Tie
from parvis.mechanisms.voting.placing import Committee
from parvis.mechanisms.voting.profile import ApprovalProfile


@dataclass(frozen=True, kw_only=True)
class PavSettings(Committee):
    """How many seats there are."""


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
    seats = min(settings.seats, len(options))
    approvals = dict.fromkeys(options, 0)
    for ballot, weight in ballots:
        for place in ballot:
            approvals[options[place]] += weight

    def value(chosen: frozenset[int]) -> Fraction:
        return sum(
            (weight * Fraction(1, seat) for ballot, weight in ballots for seat in range(1, len(chosen.intersection(ballot)) + 1)),
            Fraction(0),
        )

    gains, limits = [0.0] * len(options), [Limit(range(len(options)), [1.0] * len(options), seats, seats)]
    for ballot, weight in ballots:
        most = min(seats, len(ballot))
        helpers = range(len(gains), len(gains) + most)
        gains += [weight / seat for seat in range(1, most + 1)]
        limits.append(Limit([*helpers, *ballot], [*[1.0] * most, *[-1.0] * len(ballot)], float("-inf"), 0))
    order = [options.index(option) for option in settings.tie_order if option in options]
    found = best(Problem(len(options), gains, limits, value, Fraction(1, lcm(*range(1, seats + 1)))), order) if options else None
    if found is None:
        return Result(tables={"approvals": approvals, "support": approvals, "ballots": profile.expressed})
    elected = tuple(sorted((options[place] for place in found.sure), key=lambda option: (-approvals[option], option)))
    steps = [Step(code="voting.pav.best", facts={"ballots": profile.expressed, "score": found.value})]
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
