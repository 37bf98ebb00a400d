"""Grades that are numbers, and their totals: what score voting and STAR share."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.exact import fraction
from parvis.mechanisms.voting.placing import Committee
from parvis.mechanisms.voting.profile import GradeProfile

FIVE_TO_ZERO = ("5", "4", "3", "2", "1", "0")


@dataclass(frozen=True, kw_only=True)
class Scores(Committee):
    """The scores one can give, best first, and what a missing one means: the lowest, or nothing said of that option."""

    grades: tuple[str, ...] = FIVE_TO_ZERO
    ungraded: Literal["lowest", "apart"] = "lowest"

    def __post_init__(self) -> None:
        super().__post_init__()
        values = [fraction(grade) for grade in self.grades]
        if len(values) < 2 or values != sorted(set(values), reverse=True):
            raise ValueError(f"Different numbers, the best first, were expected; got {', '.join(self.grades)}.")

    @property
    def values(self) -> list[Fraction]:
        return [fraction(grade) for grade in self.grades]


def totals(profile: GradeProfile, settings: Scores) -> dict[str, Fraction]:
    """Give the total score of each option, or its mean where ballots may say nothing of it (0 when none does)."""
    if profile.grades != settings.grades:
        raise ValueError(f"Ballots with the scores {', '.join(settings.grades)} were expected; got {', '.join(profile.grades)}.")
    found = {}
    for option, (*counts, without) in profile.histograms().items():
        if settings.ungraded == "lowest":
            counts[-1] += without
        total = sum((count * value for count, value in zip(counts, settings.values, strict=True)), Fraction(0))
        given = sum(counts)
        found[option] = total if settings.ungraded == "lowest" else (total / given if given else Fraction(0))
    return found
