"""What a result says at a glance: the headline, the picture, the steps in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.processes.models import Phase
from parvis.features.ballots.counting import grade_word, language, method_name
from parvis.features.ballots.models import Vote
from parvis.mechanisms.result import Result
from parvis.ui.charts import bars, grades
from parvis.ui.charts.drawing import Picture
from parvis.ui.sentences import sentence
from parvis.ui.typography import number, spaced


@dataclass(frozen=True)
class Account:
    """A counted vote, as its page tells it."""

    phase: Phase
    vote: Vote

    @cached_property
    def outcome(self) -> Mapping[str, Any]:
        return self.phase.outcome.result

    @cached_property
    def result(self) -> Result:
        return Result.from_json(self.outcome["result"])

    @property
    def counts(self) -> Mapping[str, Any]:
        return self.outcome["counts"]

    @property
    def titles(self) -> Mapping[str, str]:
        return self.vote.titles

    @property
    def method(self) -> str:
        return method_name(self.result.mechanism)

    def named(self, refs: Iterable[str]) -> str:
        """Give "a, b and c"."""
        words = [self.titles[ref] for ref in refs]
        if len(words) < 2:
            return "".join(words)
        return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}

    def as_on_the_ballot(self, refs: Iterable[str]) -> list[str]:
        """Give these options in the order of the ballot."""
        wanted = set(refs)
        return [ref for ref in self.titles if ref in wanted]

    @property
    def headline(self) -> str:
        """Give the outcome as a sentence."""
        codes = {step.code for step in self.result.steps}
        chosen, ties = self.result.outcome, self.result.ties
        if not self.counts["participated"]:
            said = _("Nobody voted")
        elif "voting.quorum.missed" in codes:
            said = _("Too few people voted: nothing is chosen")
        elif chosen and not ties:
            said = ngettext("%(options)s comes first", "%(options)s come first", len(chosen)) % {"options": self.named(chosen)}
        elif chosen:
            facts = {"options": self.named(chosen)}
            said = ngettext("%(options)s comes first, others are tied", "%(options)s come first, others are tied", len(chosen)) % facts
        elif ties:
            said = _("%(options)s are tied") % {"options": self.named(self.as_on_the_ballot(ties[0].options))}
        else:
            said = _("No option is chosen")
        return spaced(said, language())

    @property
    def sentences(self) -> list[str]:
        """Give the steps of the count in the reader's language."""
        return [sentence(step.code, step.facts, language(), titles=self.titles) for step in self.result.steps]

    @property
    def order(self) -> list[str]:
        """Give the options from first to last, equal ones as they stood on the ballot."""
        ranked = [ref for group in self.result.ranking for ref in self.as_on_the_ballot(group)]
        return ranked or list(self.titles)

    @cached_property
    def graded(self) -> bool:
        return "medians" in self.result.tables

    @property
    def picture(self) -> Picture:
        """Give the picture of the result: profiles of grades, or how many ballots support each option."""
        return self._profiles() if self.graded else self._bars()

    def _profiles(self) -> Picture:
        tables: Mapping[str, Any] = self.result.tables
        words = [grade_word(grade) for grade in tables["grades"]]
        profiles = [
            grades.Profile(
                label=self.titles[ref],
                counts=tables["histograms"][ref],
                median=grade_word(tables["medians"][ref]) if tables["medians"][ref] else "–",
            )
            for ref in self.order
        ]
        return grades.grade_profiles(
            profiles, grades=words, title=self.headline, columns=(_("Option"), _("Majority grade")), half=_("half of the voters")
        )

    def _bars(self) -> Picture:
        tables: Mapping[str, Any] = self.result.tables
        expressed = tables["ballots"]
        values = tables.get("totals") or tables["support"]
        counted = "totals" not in tables
        rows = [
            bars.Bar(
                label=self.titles[ref],
                value=Fraction(values[ref]),
                shown=_shown(values[ref], expressed) if counted else str(values[ref]),
                first=ref in self.result.outcome,
            )
            for ref in self.order
        ]
        heading = _("Ballots, out of %(expressed)s") % {"expressed": number(expressed, language())} if counted else _("Points")
        return bars.bars(rows, title=self.headline, columns=(_("Option"), heading), most=(expressed or 1) if counted else None)


def _shown(count: int, whole: int) -> str:
    """Give "12 (48 %)"."""
    if not whole:
        return number(count, language())
    share = spaced(f"{round(100 * count / whole)} %" if language() == "fr" else f"{round(100 * count / whole)}%", language())
    return f"{number(count, language())} ({share})"
