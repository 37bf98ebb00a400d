"""Huntington-Hill: every list that has votes gets a seat; the next go where relative differences between lists become smallest.

Votes are divided by √(1×2), √(2×3), √(3×4) …: squares of the quotients are compared, so that nothing is rounded. The seats of the
House of Representatives of the United States are shared so between the States.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> votes = [("a", 53), ("b", 24), ("c", 23)]
>>> huntington_hill(ChoiceProfile.summarise("abc", votes, None), HuntingtonHillSettings(seats=7)).tables["seats"]
{'a': 3, 'b': 2, 'c': 2}

Source: Edward V. Huntington, "The Apportionment of Representatives in Congress", Transactions of the American Mathematical Society
30 (1928); Michel Balinski and H. Peyton Young, "Fair Representation: Meeting the Ideal of One Man, One Vote" (Yale, 1982).
"""

from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.apportioning import Apportionment, Average, by_averages
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class HuntingtonHillSettings(Apportionment):
    """How many seats there are, and the share of the votes that a list needs to get any."""


@mechanism(
    slug="huntington-hill",
    family="voting",
    version=1,
    ballot="choice",
    winners="seats",
    summary=ChoiceProfile,
    settings=HuntingtonHillSettings,
)
def huntington_hill(profile: ChoiceProfile, settings: HuntingtonHillSettings) -> Result:
    """Give each a first seat, then divide by the geometric mean of the seats it has and would have."""
    return by_averages(profile, settings, _average)


def _average(votes: int, seats: int) -> Average:
    # A quotient is compared by its square, which is a fraction: votes² / (seats × (seats + 1)).
    return (0, Fraction(votes * votes, seats * (seats + 1))) if seats else (1, Fraction(votes))
