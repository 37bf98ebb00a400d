"""French municipal lists: the list that comes first gets half of the seats, then all the lists that have 5 % share the others.

In the first round a list must have more than half of the votes expressed for seats to be shared; otherwise lists with 10 % go on to a
second round, where the most votes are enough. The other half is shared by highest averages, the first list included. It gives a clear
majority and lets minorities sit; the council is not in proportion to the votes. Since March 2026 it is so in every commune, those under
1,000 inhabitants included; in Paris, Lyon and Marseille the bonus of the council is a quarter (`statute`).

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> votes = [("a", 53), ("b", 44), ("c", 3)]
>>> municipal_list(ChoiceProfile.summarise("abc", votes, None), MunicipalListSettings(seats=19)).tables["seats"]
{'a': 15, 'b': 4, 'c': 0}

Source: French electoral code, articles L252 and L260 to L264, as amended by law no. 2025-444 of 21 May 2025; article L272-4-1 (law no.
2025-795 of 11 August 2025) for Paris, Lyon and Marseille. Lists that come first with as many votes: the bonus goes to the one whose
candidates are older on average; equal averages for the last seat: to the list with more votes, then to the oldest candidate who could be
elected (L262). `tie_order` says both, the older first. Averages leave the seats of the bonus aside (Conseil d'État, 30 January 2015,
no. 382627).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.bonus_lists import Lists, part_of, with_bonus
from parvis.mechanisms.voting.profile import ChoiceProfile

BONUS = {"municipal": Fraction(1, 2), "paris-lyon-marseille": Fraction(1, 4)}


@dataclass(frozen=True, kw_only=True)
class MunicipalListSettings(Lists):
    """Under which statute, and what the first list gets at once."""

    statute: Literal["municipal", "paris-lyon-marseille"] = "municipal"
    bonus: Fraction | None = None
    """The share of the seats that the first list gets at once; what the statute says, unless another one is given."""


@mechanism(
    slug="municipal-list",
    family="voting",
    version=1,
    ballot="choice",
    winners="seats",
    summary=ChoiceProfile,
    settings=MunicipalListSettings,
)
def municipal_list(profile: ChoiceProfile, settings: MunicipalListSettings) -> Result:
    """Give the bonus to the first list and share the rest, or say who goes on to the second round (L264: those with 10 %)."""
    return with_bonus(profile, settings, _bonus(settings), law="municipal-list", two_at_least=False)


def _bonus(settings: MunicipalListSettings) -> int:
    """Half of the seats: rounded up when there are more than four, down when fewer (L262); a quarter: rounded up (L272-4-1)."""
    share = BONUS[settings.statute] if settings.bonus is None else settings.bonus
    if settings.statute == "municipal" and settings.seats <= 4:
        return int(share * settings.seats)
    return part_of(settings.seats, share)
