"""Sainte-Laguë: seats are shared so that each list is as close as can be to its share; votes are divided by 1, 3, 5 …

The highest quotients get the seats. It favours neither large lists nor small ones.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> votes = [("a", 53), ("b", 24), ("c", 23)]
>>> sainte_lague(ChoiceProfile.summarise("abc", votes, None), SainteLagueSettings(seats=7)).tables["seats"]
{'a': 3, 'b': 2, 'c': 2}

Source: André Sainte-Laguë, "La représentation proportionnelle et la méthode des moindres carrés", Comptes rendus de l'Académie des
sciences 151 (1910);
Michel Balinski and H. Peyton Young, "Fair Representation: Meeting the Ideal of One Man, One Vote" (Yale, 1982).
"""

from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.apportioning import Apportionment, Average, by_averages
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class SainteLagueSettings(Apportionment):
    """How many seats there are, and the share of the votes that a list needs to get any."""


@mechanism(
    slug="sainte-lague",
    family="voting",
    version=1,
    ballot="choice",
    winners="seats",
    summary=ChoiceProfile,
    settings=SainteLagueSettings,
)
def sainte_lague(profile: ChoiceProfile, settings: SainteLagueSettings) -> Result:
    """Divide by 1, 3, 5 and so on."""
    return by_averages(profile, settings, _average)


def _average(votes: int, seats: int) -> Average:
    return 0, Fraction(votes, 2 * seats + 1)
