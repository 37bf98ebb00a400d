"""The plane of the map: the two directions along which people's votes differ most, and each person's place on it.

A vote that was not cast counts as the mean of the votes on that statement, so that its distance from the mean is exactly 0: the matrix of
distances stays sparse, and its principal components come from sparse products alone. Components are rounded to a millionth before
anything is computed from them, so that two machines whose last digits differ draw the same map.

Source: principal components with missing cells at the column mean, and the projection that makes up for votes not cast, are those of Polis
(C. Small et al., "Polis: Scaling deliberation by mapping high dimensional opinion spaces", Recerca 26(2), 2021).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh, eigh_tridiagonal
from scipy.sparse import csr_array

from parvis.mechanisms.opinions.votes import VoteMatrix

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
GRID = 1e-6
STEPS, CLOSE = 300, 1e-10
DENSE = 80
"""Up to so many statements the whole matrix of products is cheaper than iterations."""


@dataclass(frozen=True, kw_only=True)
class Axes:
    """Means (m,), components (2, m) rounded to `GRID`, the share of all differences that each component keeps."""

    means: Floats
    components: Floats
    shares: tuple[float, ...]
    next: float = 0.0
    """The share of the component that was not kept: when it is as large as the second one, that one is hardly more than chance."""
    total: float = 0.0
    """The sum of all squared differences."""


def tallies(matrix: VoteMatrix) -> Counts:
    """Give how many disagree, pass and agree on each statement: an array (m, 3)."""
    width = len(matrix.options)
    total, chunk = np.zeros(3 * width, np.int64), 1 << 22
    for begin in range(0, len(matrix.votes), chunk):
        place = matrix.columns[begin : begin + chunk] * np.int32(3)
        place += matrix.votes[begin : begin + chunk]
        place += np.int32(1)
        total += np.bincount(place, minlength=3 * width)
    return total.reshape(width, 3)


def means(counts: Counts) -> Floats:
    """Give the mean vote on each statement, a pass being 0; 0 where nobody voted."""
    seen = counts.sum(axis=1)
    centre: Floats = np.divide(counts[:, 2] - counts[:, 0], seen, out=np.zeros(len(counts)), where=seen > 0)
    return centre


def residuals(matrix: VoteMatrix, centre: Floats, left_out: NDArray[np.bool_] | None = None) -> csr_array:
    """Give the matrix (people, m) of each vote less the mean on its statement; statements left out count for nothing."""
    data = matrix.votes.astype(np.float64)
    chunk = 1 << 22
    for begin in range(0, len(data), chunk):
        data[begin : begin + chunk] -= centre[matrix.columns[begin : begin + chunk]]
    if left_out is not None and left_out.any():
        data[left_out[matrix.columns]] = 0.0
    starts = matrix.starts.astype(np.int32) if matrix.starts[-1] < np.iinfo(np.int32).max else matrix.starts
    columns = matrix.columns if starts.dtype == np.int32 else matrix.columns.astype(np.int64)
    return csr_array((data, columns, starts), shape=(matrix.people, len(matrix.options)), copy=False)


def principal(residual: csr_array, count: int = 2) -> tuple[Floats, Floats, float]:
    """Give components (count, m) of length 1, their sums of squares and (about) that of the next one (count + 1,), and the sum of all
    squares.

    Signs are fixed: the largest entry of a component is positive, the first one when several are as large. Components beyond what the votes
    hold are 0.
    """
    width = residual.shape[1]
    total = float(residual.data @ residual.data)
    if width <= max(DENSE, count + 1):
        products = (residual.T @ residual).toarray()
        values, vectors = eigh(products)
        values, vectors = values[::-1], vectors[:, ::-1]
    else:
        values, vectors = _lanczos(residual, count)
    found, squares = np.zeros((count, width)), np.zeros(count + 1)
    for place in range(min(count + 1, len(values))):
        squares[place] = values[place] if values[place] > total * 1e-12 else 0.0
    for place in range(min(count, len(values))):
        if squares[place]:
            vector = vectors[:, place]
            largest = int(np.argmax(np.abs(vector) > np.abs(vector).max() - GRID))
            found[place] = vector if vector[largest] > 0 else -vector
    return found, squares, total


def _lanczos(residual: csr_array, count: int) -> tuple[Floats, Floats]:
    """Give the largest eigenvalues and vectors of residualᵀ residual, from products with vectors alone; always the same start.

    Every new direction is made orthogonal to all before it, twice, so that what is found does not depend on luck. ARPACK does as well and
    keeps the next value to itself, which the stability of groups needs. Source: B. Parlett, *The Symmetric Eigenvalue Problem* (1998),
    ch. 13.
    """
    width = residual.shape[1]
    turned = residual.T
    direction = 1.0 + np.arange(width) % 7 / 7
    direction /= np.sqrt(direction @ direction)
    basis = np.zeros((min(width, STEPS), width))
    along, beside = list[float](), list[float]()
    values, inner = np.zeros(1), np.ones((1, 1))
    for step in range(len(basis)):
        basis[step] = direction
        image = turned @ (residual @ direction)
        along.append(float(image @ direction))
        for _ in range(2):
            image -= basis[: step + 1].T @ (basis[: step + 1] @ image)
        length = float(np.sqrt(image @ image))
        if step % 5 == 4 or length <= 1e-12 * max(along) or step == len(basis) - 1:
            values, inner = eigh_tridiagonal(along, beside)
            values, inner = values[::-1], inner[:, ::-1]
            missed = np.abs(length * inner[-1, :count])
            if length <= 1e-12 * max(along) or (step >= 2 * count and missed.max() <= CLOSE * values[0]):
                break
        beside.append(length)
        direction = image / length
    return values, basis[: len(along)].T @ inner


def axes(residual: csr_array, centre: Floats) -> Axes:
    """Give the plane of the map."""
    found, squares, total = principal(residual)
    rounded = np.round(found / GRID) * GRID
    shares = tuple(float(part / total) if total else 0.0 for part in squares)
    return Axes(means=centre, components=rounded, shares=shares[:2], next=shares[2], total=total)


def places(residual: csr_array, components: Floats, seen: Counts, width: int) -> Floats:
    """Give each person's place (people, 2), stretched by sqrt(m / votes cast) so that few votes do not mean the middle; rounded to
    `GRID`."""
    stretch = np.sqrt(width / np.maximum(seen, 1))
    found: Floats = np.round((residual @ components.T) * stretch[:, None] / GRID) * GRID
    return found
