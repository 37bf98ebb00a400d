"""Scottish single transferable vote: each person ranks as many options as they like; seats are filled in stages, by quota and transfers.

Whoever reaches the quota is elected; votes above the quota pass to the next options on the ballots, each ballot counting for a part.
When nobody has votes to pass on, the option with the fewest goes out and its ballots pass to their next options. Groups get about
their share of the seats, whoever stands. This is the count of Scottish councils to the fifth decimal, as the law writes it.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> ballots = [(["a", "b"], 6), (["b", "c"], 1), (["c"], 3)]
>>> result = scottish_stv(RankProfile.summarise("abc", ballots, None), ScottishStvSettings(seats=2))
>>> result.outcome, result.tables["quota"], result.tables["rounds"][1]["votes"]["b"]
(('a', 'c'), '4', '149999/50000')

Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52.
"""

from dataclasses import dataclass

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.profile import RankProfile
from parvis.mechanisms.voting.stv import Rules, StvSettings, stv

UNIT = 100_000
RULES = Rules(
    unit=UNIT,
    quota=lambda ballots, seats: (ballots // (seats + 1) + 1) * UNIT,
    reaches=lambda held, quota: held >= quota,
    looks_back=True,  # rules 49 and 50
)


@dataclass(frozen=True, kw_only=True)
class ScottishStvSettings(StvSettings):
    """How many seats there are; what to make of equal and empty ranks; the order that breaks ties."""


@mechanism(
    slug="scottish-stv",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=ScottishStvSettings,
)
def scottish_stv(profile: RankProfile, settings: ScottishStvSettings) -> Result:
    """Count as the Scottish order says: whole quota, parts of ballots cut at the fifth decimal, one surplus at a time."""
    return stv(profile, settings, RULES)
