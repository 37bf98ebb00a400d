"""How far a share can be trusted: intervals, tests, and what to make of many tests at once. Everything works on arrays of counts.

Sources: E. Wilson, J. American Statistical Association 22 (1927), 209-212; L. Brown, T. Cai, A. DasGupta, "Interval estimation for a
binomial proportion", Statistical Science 16 (2001), who advise Jeffreys up to 40 observations; R. Newcombe, Statistics in Medicine 17
(1998), 873-890, method 10, for a difference; Y. Benjamini and Y. Hochberg, J. Royal Statistical Society B 57 (1995), 289-300; L. Kish,
*Survey Sampling* (1965), for the number of observations that weights leave.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, ndtr

Floats = NDArray[np.float64]
Z = 1.959963984540054  # 95 %, both sides
FEW = 40


def wilson(part: ArrayLike, whole: ArrayLike, z: float = Z) -> tuple[Floats, Floats]:
    """Give the score interval of shares part / whole; 0 to 1 where whole is 0.

    >>> [side.round(4).tolist() for side in wilson([8], [10])]
    [[0.4902], [0.9433]]
    """
    n, x = np.asarray(whole, np.float64), np.asarray(part, np.float64)
    safe = np.maximum(n, 1e-9)
    p = x / safe
    middle, spread = p + z * z / (2 * safe), z * np.sqrt(p * (1 - p) / safe + z * z / (4 * safe * safe))
    low, high = (middle - spread) / (1 + z * z / safe), (middle + spread) / (1 + z * z / safe)
    return np.where(n > 0, np.clip(low, 0, 1), 0.0), np.where(n > 0, np.clip(high, 0, 1), 1.0)


def jeffreys(part: ArrayLike, whole: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Give the interval of shares with Jeffreys's prior: all of it kept on the side where nobody, or everybody, said so.

    >>> [side.round(4).tolist() for side in jeffreys([0, 8], [10, 10])]
    [[0.0, 0.4972], [0.2172, 0.9559]]
    """
    n, x = np.asarray(whole, np.float64), np.asarray(part, np.float64)
    tail = (1 - level) / 2
    low, high = betaincinv(x + 0.5, n - x + 0.5, tail), betaincinv(x + 0.5, n - x + 0.5, 1 - tail)
    return np.where(x > 0, low, 0.0), np.where(x < n, high, 1.0)


def shares(part: ArrayLike, whole: ArrayLike) -> tuple[Floats, Floats]:
    """Give the interval that a report shows: Jeffreys up to 40 votes, Wilson beyond."""
    x, n = np.broadcast_arrays(np.asarray(part, np.float64), np.asarray(whole, np.float64))
    low, high = wilson(x, n)
    few = (n <= FEW) & (n > 0)
    if few.any():
        low[few], high[few] = jeffreys(x[few], n[few])
    return low, high


def difference(part: ArrayLike, whole: ArrayLike, part_of_others: ArrayLike, others: ArrayLike) -> tuple[Floats, Floats]:
    """Give the interval of part / whole - part_of_others / others.

    >>> [side.round(4).tolist() for side in difference([56], [70], [48], [80])]
    [[0.0524], [0.3339]]
    """
    x, n, y, m = (np.asarray(each, np.float64) for each in (part, whole, part_of_others, others))
    p, q = x / np.maximum(n, 1), y / np.maximum(m, 1)
    (low, high), (low_q, high_q) = wilson(x, n), wilson(y, m)
    down, up = np.sqrt((p - low) ** 2 + (high_q - q) ** 2), np.sqrt((high - p) ** 2 + (q - low_q) ** 2)
    return p - q - down, p - q + up


def above_half(part: ArrayLike, whole: ArrayLike) -> Floats:
    """Give the chance of so large a part, or larger, if half of the people or fewer were of that opinion (score test, continuity kept)."""
    x, n = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    z = np.divide(2 * x - n - 1, np.sqrt(np.maximum(n, 1)))
    return np.where(n > 0, ndtr(-z), 1.0)


def more_than(part: ArrayLike, whole: ArrayLike, part_of_others: ArrayLike, others: ArrayLike) -> Floats:
    """Give the chance of so large a difference, or larger, if the share in the group were that of the others (pooled z test, one side)."""
    x, n, y, m = (np.asarray(each, np.float64) for each in (part, whole, part_of_others, others))
    pooled = (x + y) / np.maximum(n + m, 1)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / np.maximum(n, 1) + 1 / np.maximum(m, 1)))
    gap = x / np.maximum(n, 1) - y / np.maximum(m, 1)
    z = np.divide(gap, spread, out=np.zeros_like(spread), where=spread > 0)
    return np.where((n > 0) & (m > 0), ndtr(-z), 1.0)


def discoveries(chances: Floats, rate: float) -> tuple[NDArray[np.bool_], float]:
    """Give which of many tests to believe so that at most this share of them is expected to be wrong, and the largest chance believed.

    >>> kept, limit = discoveries(np.array([0.01, 0.04, 0.03, 0.5]), 0.1)
    >>> kept.tolist(), limit
    ([True, True, True, False], 0.04)
    """
    flat = np.sort(chances.ravel())
    if not len(flat):
        return np.zeros(chances.shape, bool), 0.0
    under = flat <= rate * np.arange(1, len(flat) + 1) / len(flat)
    if not under.any():
        return np.zeros(chances.shape, bool), 0.0
    limit = float(flat[np.flatnonzero(under)[-1]])
    return chances <= limit, limit
