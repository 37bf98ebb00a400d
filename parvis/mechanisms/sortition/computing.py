"""Computing a lottery: the fairest chances, panels that give them, and tickets in whole numbers.

It needs the solver, and its answer can differ between two versions of it: that is why the lottery is published before the seed is known,
and why drawing from it again needs no solver.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from importlib import import_module

import numpy as np

from parvis.mechanisms.sortition.groups import Groups, panel_of
from parvis.mechanisms.sortition.lottery import Lottery
from parvis.mechanisms.sortition.panels import Panels
from parvis.mechanisms.sortition.pool import Draw, Pool
from parvis.mechanisms.sortition.reaching import REACHED, Aim, Found, NoPanel, Watch, reach

FAIRNESS = ("maximin", "leximin", "nash")
DIGITS = 10**9


class InfeasibleQuotas(ValueError):
    """No panel meets the quotas. `relaxing.proposals` finds what could be changed."""


def compute(pool: Pool, settings: Draw, fairness: str, watch: Watch | None = None) -> Lottery:
    """Give the lottery with the fairest chances ("maximin", "leximin" or "nash").

    `watch` is told how far it is, and stops it by giving False; the bound then says what the best lottery could not exceed. Raise
    InfeasibleQuotas when no panel meets the quotas.
    """
    groups = Groups.of(pool, settings)
    panels = Panels(groups)
    try:
        found = reach(panels, _aim(fairness), watch)
    except NoPanel:
        raise InfeasibleQuotas(f"No panel of {settings.size} meets these quotas with the people in the pool.") from None
    lottery = _tickets(groups, found, settings.tickets)
    lottery.check(groups)
    stopped = found.stopped or found.gap > 10 * REACHED
    return replace(lottery, bound=_up(found.bound) if fairness != "nash" else None, short=_up(found.gap) if stopped else None)


def _aim(fairness: str) -> Callable[[Panels], Aim]:
    if fairness not in FAIRNESS:
        raise ValueError(f"One of {', '.join(FAIRNESS)} was expected; got {fairness!r}.")
    aim: Callable[[Panels], Aim] = import_module(f"parvis.mechanisms.sortition.{fairness}").aim
    return aim


def _up(chance: float) -> Fraction:
    """Give a chance rounded up, by more than the solver's error of a billionth."""
    return min(Fraction(1), Fraction(int(np.ceil(chance * DIGITS)) + 1, DIGITS))


def _tickets(groups: Groups, found: Found, tickets: int) -> Lottery:
    """Share the tickets between the panels, in whole numbers, as near to their weights as the chances need.

    Each panel has the whole part of its share; each ticket left goes where it mends most of what people lack, then tickets move from
    one panel to another as long as that brings the chances nearer.
    """
    matrix = np.array(found.panels)
    shares = np.array(found.weights) / sum(found.weights) * tickets
    held = np.floor(shares + 1e-9)
    counts = np.array(groups.counts, dtype=float)
    wanted = shares @ matrix
    # Seats lacking weigh as the square of what each person of the group lacks, more when her chance is small.
    weight = 1 / np.maximum(wanted, 1e-9) / np.maximum(wanted / counts, 1e-9)
    now = held @ matrix
    own = matrix**2 @ weight
    for _ in range(round(tickets - held.sum())):
        gain = 2 * matrix @ (weight * (wanted - now)) - own
        best = int(np.argmax(gain))
        held[best] += 1
        now += matrix[best]
    for _ in range(2 * len(held)):
        pull = matrix @ (weight * (wanted - now))
        gain = np.where(held > 0, -2 * pull, -np.inf) - own
        worst = int(np.argmax(gain))
        change = matrix - matrix[worst]
        better = 2 * change @ (weight * (wanted - now)) - change**2 @ weight
        best = int(np.argmax(better))
        if better[best] <= 1e-12:
            break
        held[worst] -= 1
        held[best] += 1
        now += change[best]
    kept = sorted(
        (panel_of([int(seats) for seats in panel]), int(weight)) for panel, weight in zip(matrix, held, strict=True) if weight > 0
    )
    return Lottery(tuple(panel for panel, _ in kept), tuple(weight for _, weight in kept))
