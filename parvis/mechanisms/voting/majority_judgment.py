"""Majority judgment: each person gives every option a grade; the option with the best majority grade wins.

The majority grade of an option is the one in the middle: half of the people at least give it that grade or better. With an even
number of grades it is the lower of the two in the middle. When two options have the same one, one such grade is taken away from each,
again and again, until their majority grades differ: the count does this exactly, however many ballots there are. Two options tie only
when they received exactly the same grades. It measures how much each option is accepted, and leaves little to gain by exaggerating; an
option liked by most can still lose to one that fewer reject.

>>> from parvis.mechanisms.voting.profile import GradeProfile
>>> settings = MajorityJudgmentSettings(grades=("good", "fair", "poor"))
>>> ballots = [{"a": "good", "b": "fair"}, {"a": "poor", "b": "fair"}, {"a": "fair", "b": "good"}]
>>> result = majority_judgment(GradeProfile.of("ab", ballots, settings), settings)
>>> result.outcome, result.tables["medians"]
(('b',), {'a': 'fair', 'b': 'fair'})

Source: Michel Balinski and Rida Laraki, "Majority Judgment" (MIT Press, 2011), chapters 12 to 14.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import lcm
from typing import Literal

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.placing import Committee, place, ranked
from parvis.mechanisms.voting.profile import GradeProfile

FRENCH_GRADES = ("excellent", "very-good", "good", "fairly-good", "passable", "insufficient", "reject")


@dataclass(frozen=True, kw_only=True)
class MajorityJudgmentSettings(Committee):
    """The grades, best first; what a missing grade means; the grade that an option needs at least, if any."""

    grades: tuple[str, ...] = FRENCH_GRADES
    ungraded: Literal["lowest", "apart"] = "lowest"
    """An option left without a grade gets the lowest one, or that ballot says nothing of it."""
    least_grade: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.grades) < 2 or len(set(self.grades)) != len(self.grades):
            raise ValueError(f"Two different grades at least were expected; got {', '.join(self.grades)}.")
        if self.least_grade is not None and self.least_grade not in self.grades:
            raise ValueError(f"One of {', '.join(self.grades)} was expected; got {self.least_grade!r}.")


@mechanism(
    slug="majority-judgment",
    family="voting",
    version=1,
    ballot="grades",
    winners="several",
    summary=GradeProfile,
    settings=MajorityJudgmentSettings,
)
def majority_judgment(profile: GradeProfile, settings: MajorityJudgmentSettings) -> Result:
    """Rank the options by their majority grades, and give the seats to the first."""
    grades = settings.grades
    if profile.grades != grades:
        raise ValueError(f"The ballots have the grades {', '.join(profile.grades)}; {', '.join(grades)} were expected.")
    histograms = {option: _closed(counts, settings) for option, counts in profile.histograms().items()}
    medians = {option: _median(counts) for option, counts in histograms.items()}
    sequences = _sequences(histograms)
    ranking = ranked({option: sequence.score for option, sequence in sequences.items()})
    named = {option: grades[level] if level is not None else None for option, level in medians.items()}

    order = [option for group in ranking for option in group]
    steps = [
        Step(
            code="voting.majority-judgment.medians",
            facts={"ballots": profile.expressed, "medians": {option: named[option] for option in order}},
        )
    ]
    for above, below in pairwise(ranking):
        if medians[above[0]] is not None and medians[above[0]] == medians[below[0]]:
            steps.append(_separation(above, below, sequences, grades))
    eligible = ranking
    if settings.least_grade is not None:
        least = grades.index(settings.least_grade)
        under = [option for option in order if (level := medians[option]) is None or level > least]
        eligible = tuple(group for group in ranking if group[0] not in under)
        if under:
            facts = {"options": under, "least": settings.least_grade}
            steps.append(Step(code="voting.majority-judgment.under", facts=facts))
    placing = place(eligible, settings.seats, settings.tie_order)
    favourable = (len(grades) + 1) // 2
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(*steps, *placing.steps),
        tables={
            "medians": named,
            "grades": grades,
            "histograms": histograms,
            "support": {option: sum(counts[:favourable]) for option, counts in histograms.items()},
            "ballots": profile.expressed,
        },
    )


def _closed(counts: Sequence[int], settings: MajorityJudgmentSettings) -> list[int]:
    *graded, without = counts
    if settings.ungraded == "lowest":
        graded[-1] += without
    return graded


def _median(counts: Sequence[int]) -> int | None:
    """Give the level of the majority grade: among n grades from best to worst, the one at place n // 2, counted from 0."""
    return _level(counts, sum(counts) // 2) if any(counts) else None


def _level(counts: Sequence[int], index: int) -> int:
    return next(level for level, reached in enumerate(accumulate(counts)) if reached > index)


@dataclass(frozen=True)
class _Sequence:
    """Majority grades met while they are taken away one by one: (how many were taken, level) wherever it may change."""

    places: tuple[tuple[int, int], ...]

    @property
    def score(self) -> tuple[int, ...]:
        return tuple(-level for _, level in self.places)


def _sequences(histograms: Mapping[str, Sequence[int]]) -> dict[str, _Sequence]:
    # Taking majority grades away visits the sorted grades from the middle outwards: worse neighbour, better neighbour, and so on.
    # Between two places where a histogram changes level nothing new is met, so that these places are enough. Options with
    # different numbers of grades are compared by shares: every ballot is copied until the numbers are equal.
    totals = {sum(counts) for counts in histograms.values()} - {0}
    whole = lcm(*totals)
    scaled = {
        option: [count * (whole // sum(counts)) for count in counts] if any(counts) else [0] * len(counts)
        for option, counts in histograms.items()
    }
    half, odd = divmod(whole, 2)
    worse_from = half + odd
    changes = {0}
    for counts in scaled.values():
        for reached in accumulate(counts):
            changes |= {reached - worse_from, half - reached}
    distances = sorted(distance for distance in changes if 0 <= distance < half)
    sequences = {}
    for option, counts in scaled.items():
        if not any(counts):
            sequences[option] = _Sequence(((0, len(counts)),))  # below the lowest grade: nobody graded it
            continue
        places = [(0, _level(counts, half))] if odd else []
        for distance in distances:
            taken = odd + 2 * distance
            places.append((taken, _level(counts, worse_from + distance)))
            places.append((taken + 1, _level(counts, half - 1 - distance)))
        sequences[option] = _Sequence(tuple(places))
    return sequences


def _separation(above: Sequence[str], below: Sequence[str], sequences: Mapping[str, _Sequence], grades: Sequence[str]) -> Step:
    pairs = zip(sequences[above[0]].places, sequences[below[0]].places, strict=True)
    taken, first, second = next((taken, first, second) for (taken, first), (_, second) in pairs if first != second)
    facts = {
        "above": above,
        "below": below,
        "shared": grades[sequences[above[0]].places[0][1]],
        "taken": taken,
        "above_grade": grades[first],
        "below_grade": grades[second],
    }
    return Step(code="voting.majority-judgment.separated", facts=facts)
