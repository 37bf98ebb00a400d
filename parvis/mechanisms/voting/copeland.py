"""Copeland: each person ranks the options; each pair is a duel, and the option that wins most duels is chosen.

A duel with equal votes counts half for each. It is the count of a sports league, and often leaves ties.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> copeland(RankProfile.of("abc", [["a", "b", "c"], ["b", "a", "c"], ["a", "c", "b"]])).tables["points"]
{'a': '2', 'b': '1', 'c': '0'}

Source: Ramon Llull, "Ars electionis" (1299); Arthur H. Copeland, "A reasonable social welfare function", University of Michigan (1951).
"""

from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.pairwise import duel_steps, duels, first_choices
from parvis.mechanisms.voting.placing import Committee, place, ranked
from parvis.mechanisms.voting.profile import RankProfile


@dataclass(frozen=True, kw_only=True)
class CopelandSettings(Committee):
    """What a duel with equal votes gives each of the two."""

    tied_duel: Fraction = Fraction(1, 2)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.tied_duel <= 1:
            raise ValueError(f"From 0 to 1 was expected for a tied duel; got {self.tied_duel}.")


@mechanism(
    slug="copeland",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=CopelandSettings,
)
def copeland(profile: RankProfile, settings: CopelandSettings) -> Result:
    """Rank the options by the number of duels they win."""
    found = duels(profile)
    everyone = range(len(found.options))
    points = {}
    for one in everyone:
        others = [other for other in everyone if other != one]
        won = sum(found.beats(one, other) for other in others)
        tied = sum(found.wins[one][other] == found.wins[other][one] for other in others)
        points[found.options[one]] = won + settings.tied_duel * tied
    ranking = ranked(points)
    placing = place(ranking, settings.seats, settings.tie_order)
    order = {option: points[option] for group in ranking for option in group}
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(*duel_steps(found), Step(code="voting.copeland.points", facts={"points": order}), *placing.steps),
        tables={"duels": found.table(), "points": points, "support": first_choices(profile), "ballots": profile.expressed},
    )
