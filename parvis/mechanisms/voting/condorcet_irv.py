"""Condorcet, then instant runoff: each person ranks the options; an option that wins every duel is chosen, else an instant runoff
decides between those that win in a circle.

It keeps the promise of duels (who would beat each other option is chosen) and falls back on rounds that are easy to follow, and hard
to turn to one's advantage by an insincere ballot.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> ballots = [(["a", "b", "c"], 4), (["c", "b", "a"], 3), (["b", "a", "c"], 2)]
>>> condorcet_irv(RankProfile.summarise("abc", ballots, None)).outcome
('b',)

Source: James Green-Armytage, "Four Condorcet-Hare hybrid methods for single-winner elections", Voting matters 29 (2011), where it is
called Smith-Hare.
"""

from dataclasses import dataclass, replace

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.elimination import RankPolicies
from parvis.mechanisms.voting.irv import runoff
from parvis.mechanisms.voting.pairwise import duel_steps, duels
from parvis.mechanisms.voting.profile import RankProfile


@dataclass(frozen=True, kw_only=True)
class CondorcetIrvSettings(RankPolicies):
    """What to make of equal and empty ranks in the rounds, and the order that breaks ties, if one was published."""


@mechanism(
    slug="condorcet-irv",
    family="voting",
    version=1,
    ballot="ranking",
    summary=RankProfile,
    settings=CondorcetIrvSettings,
)
def condorcet_irv(profile: RankProfile, settings: CondorcetIrvSettings) -> Result:
    """Keep the smallest group of options that beat all others, and count in rounds between them."""
    found = duels(profile)
    counted = runoff(profile, settings, frozenset(found.smith_set()))
    return replace(
        counted,
        steps=(*duel_steps(found), *counted.steps),
        tables={**counted.tables, "duels": found.table()},
    )
