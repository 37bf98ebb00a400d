"""From a count to a decision: who took part, what blank ballots do, whether enough people took part, whether enough agree.

In French law blank ballots are counted apart and are not among the votes expressed (law 2014-172 of 21 February 2014): that is "apart".
Some groups want them to weigh: with "option" an option is only chosen when more ballots support it than were left blank.

>>> from parvis.mechanisms.voting.approval import approval
>>> from parvis.mechanisms.voting.profile import ApprovalProfile
>>> result = approval(ApprovalProfile.of("ab", [["a"], ["a"], ["b"], None]))
>>> turnout = Turnout(eligible=10, participated=4, blank=1)
>>> conclude(result, turnout, Conditions(quorum=Fraction(1, 2))).outcome
()
>>> conclude(result, turnout, Conditions(majority=Fraction(2, 3), at_least=True)).outcome
('a',)
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, cast

from parvis.mechanisms.exact import ceiling
from parvis.mechanisms.result import Result, Step, Tie


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """How many could vote (None when nobody can know), how many did, and how many ballots were blank or spoilt."""

    eligible: int | None = None
    participated: int = 0
    blank: int = 0
    spoilt: int = 0

    def __post_init__(self) -> None:
        if min(self.blank, self.spoilt) < 0 or self.blank + self.spoilt > self.participated:
            raise ValueError(
                f"Blank ({self.blank}) and spoilt ({self.spoilt}) ballots were expected to be among the {self.participated} cast."
            )
        if self.eligible is not None and self.participated > self.eligible:
            raise ValueError(f"{self.participated} people voted, though only {self.eligible} could.")

    @property
    def expressed(self) -> int:
        return self.participated - self.blank - self.spoilt


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What a count must meet to decide. None asks nothing."""

    quorum: Fraction | None = None
    """The share of those who can vote that must take part."""
    majority: Fraction | None = None
    """The share that must support an option: more than this, or at least this with `at_least`."""
    at_least: bool = False
    majority_of: Literal["expressed", "participated", "eligible"] = "expressed"
    blank: Literal["apart", "option"] = "apart"

    def __post_init__(self) -> None:
        for name, value in (("quorum", self.quorum), ("majority", self.majority)):
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"From 0 to 1 was expected for the {name}; got {value}.")


def conclude(result: Result, turnout: Turnout, conditions: Conditions | None = None) -> Result:
    """Give the result with the conditions applied: options that do not meet them leave the outcome, and a step says why.

    Support is what the mechanism says it is: `tables["support"]`. Raise ValueError when a condition needs the number of people who
    could vote and it is not known.
    """
    asked = conditions or Conditions()
    before = [_turnout(turnout)]
    if asked.quorum is not None:
        needed = ceiling(asked.quorum * _eligible(turnout, "a quorum"))
        reached = turnout.participated >= needed
        facts = {"needed": needed, "participated": turnout.participated, "quorum": asked.quorum}
        before.append(Step(code=f"voting.quorum.{'reached' if reached else 'missed'}", facts=facts))
        if not reached:
            return _closed(replace(result, outcome=(), ties=(), steps=(*before, *result.steps)))
    result = replace(result, steps=(*before, *result.steps))
    if asked.blank == "option":
        result = _require(result, turnout.blank + 1, "voting.blank", {"blank": turnout.blank})
    if asked.majority is not None:
        whole = {
            "expressed": turnout.expressed,
            "participated": turnout.participated,
            "eligible": _eligible(turnout, "a majority of them") if asked.majority_of == "eligible" else 0,
        }[asked.majority_of]
        share = asked.majority * whole
        needed = ceiling(share) if asked.at_least else share.numerator // share.denominator + 1
        facts = {"majority": asked.majority, "of": asked.majority_of, "whole": whole}
        result = _require(result, needed, "voting.majority", facts)
    return _closed(result)


def _closed(result: Result) -> Result:
    """Give the result with what is chosen said last, once the conditions have spoken."""
    said = [step for step in result.steps if step.code.endswith(".elected")]
    steps = tuple(step for step in result.steps if step not in said)
    if result.outcome:
        elected = Step(code="voting.elected", facts={"options": result.outcome})
        own = [step for step in said if step.code != "voting.elected"]  # seats by list are told otherwise
        steps += tuple(own) or (elected,)
    elif not result.ties:
        steps += (Step(code="voting.none"),)
    return replace(result, steps=steps)


def _turnout(turnout: Turnout) -> Step:
    facts: dict[str, object] = {
        "participated": turnout.participated,
        "expressed": turnout.expressed,
        "blank": turnout.blank,
        "spoilt": turnout.spoilt,
    }
    if turnout.eligible is None:
        return Step(code="voting.turnout.open", facts=facts)
    share = Fraction(turnout.participated, turnout.eligible) if turnout.eligible else Fraction(0)
    return Step(code="voting.turnout.counted", facts=facts | {"eligible": turnout.eligible, "share": share})


def _eligible(turnout: Turnout, purpose: str) -> int:
    if turnout.eligible is None:
        raise ValueError(f"The number of people who could vote was expected, for {purpose}; it is not known.")
    return turnout.eligible


def _require(result: Result, needed: int, code: str, facts: Mapping[str, object]) -> Result:
    """Keep the chosen options that have at least this support; in a tie, those that have it."""
    support = cast("Mapping[str, int]", result.tables["support"])
    outcome = tuple(option for option in result.outcome if support[option] >= needed)
    ties: tuple[Tie, ...] = ()
    for tie in result.ties:
        left = tuple(option for option in tie.options if support[option] >= needed)
        if len(left) > tie.places:
            ties += (Tie(options=left, places=tie.places),)
        else:
            outcome += left
    chosen = {*result.outcome, *(option for tie in result.ties for option in tie.options)}
    kept = {*outcome, *(option for tie in ties for option in tie.options)}
    steps = []
    for verdict, options in (("reached", kept), ("missed", chosen - kept)):
        if options:
            counted = {option: support[option] for option in sorted(options)}
            step = Step(code=f"{code}.{verdict}", facts={**facts, "needed": needed, "support": counted})
            steps.append(step)
    return replace(result, outcome=outcome, ties=ties, steps=(*result.steps, *steps))
