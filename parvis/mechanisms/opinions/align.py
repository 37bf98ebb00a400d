"""Keeping a map in its place from one version to the next: the same side up, the same letters for the same people.

A plane has no up and no left of its own, and groups have no order. So that a reader finds herself again, the new map is turned (and
mirrored, if need be) towards the previous one, and each group takes the letter of the previous one with which it shares most people.
Sources: P. Schönemann, "A generalized solution of the orthogonal Procrustes problem", Psychometrika 31 (1966); H. Kuhn, "The Hungarian
method for the assignment problem", Naval Research Logistics Quarterly 2 (1955).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def turn(new: Floats, previous: Floats) -> Floats:
    """Give the rotation, or rotation and mirror, (2, 2) that brings the places `new` (s, 2) of some people closest to their `previous`
    ones.

    >>> turn(np.array([[0.0, 1.0], [-1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])).round(6).tolist()
    [[0.0, -1.0], [1.0, 0.0]]
    """
    left, _, right = np.linalg.svd(new.T @ previous)
    best: Floats = left @ right
    return best


def letters(new: Labels, previous: Labels, groups: int, before: int) -> list[int]:
    """Give, for each new group, the number of the previous one whose place it takes; those that take none get the numbers that are free.

    `new` and `previous` are the groups of the same people, -1 for who is in none.

    >>> letters(np.array([0, 0, 1, 2]), np.array([1, 1, 0, 0]), 3, 2)
    [1, 0, 2]
    """
    both = (new >= 0) & (previous >= 0)
    shared = np.bincount(new[both] * before + previous[both], minlength=groups * before).reshape(groups, before)
    taken = {int(row): int(column) for row, column in zip(*linear_sum_assignment(-shared), strict=True) if shared[row, column]}
    free = iter(number for number in range(groups + before) if number not in taken.values())
    return [taken[group] if group in taken else next(free) for group in range(groups)]
