"""D'Hondt, or highest averages: each seat goes to the list that then has the most votes for each of its seats.

Votes are divided by 1, 2, 3 …: the highest quotients get the seats. It favours large lists a little, and never gives a list less than
its share rounded down. Most French elections by lists use it, under the name of plus forte moyenne.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> votes = [("a", 53), ("b", 24), ("c", 23)]
>>> dhondt(ChoiceProfile.summarise("abc", votes, None), DhondtSettings(seats=7)).tables["seats"]
{'a': 4, 'b': 2, 'c': 1}

Source: Victor D'Hondt, "La représentation proportionnelle des partis par un électeur" (1878);
Michel Balinski and H. Peyton Young, "Fair Representation: Meeting the Ideal of One Man, One Vote" (Yale, 1982).
"""

from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.apportioning import Apportionment, Average, by_averages
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class DhondtSettings(Apportionment):
    """How many seats there are, and the share of the votes that a list needs to get any."""


@mechanism(
    slug="dhondt",
    family="voting",
    version=1,
    ballot="choice",
    winners="seats",
    summary=ChoiceProfile,
    settings=DhondtSettings,
)
def dhondt(profile: ChoiceProfile, settings: DhondtSettings) -> Result:
    """Divide by 1, 2, 3 and so on."""
    return by_averages(profile, settings, _average)


def _average(votes: int, seats: int) -> Average:
    return 0, Fraction(votes, seats + 1)
