"""Minimax: each person ranks the options; each pair is a duel, and the option whose worst defeat is smallest wins.

An option that wins every duel is chosen, since it has no defeat. It is easy to explain; where duels go round in a circle it can choose
an option that loses against each of a group of close ones.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> ballots = [(["a", "b", "c"], 4), (["b", "c", "a"], 3), (["c", "a", "b"], 2)]
>>> result = minimax(RankProfile.summarise("abc", ballots, None))
>>> result.outcome, result.tables["worst"]
(('a',), {'a': 5, 'b': 6, 'c': 7})

Source: Paul B. Simpson, "On Defining Areas of Voter Choice", Quarterly Journal of Economics 83 (1969); Gerald H. Kramer, "A dynamical
model of political equilibrium", Journal of Economic Theory 16 (1977).
"""

from dataclasses import dataclass
from typing import Literal

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.pairwise import Duels, duel_steps, duels, first_choices
from parvis.mechanisms.voting.placing import Committee, place, ranked
from parvis.mechanisms.voting.profile import RankProfile


@dataclass(frozen=True, kw_only=True)
class MinimaxSettings(Committee):
    """How a defeat is measured: the votes of the option that wins the duel, or the margin."""

    strength: Literal["votes", "margins"] = "votes"


@mechanism(
    slug="minimax",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=MinimaxSettings,
)
def minimax(profile: RankProfile, settings: MinimaxSettings) -> Result:
    """Rank the options by their worst defeat, the smallest first."""
    found = duels(profile)
    worst = {option: _worst(found, place_, settings.strength) for place_, option in enumerate(found.options)}
    ranking = ranked({option: -defeat for option, defeat in worst.items()})
    placing = place(ranking, settings.seats, settings.tie_order)
    order = {option: worst[option] for group in ranking for option in group}
    counted = Step(code=f"voting.minimax.worst-{settings.strength}", facts={"worst": order})
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(*duel_steps(found), counted, *placing.steps),
        tables={"duels": found.table(), "worst": worst, "support": first_choices(profile), "ballots": profile.expressed},
    )


def _worst(found: Duels, one: int, measure: str) -> int:
    defeats = [0]
    for other in range(len(found.options)):
        ours, theirs = found.wins[one][other], found.wins[other][one]
        if theirs > ours:
            defeats.append(theirs - ours if measure == "margins" else theirs)
    return max(defeats)
