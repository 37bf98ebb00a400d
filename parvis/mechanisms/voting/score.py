"""Score voting: each person gives every option a number; the option with the highest total wins.

It takes account of how much each person likes each option. People who use the whole scale weigh more than those who stay in the
middle. An option left without a score gets the lowest one, unless the vote says that it is then compared by its mean.

>>> from parvis.mechanisms.voting.profile import GradeProfile
>>> settings = ScoreSettings()
>>> result = score(GradeProfile.of("ab", [{"a": "5", "b": "4"}, {"a": "0", "b": "4"}], settings), settings)
>>> result.outcome, result.tables["totals"]
(('b',), {'a': '5', 'b': '8'})

Source: Warren D. Smith, "Range Voting" (2000); Claude Hillinger, "The Case for Utilitarian Voting", Homo Oeconomicus 22 (2005).
"""

from dataclasses import dataclass

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.placing import place, ranked
from parvis.mechanisms.voting.profile import GradeProfile
from parvis.mechanisms.voting.scoring import Scores, totals


@dataclass(frozen=True, kw_only=True)
class ScoreSettings(Scores):
    """The scores, what a missing one means, and how many seats there are."""


@mechanism(
    slug="score",
    family="voting",
    version=1,
    ballot="grades",
    winners="several",
    summary=GradeProfile,
    settings=ScoreSettings,
)
def score(profile: GradeProfile, settings: ScoreSettings) -> Result:
    """Give the seats to the options with the highest totals."""
    found = totals(profile, settings)
    ranking = ranked(found)
    placing = place(ranking, settings.seats, settings.tie_order)
    order = {option: found[option] for group in ranking for option in group}
    code = "voting.score.totals" if settings.ungraded == "lowest" else "voting.score.means"
    half = (settings.values[0] + settings.values[-1]) / 2
    liked = sum(value > half for value in settings.values)
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(Step(code=code, facts={"ballots": profile.expressed, "totals": order}), *placing.steps),
        tables={
            "totals": found,
            "grades": settings.grades,
            "histograms": profile.histograms(),
            "support": {option: sum(counts[:liked]) for option, counts in profile.histograms().items()},
            "ballots": profile.expressed,
        },
    )
