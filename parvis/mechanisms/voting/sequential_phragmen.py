"""Sequential Phragmén: each person approves options; electing one costs a unit that those who approve it share, as evenly as can be.

Each seat goes to the option whose supporters would then carry the least each. Groups get about their share of the seats, and supporters
of the same options share the cost of what they win.

>>> from parvis.mechanisms.voting.profile import ApprovalProfile
>>> ballots = [(["a", "b"], 5), (["a", "c"], 2), (["d"], 4)]
>>> sequential_phragmen(ApprovalProfile.summarise("abcd", ballots, None), SequentialPhragmenSettings(seats=2)).outcome
('a', 'd')

Source: Lars Edvard Phragmén, "Sur une méthode nouvelle pour réaliser, dans les élections, la représentation proportionnelle des partis"
(1894); Svante Janson, "Phragmén's and Thiele's election methods" (2016).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.committees import Choose, Next, fill
from parvis.mechanisms.voting.placing import Committee
from parvis.mechanisms.voting.profile import ApprovalProfile

Loads = tuple[Fraction, ...]
"""What each voter of each distinct ballot carries."""


@dataclass(frozen=True, kw_only=True)
class SequentialPhragmenSettings(Committee):
    """How many seats there are."""


@mechanism(
    slug="sequential-phragmen",
    family="voting",
    version=1,
    ballot="approval",
    winners="several",
    summary=ApprovalProfile,
    settings=SequentialPhragmenSettings,
)
def sequential_phragmen(profile: ApprovalProfile, settings: SequentialPhragmenSettings) -> Result:
    """Give each seat to the option whose supporters would carry the least each."""
    ballots = sorted(profile.ballots.items())
    start: Loads = (Fraction(0),) * len(ballots)
    return fill(profile, settings.seats, settings.tie_order, start, lightest(profile, ballots))


def lightest(profile: ApprovalProfile, ballots: Sequence[tuple[tuple[int, ...], int]]) -> Choose:
    """Give the choice of the options whose supporters would carry the least each, after electing them."""
    supporters = {
        option: [number for number, (ballot, _) in enumerate(ballots) if option in ballot] for option in range(len(profile.options))
    }
    strength = {option: sum(ballots[number][1] for number in numbers) for option, numbers in supporters.items()}

    def choose(elected: tuple[int, ...], state: Hashable) -> Sequence[Next]:
        loads = cast("Loads", state)
        found: dict[int, Fraction] = {}
        for option, numbers in supporters.items():
            if option not in elected and strength[option]:
                carried = sum((loads[number] * ballots[number][1] for number in numbers), Fraction(1))
                found[option] = carried / strength[option]
        least = min(found.values(), default=None)
        return [
            Next(
                option,
                tuple(load if number in supporters[option] else before for number, before in enumerate(loads)),
                Step(
                    code="voting.sequential-phragmen.seat",
                    facts={
                        "seat": len(elected) + 1,
                        "option": profile.options[option],
                        "supporters": strength[option],
                        "load": load,
                    },
                ),
            )
            for option, load in found.items()
            if load == least
        ]

    return choose
