"""A score of what brings together that knows of no groups: how much a statement is agreed with beyond what sharing its leaning explains.

Each vote is taken as mean + leniency of the person + merit of the statement + (leaning of the person × leaning of the statement); the
merit is what remains for the statement when leanings are explained. It stands beside the consensus of groups so that each checks the
other.

Source: S. Wojcik et al., "Birdwatch: Crowd wisdom and bridging algorithms can inform understanding and reduce the spread of
misinformation", 2022 (arXiv:2210.15723), the model of Community Notes, with one factor and its penalties 0.15 and 0.03.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
SAMPLE, ROUNDS, OF_MERIT, OF_LEANING = 4000, 12, 0.15, 0.03


def merits(votes: csr_array, leaning: Floats) -> Floats:
    """Give the merit of each statement, NaN where nobody here voted on it.

    `votes` (people, m) holds 1, -1, and 0 for a pass as an entry of its own; `leaning` (people,) is where the search begins.
    """
    ones = csr_array((np.ones_like(votes.data), votes.indices, votes.indptr), shape=votes.shape)
    half = csr_array(((votes.data + 1) / 2, votes.indices, votes.indptr), shape=votes.shape)
    sides = ((half, ones), (half.T.tocsr(), ones.T.tocsr()))
    many = [np.diff(side[1].indptr).astype(np.float64) for side in sides]
    mean = float(half.data.mean()) if half.nnz else 0.0
    scale = float(np.sqrt((leaning**2).mean())) or 1.0
    lenient, leans = np.zeros(votes.shape[0]), leaning / scale
    merit, tilts = np.zeros(votes.shape[1]), np.zeros(votes.shape[1])
    for _ in range(ROUNDS):
        merit, tilts = _fitted(sides[1], many[1], mean, lenient, leans)
        lenient, leans = _fitted(sides[0], many[0], mean, merit, tilts)
        scale = float(np.sqrt((leans**2).mean())) or 1.0
        leans, tilts = leans / scale, tilts * scale
    return np.where(many[1] > 0, merit, np.nan)


def _fitted(side: tuple[csr_array, csr_array], many: Floats, mean: float, of_other: Floats, leaning: Floats) -> tuple[Floats, Floats]:
    """Give the two numbers of each row that fit its votes best, those of the columns being known: two equations with two unknowns."""
    half, ones = side
    known = ones @ np.stack([leaning, leaning**2, of_other, of_other * leaning], axis=1)
    said = half @ np.stack([np.ones_like(leaning), leaning], axis=1)
    left, right = said[:, 0] - mean * many - known[:, 2], said[:, 1] - mean * known[:, 0] - known[:, 3]
    first, second, cross = many * (1 + OF_MERIT), known[:, 1] + OF_LEANING * many, known[:, 0]
    whole = first * second - cross**2
    whole = np.where(whole > 0, whole, 1.0)
    return (left * second - right * cross) / whole, (right * first - left * cross) / whole
