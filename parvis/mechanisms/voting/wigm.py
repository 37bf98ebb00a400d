"""Weighted inclusive Gregory method: the single transferable vote where a surplus passes on an equal part of every ballot of the elected.

Each person ranks as many options as they like. Whoever has more than the quota is elected, and what is above it passes to the next
options on all the ballots that made up the total. With exact fractions nothing is lost in rounding; with a number of decimals the count
is that of statutes that round parts down.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> ballots = [(["a", "b"], 4), (["c"], 2)]
>>> wigm(RankProfile.summarise("abc", ballots, None), WigmSettings(seats=2)).tables["rounds"][1]["votes"]
{'a': '2', 'b': '2', 'c': '2'}

Source: David M. Farrell and Ian McAllister, "The 1983 change in surplus vote transfer procedures for the Australian Senate", Australian
Journal of Political Science 38 (2003); Proportional Representation Foundation, "Reference WIGM Rule", for the one with four decimals.
"""

from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.profile import RankProfile
from parvis.mechanisms.voting.stv import Rules, StvSettings, stv


@dataclass(frozen=True, kw_only=True)
class WigmSettings(StvSettings):
    """How many decimals parts of ballots are cut at; none for exact fractions."""

    decimals: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.decimals is not None and not 0 <= self.decimals <= 18:
            raise ValueError(f"From 0 to 18 decimals were expected; got {self.decimals}.")


@mechanism(
    slug="wigm",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=WigmSettings,
)
def wigm(profile: RankProfile, settings: WigmSettings) -> Result:
    """Count with the Droop quota: strictly more than ballots / (seats + 1), to the last decimal that is kept."""
    if settings.decimals is None:
        exact = Rules(
            unit=None,
            quota=lambda ballots, seats: Fraction(ballots, seats + 1),
            reaches=lambda held, quota: held > quota,
            looks_back=False,
        )
        return stv(profile, settings, exact)
    unit = 10**settings.decimals
    rounded = Rules(
        unit=unit,
        quota=lambda ballots, seats: ballots * unit // (seats + 1) + 1,
        reaches=lambda held, quota: held >= quota,
        looks_back=False,
    )
    return stv(profile, settings, rounded)
