"""The purses of equal shares in arrays of numpy, for tens of thousands of voters: what they buy is what `purses` buys.

Floats rank, with a bound on their error (numpy adds by halves, which loses far less than one after the other); what the bound does not
separate is worked out in fractions, from who paid for what.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

import numpy as np

from parvis.mechanisms.budgeting.purses import TINY, ULP, Market, Purses

if TYPE_CHECKING:
    Array = np.ndarray[Any, np.dtype[Any]]

ADDED = 2.0**-46
"""What adding floats by halves may lose at most, as a share of their sum: far more than (log2(n) + 20) / 2^53."""
NARROW = 1e-4
"""A rate known to better than this is good enough to rank; otherwise it is worked out exactly."""
LOST = 1e-5
"""Once a rate may be off by this share of a share, what is left is worked out again from exact rates."""


add = np.add.reduce


@dataclass(frozen=True)
class Bill:
    """A purchase: its price, the purses that it empties, those that pay its rate times what it is worth to them."""

    cost: int
    emptied: Array
    payers: Array
    worths: Array | None


class ArrayMarket:
    """A market with its purses in arrays, made once for all shares that are tried."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.weights = np.array(market.weights, dtype=np.int64)
        self.supporters = [np.array(purses, dtype=np.intp) for purses in market.supporters]
        self.heavy = [self.weights[purses].astype(float) for purses in self.supporters]
        self.utilities = [None if given is None else np.array(given, dtype=float) for given in market.utilities]


