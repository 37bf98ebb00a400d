"""Equal shares, for a committee: each person approves options and gets an equal share of the seats to spend on them.

Electing an option costs one seat, that its supporters pay in equal parts, or with what they have left. Each seat goes to the option that
asks least of each supporter. Every group large enough for a seat gets one. When shares no longer pay for any option, the seats that
remain are filled so that burdens are as even as can be, or stay empty.

>>> from parvis.mechanisms.voting.profile import ApprovalProfile
>>> ballots = [(["a", "b", "c"], 6), (["d"], 3)]
>>> settings = CommitteeEqualSharesSettings(seats=3, tie_order=("a", "b", "c", "d"))
>>> committee_equal_shares(ApprovalProfile.summarise("abcd", ballots, None), settings).outcome
('a', 'b', 'd')

Source: Dominik Peters and Piotr Skowron, "Proportionality and the Limits of Welfarism", EC 2020; completed as in Martin Lackner and Piotr
Skowron, "Multi-Winner Voting with Approval Preferences" (Springer, 2023), section 2.3.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.committees import Next, fill
from parvis.mechanisms.voting.placing import Committee
from parvis.mechanisms.voting.profile import ApprovalProfile
from parvis.mechanisms.voting.sequential_phragmen import Loads, lightest


@dataclass(frozen=True, kw_only=True)
class CommitteeEqualSharesSettings(Committee):
    """How many seats there are, and how those that shares do not pay for are filled."""

    completion: Literal["phragmen", "none"] = "phragmen"


@mechanism(
    slug="committee-equal-shares",
    family="voting",
    version=1,
    ballot="approval",
    winners="several",
    summary=ApprovalProfile,
    settings=CommitteeEqualSharesSettings,
)
def committee_equal_shares(profile: ApprovalProfile, settings: CommitteeEqualSharesSettings) -> Result:
    """Let equal shares pay for the seats, then complete."""
    ballots = sorted(profile.ballots.items())
    supporters = {
        option: [number for number, (ballot, _) in enumerate(ballots) if option in ballot] for option in range(len(profile.options))
    }
    completing = lightest(profile, ballots)
    whole = profile.expressed
    # The state is what each voter has left, negative: the burden that the completion goes on from.
    start: Loads = (-Fraction(min(settings.seats, len(profile.options)), whole or 1),) * len(ballots)

    def choose(elected: tuple[int, ...], state: Hashable) -> Sequence[Next]:
        loads = cast("Loads", state)
        asked = {
            option: price
            for option, numbers in supporters.items()
            if option not in elected and (price := _price([(-loads[number], ballots[number][1]) for number in numbers])) is not None
        }
        if not asked or any(load > 0 for load in loads):
            return completing(elected, loads) if settings.completion == "phragmen" else ()
        least = min(asked.values())
        return [
            Next(
                option,
                tuple(load + min(-load, price) if number in supporters[option] else load for number, load in enumerate(loads)),
                Step(
                    code="voting.committee-equal-shares.seat",
                    facts={"seat": len(elected) + 1, "option": profile.options[option], "price": price},
                ),
            )
            for option, price in asked.items()
            if price == least
        ]

    return fill(profile, settings.seats, settings.tie_order, start, choose, complete=settings.completion == "phragmen")


def _price(purses: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """Give the least that each supporter must pay at most for all to pay one together; None when they cannot.

    >>> _price([(Fraction(1, 4), 2), (Fraction(1), 1)])
    Fraction(1, 2)
    """
    due, payers = Fraction(1), sum(number for _, number in purses)
    for left, number in sorted(purses):
        if payers and due / payers <= left:
            return due / payers
        due -= left * number
        payers -= number
    return None
