"""Sequential proportional approval voting: each person approves options; each seat goes to the option that adds most, a ballot counting
for half once one of its options is elected, for a third after two, and so on.

Groups get about their share of the seats without naming themselves: once some of yours are in, others' ballots weigh more. It is the
method of Thiele, used in Sweden at the start of the twentieth century.

>>> from parvis.mechanisms.voting.profile import ApprovalProfile
>>> ballots = [(["a", "b", "c"], 6), (["d"], 4)]
>>> sequential_pav(ApprovalProfile.summarise("abcd", ballots, None), SequentialPavSettings(seats=3)).ties
(Tie(options=('a', 'b', 'c'), places=2),)

Source: Thorvald N. Thiele, "Om Flerfoldsvalg" (1895); Martin Lackner and Piotr Skowron, "Multi-Winner Voting with Approval Preferences"
(Springer, 2023), chapter 2.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.committees import Next, fill
from parvis.mechanisms.voting.placing import Committee
from parvis.mechanisms.voting.profile import ApprovalProfile


@dataclass(frozen=True, kw_only=True)
class SequentialPavSettings(Committee):
    """How many seats there are."""


@mechanism(
    slug="sequential-pav",
    family="voting",
    version=1,
    ballot="approval",
    winners="several",
    summary=ApprovalProfile,
    settings=SequentialPavSettings,
)
def sequential_pav(profile: ApprovalProfile, settings: SequentialPavSettings) -> Result:
    """Give each seat to the option whose ballots weigh most, given who is already elected."""

    def choose(elected: tuple[int, ...], state: Hashable) -> Sequence[Next]:
        inside = set(elected)
        gains = {option: Fraction(0) for option in range(len(profile.options)) if option not in inside}
        for ballot, weight in profile.ballots.items():
            share = Fraction(weight, 1 + len(inside.intersection(ballot)))
            for option in ballot:
                if option in gains:
                    gains[option] += share
        most = max(gains.values(), default=Fraction(0))
        seat = len(elected) + 1
        return [
            Next(
                option,
                None,
                Step(code="voting.sequential-pav.seat", facts={"seat": seat, "option": profile.options[option], "weight": gain}),
            )
            for option, gain in gains.items()
            if gain == most and most
        ]

    return fill(profile, settings.seats, settings.tie_order, None, choose)
