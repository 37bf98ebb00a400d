"""Ties between projects: a published order breaks them; else every order that matters is tried, and what they disagree on stays open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from parvis.mechanisms.result import Step, Tie

WAYS = 200
"""How many ways of breaking ties are tried before an order is asked for."""
Run = TypeVar("Run")


@dataclass
class Order:
    """One order of the projects, found out only as far as ties ask for it, so that equal ties are broken equally throughout a count."""

    published: tuple[str, ...]
    script: list[str] = field(default_factory=list)
    """What the ties met so far were given to."""
    open: list[list[str]] = field(default_factory=list)
    """What else each of them could have been given to."""
    broken: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    above: dict[str, set[str]] = field(default_factory=dict)
    heard: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    """What was asked, and answered, so far."""

    def first(self, tied: Sequence[str]) -> str:
        """Give the one of these projects that goes first."""
        chosen = self._first(tied)
        self.heard.append((tuple(tied), chosen))
        return chosen

    def _first(self, tied: Sequence[str]) -> str:
        ranked = [ref for ref in self.published if ref in tied]
        if ranked:
            if (tuple(sorted(tied)), ranked[0]) not in self.broken:
                self.broken.append((tuple(sorted(tied)), ranked[0]))
            return ranked[0]
        possible = sorted(ref for ref in tied if not any(self._above(other, ref) for other in tied if other != ref))
        if len(possible) == 1:
            chosen = possible[0]
        else:
            place = len(self.open)
            chosen = self.script[place] if place < len(self.script) else possible[0]
            if place == len(self.script):
                self.script.append(chosen)
            self.open.append([ref for ref in possible if ref > chosen])
        self.above.setdefault(chosen, set()).update(ref for ref in tied if ref != chosen)
        return chosen

    def _above(self, one: str, other: str) -> bool:
        seen, waiting = set[str](), [one]
        while waiting:
            for below in self.above.get(waiting.pop(), ()):
                if below == other:
                    return True
                if below not in seen:
                    seen.add(below)
                    waiting.append(below)
        return False


@dataclass
class Question:
    """A tie that a part of a count meets, and what follows each answer: the next tie, or what is funded."""

    tied: tuple[str, ...]
    answers: dict[str, "Question | list[int]"] = field(default_factory=dict)


@dataclass
class Memory:
    """What parts of a count found, so that other orders of the ties count again only what their ties change."""

    parts: dict[int, Question | list[int]] = field(default_factory=dict)

    def recall(self, part: int, order: Order) -> list[int] | None:
        """Give what this part found under the same answers; None when it was not yet counted under them."""
        known: Question | list[int] | None = self.parts.get(part)
        while isinstance(known, Question):
            known = known.answers.get(order.first(known.tied))
        return known

    def count(self, part: int, order: Order, count: Callable[[Order], list[int]]) -> list[int]:
        """Give what this part finds, counting only if need be."""
        if (known := self.recall(part, order)) is not None:
            return known
        since = len(order.heard)
        found = count(order)
        asked = order.heard[since:]
        if not asked:
            self.parts[part] = found
            return found
        question = self.parts.setdefault(part, Question(asked[0][0]))
        for (_, answer), (tied, _) in pairwise(asked):
            assert isinstance(question, Question)
            question = question.answers.setdefault(answer, Question(tied))
        assert isinstance(question, Question)
        question.answers[asked[-1][1]] = found
        return found


@dataclass(frozen=True)
class Ways(Generic[Run]):
    """Where the orders of ties lead: the first run, what all runs fund, and the ties that remain."""

    run: Run
    certain: tuple[str, ...]
    ties: tuple[Tie, ...]
    steps: tuple[Step, ...]


def explore(published: tuple[str, ...], count: Callable[[Order], Run], funded: Callable[[Run], Sequence[str]]) -> Ways[Run]:
    """Count under each order of the ties; raise ValueError when they are too many to try and an order is needed."""
    script: list[str] = []
    runs: list[tuple[Run, Order]] = []
    while True:
        order = Order(published, list(script))
        runs.append((count(order), order))
        script = order.script
        while script and not order.open[len(script) - 1]:
            script.pop()
        if not script:
            break
        if len(runs) == WAYS:
            raise ValueError("There are too many ties between projects to try every order: draw an order by lot, and give it as tie_order.")
        script[-1] = order.open[len(script) - 1][0]
    first, order = runs[0]
    steps = tuple(Step(code="budgeting.tie.broken", facts={"options": tied, "first": chosen}) for tied, chosen in order.broken)
    if len(runs) == 1:
        return Ways(first, tuple(funded(first)), (), steps)
    sets = [set(funded(run)) for run, _ in runs]
    common = set.intersection(*sets)
    contested = tuple(sorted(set.union(*sets) - common))
    if not contested:
        harmless = Step(code="budgeting.tie.harmless", facts={"ways": len(runs)})
        return Ways(first, tuple(ref for ref in funded(first) if ref in common), (), (*steps, harmless))
    least = min(len(chosen - common) for chosen in sets)
    if len(contested) == 1:  # those it was tied with are funded in no order, or in all: they are named as far as they are open
        met = {ref for _, found in runs for ref in {*found.above, *(below for refs in found.above.values() for below in refs)}}
        contested = tuple(sorted({*contested, *(met - common)}))
    left = Step(code="budgeting.tie.left", facts={"options": contested})
    return Ways(
        first,
        tuple(ref for ref in funded(first) if ref in common),
        (Tie(options=contested, places=max(1, min(least, len(contested) - 1))),),
        (*steps, left),
    )
