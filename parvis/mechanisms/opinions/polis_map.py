"""Opinion map with Polis's formulas: the same mathematics as Polis, figure for figure, to compare with and to check.

Two to five groups are always found, a statement's consensus is the product over groups of (agree + 1) / (seen + 2), tests are one-sided
at 90 % and not corrected for being many. It starts cold, from the canonical order of the rows, so that it gives one answer; Polis starts
from its last answer, so that its own groups can differ (compdemocracy/polis #2358). Use `opinion-map` to decide, this one to compare.

>>> from parvis.mechanisms.opinions.votes import VoteMatrix
>>> here, there = {"a": 1, "b": 1, "c": -1, "d": 1}, {"a": 1, "b": -1, "c": 1, "d": 0}
>>> result = polis_map(VoteMatrix.summarise("abcd", [(here, 40), (there, 30), ({"a": 1, "b": 0, "c": 0, "d": 1}, 6)], None))
>>> result.outcome, [group["people"] for group in result.tables["groups"]], result.tables["statements"]["a"]["consensus"]
(('a', 'd'), [46, 30], '0.948568')

Source: compdemocracy/polis, `math/`, commit 08e03eb1 (2024), told in our own words; the algorithm is described in C. Small et al.,
"Polis: Scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2), 2021.
"""

from dataclasses import dataclass

from parvis.mechanisms.opinions.votes import VoteMatrix
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result


@dataclass(frozen=True, kw_only=True)
class PolisSettings:
    """What moderators of a Polis conversation say of its statements."""

    moderated: tuple[str, ...] = ()
    """Moderated out: everybody counts as having passed on them."""
    meta: tuple[str, ...] = ()
    """About the person rather than the subject: not used for the map, and asked often."""


@mechanism(
    slug="polis-map",
    family="opinions",
    version=1,
    ballot="opinions",
    winners="several",
    summary=VoteMatrix,
    settings=PolisSettings,
)
def polis_map(matrix: VoteMatrix, settings: PolisSettings) -> Result:
    """Give the statements that Polis lists as a majority's (the outcome: those agreed with), and everything it shows (the tables)."""
    from parvis.mechanisms.opinions.polis_report import report

    return report(matrix, moderated=settings.moderated, meta=settings.meta)
