"""Adams: every list that has votes gets a seat, then the next seats go to the highest quotients of votes by 1, 2, 3 …

It favours small lists. It suits sharing seats between territories of which each must have one.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> votes = [("a", 53), ("b", 24), ("c", 23)]
>>> adams(ChoiceProfile.summarise("abc", votes, None), AdamsSettings(seats=7)).tables["seats"]
{'a': 3, 'b': 2, 'c': 2}

Source: John Quincy Adams, letter to Daniel Webster (1832);
Michel Balinski and H. Peyton Young, "Fair Representation: Meeting the Ideal of One Man, One Vote" (Yale, 1982).
"""

from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.apportioning import Apportionment, Average, by_averages
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class AdamsSettings(Apportionment):
    """How many seats there are, and the share of the votes that a list needs to get any."""


@mechanism(
    slug="adams",
    family="voting",
    version=1,
    ballot="choice",
    winners="seats",
    summary=ChoiceProfile,
    settings=AdamsSettings,
)
def adams(profile: ChoiceProfile, settings: AdamsSettings) -> Result:
    """Give each a first seat, then divide by 1, 2, 3 and so on."""
    return by_averages(profile, settings, _average)


def _average(votes: int, seats: int) -> Average:
    return (0, Fraction(votes, seats)) if seats else (1, Fraction(votes))
