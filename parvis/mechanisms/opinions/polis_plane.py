"""The plane as Polis computes it: who is in, the mean, two components, each person's place and how far each statement pulls.

Our sign is that of the exports (1 agree); Polis computes with the opposite sign, which changes no distance.
Source: the formulas of compdemocracy/polis, `math/`, commit 08e03eb1 (2024), told in our own words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from parvis.mechanisms.opinions.axes import means, principal, residuals, tallies
from parvis.mechanisms.opinions.votes import VoteMatrix

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
LEAST_VOTES, LEAST_PEOPLE = 7, 15


@dataclass(frozen=True, kw_only=True)
class PolisPlane:
    """Centre (m,), components (2, m), places (people, 2), extremity of statements (m,), votes that the projection counts (people,)."""

    centre: Floats
    components: Floats
    places: Floats
    extremity: Floats
    counted: Counts


def inside(seen: Counts, statements: int) -> NDArray[np.int64]:
    """Give the people who are in: at least 7 votes (or all of them); when fewer than 15 are, the most active are added up to 15.

    Polis never lets anybody out again; a single count cannot know who once was in.
    """
    enough = seen >= min(LEAST_VOTES, statements)
    if enough.sum() < LEAST_PEOPLE:
        order = np.lexsort((np.arange(len(seen)), -seen))
        enough[order[:LEAST_PEOPLE]] = True
    return np.flatnonzero(enough)


def plane(matrix: VoteMatrix, zeroed: Flags) -> PolisPlane:
    """Compute the plane. Statements moderated out, and those about the person (meta), are `zeroed`: everybody counts as having passed on
    them."""
    width = len(matrix.options)
    counts = tallies(matrix)
    centre = np.where(zeroed, 0.0, means(counts))
    residual = residuals(matrix, centre, zeroed)
    components, _, _ = principal(residual)
    counted = _counted(matrix, zeroed)
    return PolisPlane(
        centre=centre,
        components=components,
        places=project(residual, components, counted),
        extremity=extremity(centre, components, width),
        counted=counted,
    )


def _counted(matrix: VoteMatrix, zeroed: Flags) -> Counts:
    kept = (~zeroed[matrix.columns]).astype(np.int64)
    cast = np.add.reduceat(kept, matrix.starts[:-1]) if matrix.people else np.zeros(0, np.int64)
    counted: Counts = cast + int(zeroed.sum())
    return counted


def project(residual: csr_array, components: Floats, counted: Counts) -> Floats:
    """Give places: sqrt(m / max(1, votes)) · Σ over votes of (vote - mean) · component."""
    places: Floats = (residual @ components.T) * np.sqrt(residual.shape[1] / np.maximum(1, counted))[:, None]
    return places


def extremity(centre: Floats, components: Floats, width: int) -> Floats:
    """Give the distance from the middle of somebody who had only agreed, with that statement: sqrt(m) · |1 - mean| · length of its
    components."""
    far: Floats = np.sqrt(width) * np.abs(1 - centre) * np.sqrt((components**2).sum(axis=0))
    return far
