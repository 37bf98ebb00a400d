"""The purses of equal shares: everybody starts with the same share, and those who support a project pay for it together.

Purses are floats with a known bound on their error: they only rank projects. Projects whose ranks the bound does not separate are
compared by exact fractions, worked out from what each purse has paid for. A purse that has paid all it had is exactly empty.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from parvis.mechanisms.budgeting.ties import Order

ULP = 2.0**-50
TINY, LOST = 1e-300, 1e-10
NARROW = 1e-6
"""A rate known to better than this is good enough to rank; otherwise it is worked out exactly."""
Paid = tuple[tuple[int, int], ...]
"""What a purse has paid for: the number of the purchase, and the utility by which its rate is multiplied."""


@dataclass(frozen=True)
class Market:
    """What does not change from one share to another: who supports what, and by how much."""

    refs: Sequence[str]
    costs: Sequence[int]
    weights: Sequence[int]
    supporters: Sequence[Sequence[int]]
    """For each project, the purses of those who support it."""
    utilities: Sequence[Sequence[int] | None]
    """For each project, what it is worth to each supporter; None when it is worth 1 to each."""
    divisors: Sequence[int]
    """For each project, the number its rate is divided by: its price when utility is cost, else 1."""
    rivals: Sequence[frozenset[int]]

    worths: Sequence[int]
    """For each project, what it is worth to all its supporters together."""


class Purses:
    """One count of equal shares, for one share."""

    def __init__(self, market: Market, share: Fraction) -> None:
        self.market, self.share = market, share
        self.left = [float(share)] * len(market.weights)
        self.paid: list[Paid] = [()] * len(market.weights)
        self.supporters = list(market.supporters)
        self.utilities = list(market.utilities)
        self.error = float(share) * ULP
        self.bought: list[int] = []
        self._dues: list[tuple[int, int, dict[int, int], int]] = []
        self._rates: list[Fraction] = []
        self._guess = [0.0] * len(market.refs)

    def spend(self, order: Order) -> list[int]:
        """Buy projects until nobody can pay for any more; give their places in the order they were bought."""
        market = self.market
        waiting = [
            (market.costs[place] / worth / market.divisors[place] * (1 - 1e-12), place)
            for place, worth in enumerate(market.worths)
            if worth
        ]
        heapq.heapify(waiting)
        gone: set[int] = set()
        while waiting:
            best, contenders = float("inf"), []
            while waiting and waiting[0][0] <= best:
                _, place = heapq.heappop(waiting)
                if place in gone:
                    continue
                found = self._rate(place)
                if found is None:
                    continue
                low, high = found
                contenders.append((low, high, place))
                best = min(best, high)
            if not contenders:
                break
            close = [place for low, _, place in contenders if low <= best]
            chosen = close[0] if len(close) == 1 else self._settle(close, order)
            for low, _, place in contenders:
                if place != chosen:
                    heapq.heappush(waiting, (low, place))
            self._buy(chosen)
            gone |= market.rivals[chosen]
        return self.bought

    def exact(self, paid: Paid) -> Fraction:
        """Give exactly what a purse that is not empty has left."""
        return self.share - sum((self._known(number) * worth for number, worth in paid), Fraction(0))

    def remains(self, place: int) -> Fraction:
        """Give exactly what the supporters of a project have left together."""
        shares, dues = 0, dict[int, int]()
        for i in self.supporters[place]:
            if self.left[i]:
                weight = self.market.weights[i]
                shares += weight
                for number, worth in self.paid[i]:
                    dues[number] = dues.get(number, 0) + weight * worth
        return shares * self.share - sum((self._known(number) * times for number, times in dues.items()), Fraction(0))

    def price(self, place: int) -> int:
        """Give what the supporters of a project could pay for it in the end, in whole units."""
        return floor(self.remains(place))

    def _rate(self, place: int) -> tuple[float, float] | None:
        """Give bounds of what each supporter would pay per unit of utility; None when together they cannot pay."""
        left, weights, cost = self.left, self.market.weights, self.market.costs[place]
        purses, given = self.supporters[place], self.utilities[place]
        divisor = self.market.divisors[place]
        if not cost:
            return 0.0, 0.0
        if any(not left[i] for i in purses):
            if given is not None:
                self.utilities[place] = given = [worth for worth, i in zip(given, purses, strict=True) if left[i]]
            self.supporters[place] = purses = [i for i in purses if left[i]]
        guess = self._guess[place]
        whole = sum(weights[i] for i in purses)
        # What adding so many floats may lose, at most.
        slack = (whole * float(self.share) * len(purses) + cost) * ULP
        while True:
            money, able, sure, poor = 0.0, 0, 0, 0
            edge = guess * (1 + 2 * NARROW)
            if given is None:
                for i in purses:
                    b = left[i]
                    if b < guess:
                        money += b * weights[i]
                        poor += weights[i]
                    else:
                        able += weights[i]
                        if b > edge:
                            sure += weights[i]
            else:
                for i, worth in zip(purses, given, strict=True):
                    b = left[i]
                    if b < guess * worth:
                        money += b * weights[i]
                        poor += weights[i]
                    else:
                        able += weights[i] * worth
                        if b > edge * worth:
                            sure += weights[i] * worth
            if not able:
                break
            rate = (cost - money) / able
            if rate <= guess * (1 + 1e-14):
                break
            guess = rate
        if not able and money < cost - slack - whole * self.error:
            return None
        if able:
            self._guess[place] = guess * (1 - 3 * NARROW)
        error = (slack + poor * self.error) / sure + guess * 1e-13 if sure else float("inf")
        if error < guess * NARROW:
            return (guess - error) / divisor * (1 - ULP), (guess + error) / divisor * (1 + ULP)
        exact = self._exact_rate(place)
        if exact is None:
            return None
        near = float(exact / divisor)
        return near * (1 - ULP), near * (1 + ULP)

    def _exact_rate(self, place: int) -> Fraction | None:
        """Give the rate exactly, not divided; None when the supporters cannot pay."""
        purses = sorted((left / worth, worth * weight, weight) for left, worth, weight in self._purses_left(place))
        due, payers = Fraction(self.market.costs[place]), sum(worth for _, worth, _ in purses)
        if not due:
            return due
        for most, worth, _ in purses:
            if due <= most * payers:
                return due / payers
            due -= most * worth
            payers -= worth
        return None

    def _purses_left(self, place: int) -> list[tuple[Fraction, int, int]]:
        """Give what each supporter has left exactly, what the project is worth to them, and how many are alike."""
        given = self.utilities[place]
        groups: dict[tuple[Paid, int], int] = {}
        for k, i in enumerate(self.supporters[place]):
            if self.left[i]:
                key = (self.paid[i], given[k] if given else 1)
                groups[key] = groups.get(key, 0) + self.market.weights[i]
        return [(self.exact(paid), worth, weight) for (paid, worth), weight in groups.items()]

    def _poor(self, place: int) -> frozenset[int]:
        """Give the supporters of a project who have something left."""
        return frozenset(i for i in self.supporters[place] if self.left[i])

    def _settle(self, close: list[int], order: Order) -> int:
        """Choose between projects whose rates are too near for floats."""
        exact = {place: rate / self.market.divisors[place] for place in close if (rate := self._exact_rate(place)) is not None}
        least = min(exact.values())
        tied = [place for place in close if exact.get(place) == least]
        if len(tied) == 1:
            return tied[0]
        # When no purse and no site is asked for twice, whichever goes first changes nothing.
        asked: set[int] = set()
        for place in tied:
            purses = self._poor(place)
            if (least and (asked & purses)) or self.market.rivals[place] & set(tied):
                first = order.first([self.market.refs[place] for place in tied])
                return next(place for place in tied if self.market.refs[place] == first)
            asked |= purses
        return tied[0]

    def _buy(self, place: int) -> None:
        number, left, weights = len(self.bought), self.left, self.market.weights
        self.bought.append(place)
        cost, given = self.market.costs[place], self.utilities[place]
        if not cost:
            self._dues.append((0, 0, {}, 1))
            return
        bounds = self._rate(place)
        assert bounds is not None
        divisor = self.market.divisors[place]
        low, high = bounds[0] * divisor, bounds[1] * divisor
        purses, given = self.supporters[place], self.utilities[place]
        worths = given or [1] * len(purses)
        margin = self.error + float(self.share) * ULP
        if any(low * worth - margin <= left[i] <= high * worth + margin for i, worth in zip(purses, worths, strict=True)):
            rate = self._exact_rate(place)
            assert rate is not None
            poor = [
                left[i] < low * worth - margin or (left[i] <= high * worth + margin and self.exact(self.paid[i]) <= rate * worth)
                for i, worth in zip(purses, worths, strict=True)
            ]
            if all(poor):
                # Everybody pays all they have: the rate is that of the last who could pay it.
                self._rates = [*self._all_rates(), rate]
        else:
            poor = [left[i] < low * worth for i, worth in zip(purses, worths, strict=True)]
        rate_near = (low + high) / 2
        shares, dues, payers = 0, dict[int, int](), 0
        for i, worth, empties in zip(purses, worths, poor, strict=True):
            if empties:
                shares += weights[i]
                for earlier, times in self.paid[i]:
                    dues[earlier] = dues.get(earlier, 0) + weights[i] * times
                left[i] = 0.0
            else:
                payers += weights[i] * worth
                left[i] = max(left[i] - rate_near * worth, TINY)
                self.paid[i] = (*self.paid[i], (number, worth))
        self._dues.append((cost, shares, dues, payers))
        self.error += (high - low) * max(worths) + float(self.share) * ULP
        if self.error > float(self.share) * LOST:
            self._refresh()

    def _refresh(self) -> None:
        """Work out what is left from exact rates again, when errors have added up."""
        rates = [float(rate) for rate in self._all_rates()]
        share = float(self.share)
        for i, paid in enumerate(self.paid):
            if self.left[i] and paid:
                self.left[i] = max(share - sum(rates[number] * worth for number, worth in paid), TINY)
        self.error = share * ULP * (len(self.bought) + 2)

    def _all_rates(self) -> list[Fraction]:
        if len(self._rates) < len(self._dues):
            self._known(len(self._dues) - 1)
        return self._rates

    def _known(self, number: int) -> Fraction:
        """Give exactly what a purchase cost per unit of utility, from what its payers had."""
        while len(self._rates) <= number:
            cost, shares, dues, payers = self._dues[len(self._rates)]
            paid = cost - shares * self.share + sum((self._rates[earlier] * times for earlier, times in dues.items()), Fraction(0))
            self._rates.append(paid / payers if payers else Fraction(0))
        return self._rates[number]
