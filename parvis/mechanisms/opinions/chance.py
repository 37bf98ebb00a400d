"""Numbers that look drawn and are not: each follows from a seed and its place, the same on every machine and in every version of the
libraries.

Source: SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014) as a function of a counter.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


def uniform(seed: str, *shape: int) -> Floats:
    """Give numbers strictly between 0 and 1, of this shape.

    >>> uniform("a", 2).round(6).tolist()
    [0.156921, 0.874353]
    """
    start = np.frombuffer(sha256(f"parvis/opinions/chance/v1\0{seed}".encode()).digest()[:8], "<u8").astype(np.uint64)
    many = int(np.prod(shape))
    with np.errstate(over="ignore"):
        mixed = start + np.arange(1, many + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    drawn: Floats = ((mixed >> np.uint64(12)).astype(np.float64) + 0.5).reshape(shape) * 2.0**-52
    return drawn


def normal(seed: str, *shape: int) -> Floats:
    """Give numbers of mean 0 and variance 1, of this shape."""
    drawn: Floats = ndtri(uniform(seed, *shape))
    return drawn


def poisson(seed: str, *shape: int) -> Floats:
    """Give counts of mean 1: how often each person is drawn in a sample with replacement of a large crowd (0 to 7)."""
    # The distribution function of Poisson(1): sums of 1 / (e k!).
    steps = np.cumsum(np.exp(-1.0) / np.array([1, 1, 2, 6, 24, 120, 720], np.float64))
    return np.searchsorted(steps, uniform(seed, *shape)).astype(np.float64)