class ArrayPurses(Purses):
    """One count of equal shares, for one share."""

    def __init__(self, arrays: ArrayMarket, share: Fraction) -> None:
        self.market, self.share, self.arrays = arrays.market, share, arrays
        self.near = np.full(len(arrays.weights), float(share))
        self.purses = list(arrays.supporters)
        self.heavy = list(arrays.heavy)
        self.worths = list(arrays.utilities)
        self.off = np.full(len(arrays.weights), float(share) * ULP)
        self.bought: list[int] = []
        self._bills: list[Bill] = []
        self._found: dict[int, tuple[float, float]] = {}
        self._rates: list[Fraction] = []
        self._guess = [0.0] * len(self.market.refs)

    def remains(self, place: int) -> Fraction:
        """Give exactly what the supporters of a project have left together."""
        purses = self.purses[place]
        purses = purses[self.near[purses] > 0]
        return self._left(purses)

    def price(self, place: int) -> int:
        """Give what the supporters of a project could pay for it in the end, in whole units."""
        held, weights = self.near[self.purses[place]], self.heavy[place]
        money = float((held * weights).sum())
        error = money * ADDED + float((self.off[self.purses[place]] * weights).sum())
        low, high = floor(money - error), floor(money + error)
        return low if low == high else floor(self.remains(place))

    def _paid(self, purses: Array) -> list[Array]:
        """Give, for each purchase, what it is worth to each of these purses if it pays its rate, else 0."""
        worth = np.zeros(len(self.near), dtype=np.int64)
        found = []
        for bill in self._bills:
            worth[bill.payers] = 1 if bill.worths is None else bill.worths
            found.append(worth[purses])
            worth[bill.payers] = 0
        return found

    def _poor(self, place: int) -> frozenset[int]:
        purses = self.purses[place]
        return frozenset(purses[self.near[purses] > 0].tolist())

    def _rate(self, place: int) -> tuple[float, float] | None:
        cost, divisor = self.market.costs[place], self.market.divisors[place]
        if not cost:
            return 0.0, 0.0
        purses, weights = self.purses[place], self.heavy[place]
        held = self.near[purses]
        if not held.all():
            kept = held > 0
            held, purses, weights = held[kept], purses[kept], weights[kept]
            self.purses[place], self.heavy[place] = purses, weights
            if (given := self.worths[place]) is not None:
                self.worths[place] = given[kept]
        given = self.worths[place]
        money = held * weights
        everything = float(add(money))
        slack = (everything + cost) * ADDED
        if everything < cost - slack and everything + float(add(self.off[purses] * weights)) < cost - slack:
            return None
        worth = weights if given is None else weights * given
        most = held if given is None else held / given  # the rate that a purse can just pay
        guess, whole = self._guess[place], float(add(worth))
        while True:
            poor = most < guess
            able = whole - float(add(worth, where=poor)) if guess else whole
            if able < 0.5:
                break
            rate = (cost - (float(add(money, where=poor)) if guess else 0.0)) / able
            if rate <= guess * (1 + 1e-14):
                break
            guess = rate
        if able >= 0.5:
            self._guess[place] = guess * (1 - 3 * NARROW)
            rich = most > guess * (1 + 2 * NARROW)
            sure = float(add(worth, where=rich))
            if sure >= 0.5:
                # Only what the others have left counts in the rate, and with it how far it may be off.
                others = ~rich
                error = (slack + float(add(self.off[purses[others]] * weights[others]))) / sure + guess * 1e-13
                if error < guess * NARROW:
                    self._found[place] = (guess - error) / divisor * (1 - ADDED), (guess + error) / divisor * (1 + ADDED)
                    return self._found[place]
        exact = self._exact_rate(place)
        if exact is None:
            return None
        near = float(exact / divisor)
        return near * (1 - ADDED), near * (1 + ADDED)

    def _exact_rate(self, place: int) -> Fraction | None:
        """Give the rate exactly: from who can surely not pay it and who surely can, when floats separate all of them."""
        purses, given, guess = self.purses[place], self.worths[place], self._guess[place]
        kept = self.near[purses] > 0
        purses, given = purses[kept], None if given is None else given[kept]
        held, weights = self.near[purses], self.arrays.weights[purses]
        worths = np.ones(len(purses), dtype=np.int64) if given is None else given.astype(np.int64)
        low, high = guess * (1 - 1e-3), guess * (1 + 1e-3)
        margin = self.off[purses] + float(self.share) * ADDED
        poor, rich = held < low * worths - margin, held > high * worths + margin
        able = int((weights[rich] * worths[rich]).sum())
        if guess and able and (poor | rich).all():
            rate = (self.market.costs[place] - self._left(purses[poor])) / able
            if low < rate < high:
                return rate
        return super()._exact_rate(place)

    def _left(self, purses: Array) -> Fraction:
        """Give exactly what these purses have left together."""
        weights = self.arrays.weights[purses]
        left = int(weights.sum()) * self.share
        for number, worths in enumerate(self._paid(purses)):
            times = int((weights * worths).sum())
            if times:
                left -= self._known(number) * times
        return left

    def _purses_left(self, place: int) -> list[tuple[Fraction, int, int]]:
        purses = self.purses[place]
        kept = self.near[purses] > 0
        purses, given = purses[kept], self.worths[place]
        worths = [1] * len(purses) if given is None else [int(worth) for worth in given[kept]]
        columns = [column.tolist() for column in self._paid(purses)] or [[0] * len(purses)]
        groups: dict[tuple[tuple[int, ...], int], int] = {}
        for paid, worth, weight in zip(zip(*columns, strict=True), worths, self.arrays.weights[purses].tolist(), strict=True):
            groups[paid, worth] = groups.get((paid, worth), 0) + weight
        return [
            (self.share - sum((self._known(number) * times for number, times in enumerate(paid) if times), Fraction(0)), worth, weight)
            for (paid, worth), weight in groups.items()
        ]

    def _buy(self, place: int) -> None:
        self.bought.append(place)
        cost, nobody = self.market.costs[place], np.empty(0, dtype=np.intp)
        if not cost:
            self._bills.append(Bill(0, nobody, nobody, None))
            return
        bounds = self._found.get(place) or self._rate(place)
        self._found.clear()
        assert bounds is not None
        divisor, purses, given = self.market.divisors[place], self.purses[place], self.worths[place]
        low, high = bounds[0] * divisor, bounds[1] * divisor
        held, worths = self.near[purses], 1.0 if given is None else given
        margin = self.off[purses] + float(self.share) * ADDED
        poor = held < low * worths - margin
        unsure = ~poor & (held <= high * worths + margin)
        if unsure.any():
            rate = self._exact_rate(place)
            assert rate is not None
            at = np.flatnonzero(unsure)
            left = np.full(len(at), self.share, dtype=object)
            for number, paid in enumerate(self._paid(purses[at])):
                left = left - self._known(number) * paid.astype(object)
            due = [rate * (1 if given is None else int(given[k])) for k in at]
            poor[at] = [mine <= asked for mine, asked in zip(left, due, strict=True)]
            if poor.all():
                # Everybody pays all they have: the rate is that of the last who could pay it.
                self._rates = [*self._all_rates(), rate]
        payers = purses[~poor]
        paying = None if given is None else given[~poor].astype(np.int64)
        self._bills.append(Bill(cost, purses[poor], payers, paying))
        self.near[purses[poor]] = 0.0
        rate_near = (low + high) / 2
        left_over = self.near[payers] - (rate_near if given is None else rate_near * given[~poor])
        self.near[payers] = np.maximum(left_over, TINY)
        self.off[payers] += (high - low) * (1.0 if given is None else given[~poor]) + float(self.share) * ULP
        if high - low > float(self.share) * LOST:
            self._refresh()

    def _refresh(self) -> None:
        rates = [float(rate) for rate in self._all_rates()]
        near = np.full(len(self.near), float(self.share))
        for bill, rate in zip(self._bills, rates, strict=True):
            near[bill.payers] -= rate if bill.worths is None else rate * bill.worths
        self.near = np.where(self.near > 0, np.maximum(near, TINY), 0.0)
        self.off[:] = float(self.share) * ULP * (len(self.bought) + 2)

    def _all_rates(self) -> list[Fraction]:
        if len(self._rates) < len(self._bills):
            self._known(len(self._bills) - 1)
        return self._rates

    def _known(self, number: int) -> Fraction:
        while len(self._rates) <= number:
            bill = self._bills[len(self._rates)]
            emptied = self.arrays.weights[bill.emptied]
            due = bill.cost - int(emptied.sum()) * self.share
            for earlier, worths in enumerate(self._paid(bill.emptied)[: len(self._rates)]):
                times = int((emptied * worths).sum())
                if times:
                    due += self._rates[earlier] * times
            weights = self.arrays.weights[bill.payers]
            payers = int((weights if bill.worths is None else weights * bill.worths).sum())
            self._rates.append(due / payers if payers else Fraction(0))
        return self._rates[number]
