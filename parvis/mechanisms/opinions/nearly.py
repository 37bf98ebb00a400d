"""Votes that look copied with changes: a dense ball of people around one set of answers, where chance would not put so many.

Somebody who floods a vote can change one answer in ten from account to account. So the agreement of 200 people (the first in canonical
order, which nobody can choose) with 2,000 is counted, over the statements that both voted on, and those around whom others are densest are
looked at first. The answers that most of the ball give are the pattern; the ball is then everybody who gives nine in ten of them. It is
flagged when it holds many times as many people as would be there, beyond doubt, if everybody voted apart with the shares of the likeliest
crowd: their part of the map, everybody, or only those who give six in ten of the same answers. Those in the ball do not speak for
themselves. A pattern that mostly passes pushes nothing and is left alone.

Source for the idea of comparing with what independent voters of a crowd would give: J. Pacheco et al., "Uncovering coordinated networks
on social media", ICWSM 2021; for the bound on sums of unlike coins: W. Hoeffding, J. American Statistical Association 58 (1963), theorem 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import pdtrc, rel_entr

from parvis.mechanisms.opinions.fingerprints import CHUNK, rows
from parvis.mechanisms.opinions.votes import VoteMatrix

LOOKED, SEEDS, BALLS = 2000, 200, 30
LEAST, ALIKE, CLOSE, AROUND = 12, 0.8, 0.9, 0.6
"""Votes in common that count as a comparison; the shares of equal ones that make a neighbour, a member of the ball, somebody around it."""
TIMES, DOUBT = 5, 1e-6
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Ball:
    """People who give nearly the same answers: their rows, the mean number of votes compared and share of equal ones, how many such people
    chance would give among those looked at."""

    rows: Whole
    votes: int
    equal: float
    expected: float


@dataclass(frozen=True)
class _Looked:
    """The people who are looked at: one column a (statement, vote), one column a statement, and the part of the map of each."""

    said: csr_array
    seen: csr_array
    part: Whole


def nearly(matrix: VoteMatrix, part: Whole, *, least_people: int) -> list[Ball]:
    """List balls of at least `least_people` that chance does not explain; `part` (people,) is the group or the part of the range of each,
    -1 for who is not on the map."""
    sample = np.flatnonzero(np.diff(matrix.starts) >= LEAST)[:LOOKED]
    if len(sample) < 2 * least_people:
        return []
    looked = _looked(matrix, sample, part)
    equal = looked.said @ looked.said[:SEEDS].T.toarray()
    common = looked.seen @ looked.seen[:SEEDS].T.toarray()
    neighbour = (common >= LEAST) & (equal >= ALIKE * common)
    many = neighbour.sum(axis=0)
    around = ((common >= LEAST) & (equal >= 0.5 * common)).sum(axis=0) - many
    dense = np.lexsort((np.arange(len(many)), -(many / (5.0 + around)).round(9)))
    found, done, flagged, tried = list[Ball](), np.zeros(len(sample), bool), np.zeros(matrix.people, bool), 0
    for seed in dense[many[dense] >= least_people]:
        if done[seed] or tried == BALLS:
            continue
        tried += 1
        done |= neighbour[:, seed]
        ball = _ball(looked, neighbour[:, seed], least_people)
        if ball is None:
            continue
        pattern, expected = ball
        agreed, shared = _compared(matrix, pattern)
        members = (shared >= LEAST) & (agreed >= CLOSE * shared) & ~flagged
        done |= members[sample]
        if members.sum() >= least_people:
            flagged |= members
            compared = shared[members]
            found.append(
                Ball(
                    rows=np.flatnonzero(members),
                    votes=round(float(compared.mean())),
                    equal=float(agreed[members].sum() / compared.sum()),
                    expected=expected,
                )
            )
    return found


def _looked(matrix: VoteMatrix, sample: Whole, part: Whole) -> _Looked:
    starts, columns, votes, _ = rows(sample, matrix.starts, matrix.columns, matrix.votes, None)
    width, one = len(matrix.options), np.ones(len(votes), np.float32)
    said = csr_array((one, columns * 3 + votes + 1, starts), shape=(len(sample), 3 * width))
    return _Looked(said, csr_array((one, columns, starts), shape=(len(sample), width)), part[sample])


def _ball(looked: _Looked, inside: Flags, least_people: int) -> tuple[Whole, float] | None:
    """Give the pattern (m,) of a ball, -1 where it has none, and how many people chance would put in it; None where nothing is odd."""
    width = looked.seen.shape[1]
    for _ in range(2):
        told = _counts(looked.said, inside)
        pattern = np.where(told.sum(axis=1) >= max(3.0, 0.2 * inside.sum()), told.argmax(axis=1), -1)
        chosen = pattern >= 0
        marked = np.zeros((width, 3), np.float32)
        marked[chosen, pattern[chosen]] = 1
        equal, common = looked.said @ marked.ravel(), looked.seen @ chosen.astype(np.float32)
        inside = (common >= LEAST) & (equal >= CLOSE * common)
        if inside.sum() < least_people:
            return None
    if (pattern == 1).sum() * 2 > chosen.sum():
        return None
    # Where they are more than half of everybody, what they say is what people say.
    others = ~inside if 2 * inside.sum() <= len(inside) else np.ones_like(inside)
    parts = sum(_expected(looked, others & (looked.part == part), pattern, common) for part in np.unique(looked.part))
    crowds = (others, others & (equal >= AROUND * common))
    expected = max(parts, *(_expected(looked, crowd, pattern, common) for crowd in crowds))
    size = int(inside.sum())
    odd = size >= TIMES * expected and pdtrc(size - 1, max(expected, 1e-9)) < DOUBT
    return (pattern, expected) if odd else None


def _counts(said: csr_array, people: Flags) -> Floats:
    counts: Floats = (people.astype(np.float32) @ said).reshape(-1, 3).astype(np.float64)
    return counts


def _expected(looked: _Looked, crowd: Flags, pattern: Whole, common: NDArray[np.float32]) -> float:
    """Give about how many of a crowd would give `CLOSE` of the pattern, each vote drawn apart with the shares of the crowd (Hoeffding's
    bound)."""
    compared = crowd & (common >= LEAST)
    if not compared.any():
        return 0.0
    counts = _counts(looked.said, crowd)
    shares = (counts + 1) / (counts.sum(axis=1, keepdims=True) + 3)
    each = np.where(pattern >= 0, shares[np.arange(len(pattern)), pattern], 0.0)
    many = common[compared].astype(np.float64)
    mean = (looked.seen[np.flatnonzero(compared)] @ each) / many
    far = rel_entr(CLOSE, mean) + rel_entr(1 - CLOSE, 1 - mean)
    return float(np.where(mean < CLOSE, np.exp(-many * far), 1.0).sum())


def _compared(matrix: VoteMatrix, pattern: Whole) -> tuple[Floats, Floats]:
    """Give, for everybody, how many votes are those of the pattern, and how many are on its statements: some millions at a time."""
    equal, common = np.zeros(matrix.people), np.zeros(matrix.people)
    begin = 0
    while begin < matrix.people:
        end = max(begin + 1, int(np.searchsorted(matrix.starts, matrix.starts[begin] + CHUNK, side="right")) - 1)
        span = slice(int(matrix.starts[begin]), int(matrix.starts[end]))
        wanted = pattern[matrix.columns[span]]
        cuts = matrix.starts[begin:end] - matrix.starts[begin]
        equal[begin:end] = np.add.reduceat((wanted == matrix.votes[span] + 1).astype(np.int64), cuts)
        common[begin:end] = np.add.reduceat((wanted >= 0).astype(np.int64), cuts)
        begin = end
    return equal, common
