"""French regional lists: the list that comes first gets a quarter of the seats, then all the lists that have 5 % share the others.

In the first round a list must have more than half of the votes expressed for seats to be shared; otherwise lists with 10 % go on to a
second round, the two first in any case, and the most votes are enough. The first list rarely has a majority of votes, and often one of
seats; the others sit in proportion.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> votes = [("a", 51_000), ("b", 31_000), ("c", 18_000)]
>>> regional_list(ChoiceProfile.summarise("abc", votes, None), RegionalListSettings(seats=100)).tables["seats"]
{'a': 64, 'b': 23, 'c': 13}

Source: French electoral code, articles L338 and L346. The seats of a list are then shared between departments by highest averages of its
votes in each (L338-1): `dhondt` over the votes of one list by department does it.
"""

from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.bonus_lists import Lists, part_of, with_bonus
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class RegionalListSettings(Lists):
    """The part of the seats that the first list gets at once."""

    bonus: Fraction = Fraction(1, 4)


@mechanism(
    slug="regional-list",
    family="voting",
    version=1,
    ballot="choice",
    winners="seats",
    summary=ChoiceProfile,
    settings=RegionalListSettings,
)
def regional_list(profile: ChoiceProfile, settings: RegionalListSettings) -> Result:
    """Give the bonus to the first list and share the rest, or say who goes on to the second round (L346: 10 %, or the two first)."""
    return with_bonus(profile, settings, part_of(settings.seats, settings.bonus), law="regional-list", two_at_least=True)
