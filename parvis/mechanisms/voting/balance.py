"""Balance between groups: at least so many seats, or at most, for women and men, for territories, for any groups of options.

It goes with any method that fills several seats. The ballots are counted as usual; whoever is elected keeps their seat as long as the
remaining seats can still satisfy every group. The first for whom they could not is set aside, as if they had not stood, and the ballots
are counted again: so their ballots go on to whom these people also support. A committee is never better balanced than was asked.
Proportional approval voting, which compares whole committees, compares those that satisfy every group, and needs none of this.

Source: David Hill, "STV with constraints", Voting matters 9 (1998): an option that could no longer be elected within the constraints is
"doomed" and goes out at once. Where groups were to be represented in France: electoral code, article L260 (lists that alternate).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from parvis.mechanisms.result import Result, Step


class Balanced(Protocol):
    """Settings that can ask for a balance."""

    @property
    def seats(self) -> int: ...
    @property
    def groups(self) -> tuple[tuple[str, ...], ...]: ...
    @property
    def at_least(self) -> tuple[int, ...]: ...
    @property
    def at_most(self) -> tuple[int, ...]: ...


@dataclass(frozen=True)
class Quotas:
    """How many of each group are wanted; options are known by the groups they are in, since others of the same are worth the same."""

    kinds: Mapping[str, frozenset[int]]
    low: tuple[int, ...]
    high: tuple[int, ...]

    def possible(self, elected: Sequence[str], standing: Sequence[str], seats: int) -> bool:
        """Say whether the seats can be filled, from these elected and with those who stand, so that every group is satisfied."""
        held = [sum(group in self.kinds[option] for option in elected) for group in range(len(self.low))]
        there = Counter(self.kinds[option] for option in standing if option not in elected)
        return self._fill(list(there.items()), held, min(seats - len(elected), sum(there.values())))

    def _fill(self, there: list[tuple[frozenset[int], int]], held: list[int], left: int) -> bool:
        if any(count > most for count, most in zip(held, self.high, strict=True)):
            return False
        if not there:
            return left == 0 and all(count >= least for count, least in zip(held, self.low, strict=True))
        rest = sum(count for _, count in there)
        reachable = (held[group] + sum(n for kind, n in there if group in kind) for group in range(len(held)))
        if rest < left or any(most < least for most, least in zip(reachable, self.low, strict=True)):
            return False
        (kind, count), *others = there
        for taken in range(min(count, left), -1, -1):
            if self._fill(others, [n + taken * (group in kind) for group, n in enumerate(held)], left - taken):
                return True
        return False


def asked(options: Sequence[str], settings: Balanced) -> Quotas:
    """Give what is asked of the groups; raise ValueError when no choice of the options could satisfy it."""
    unknown = {option for group in settings.groups for option in group} - set(options)
    if unknown:
        raise ValueError(f"Groups of options of this vote were expected; got {', '.join(sorted(unknown))}.")
    kinds = {option: frozenset(n for n, group in enumerate(settings.groups) if option in group) for option in options}
    size = len(settings.groups)
    quotas = Quotas(kinds, settings.at_least or (0,) * size, settings.at_most or (settings.seats,) * size)
    if not quotas.possible((), options, settings.seats):
        raise ValueError("No choice of these options gives every group what is asked: lower a minimum, or raise a maximum.")
    return quotas


def balanced(count: Callable[[Any, Any], Result], profile: Any, settings: Any, without: Callable[[Any, set[str]], Any]) -> Result:
    """Count until the elected satisfy every group; raise ValueError when no choice of the options could."""
    options: tuple[str, ...] = profile.options
    quotas = asked(options, settings)
    free = replace(settings, groups=(), at_least=(), at_most=())
    aside: dict[str, None] = {}
    steps: list[Step] = []
    while True:
        standing = [option for option in options if option not in aside]
        result = count(without(profile, set(aside)), free)
        refused = _refused(result, quotas, standing, settings.seats)
        if refused is None:
            break
        option, kept = refused
        aside[option] = None
        steps.append(Step(code="voting.balance.aside", facts={"option": option, "kept": kept}))
    if not steps:
        return replace(result, steps=(*result.steps, Step(code="voting.balance.kept", facts={"groups": len(settings.groups)})))
    support = {**dict.fromkeys(options, 0), **dict(result.tables["support"])}  # type: ignore[call-overload]  # a mapping by option
    return replace(result, steps=(*steps, *result.steps), tables={**result.tables, "support": support, "aside": list(aside)})


def _refused(result: Result, quotas: Quotas, standing: Sequence[str], seats: int) -> tuple[str, list[str]] | None:
    """Give the first elected whose seat would leave a group without what is asked, with those before; else one tied who could not sit."""
    kept: list[str] = []
    for option in result.outcome:
        if not quotas.possible([*kept, option], standing, seats):
            return option, kept
        kept.append(option)
    for tie in result.ties:
        for option in tie.options:
            if not quotas.possible([*kept, option], standing, seats):
                return option, kept
    return None
