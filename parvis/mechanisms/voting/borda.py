"""Borda: each person ranks the options; an option gets one point from each ballot for each option ranked below it. Most points win.

It looks for what suits everybody rather than what a majority puts first. It depends on which options stand: adding ones that resemble
each other helps them. Options on the same rank share their points. Options left unranked share the points of the last places, or get none.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> borda(RankProfile.of("abc", [["a", "b", "c"], ["b", "a", "c"], ["b", "c", "a"]])).tables["points"]
{'a': '3', 'b': '5', 'c': '1'}

Source: Jean-Charles de Borda, "Mémoire sur les élections au scrutin", Histoire de l'Académie royale des sciences (1781).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.pairwise import first_choices
from parvis.mechanisms.voting.placing import Committee, place, ranked
from parvis.mechanisms.voting.profile import RankProfile


@dataclass(frozen=True, kw_only=True)
class BordaSettings(Committee):
    """What options that a ballot does not rank get from it."""

    unranked: Literal["share", "none"] = "share"


@mechanism(
    slug="borda",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=BordaSettings,
)
def borda(profile: RankProfile, settings: BordaSettings) -> Result:
    """Give the seats to the options with the most points."""
    size = len(profile.options)
    doubled = [0] * size  # twice the points are whole numbers
    for key, weight in profile.ballots.items():
        below = size
        ranked_here: set[int] = set()
        for rank in key:
            group = (rank,) if isinstance(rank, int) else rank
            below -= len(group)
            ranked_here.update(group)
            for option in group:
                doubled[option] += weight * (2 * below + len(group) - 1)
        if settings.unranked == "share":
            for option in set(range(size)) - ranked_here:
                doubled[option] += weight * (below - 1)
    points = {option: Fraction(doubled[place_], 2) for place_, option in enumerate(profile.options)}
    ranking = ranked(points)
    placing = place(ranking, settings.seats, settings.tie_order)
    order = {option: points[option] for group in ranking for option in group}
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(
            Step(code="voting.borda.points", facts={"ballots": profile.expressed, "points": order}),
            *placing.steps,
        ),
        tables={"points": points, "support": first_choices(profile), "ballots": profile.expressed},
    )
