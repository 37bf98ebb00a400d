"""Single non-transferable vote: each person chooses one option; the options with the most votes get the seats.

Groups that share their votes well among their candidates get about their share of the seats; those that misjudge lose some.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> sntv(ChoiceProfile.of("abc", ["a", "a", "b", "b", "b", "c"]), SntvSettings(seats=2)).outcome
('b', 'a')

Source: Bernard Grofman et al. (eds.), "Elections in Japan, Korea, and Taiwan under the Single Non-Transferable Vote" (1999).
"""

from dataclasses import dataclass

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.placing import Committee
from parvis.mechanisms.voting.plurality import most_votes
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class SntvSettings(Committee):
    """How many seats there are."""


@mechanism(
    slug="sntv",
    family="voting",
    version=1,
    ballot="choice",
    winners="several",
    summary=ChoiceProfile,
    settings=SntvSettings,
)
def sntv(profile: ChoiceProfile, settings: SntvSettings) -> Result:
    """Give the seats to the options with the most votes."""
    return most_votes(profile, settings.seats, settings.tie_order)
