"""Groups as Polis finds them: up to 100 base clusters, then 2 to 5 groups of those, the number with the best silhouette.

This is a cold start: Polis starts from its previous clusters, which is why its groups depend on when its server was last restarted
(compdemocracy/polis #2358). From Polis's own centres, `lloyd` gives its own groups back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
BASE, MOST, ROUNDS, STILL = 100, 5, 20, 0.01


@dataclass(frozen=True, kw_only=True)
class PolisGroups:
    """Base cluster of each person who is in, centre and size of each, group of each base cluster, and the silhouette for each k."""

    base: Labels
    centres: Floats
    sizes: Labels
    groups: Labels
    silhouettes: dict[int, float]

    @property
    def many(self) -> int:
        return int(self.groups.max(initial=-1)) + 1

    @property
    def of_people(self) -> Labels:
        return self.groups[self.base]


def cluster(places: Floats) -> PolisGroups:
    """Group people by their places (people, 2)."""
    if not len(places):
        nothing = np.zeros(0, np.int64)
        return PolisGroups(base=nothing, centres=places, sizes=nothing, groups=nothing, silhouettes={})
    base, centres = base_clusters(places)
    sizes = np.bincount(base, minlength=len(centres))
    best, labels, found = -2.0, np.zeros(len(centres), np.int64), {}
    for k in range(2, min(MOST, 2 + len(centres) // 12) + 1):
        start = _distinct(centres, k)
        if len(start) < k:
            break
        given, _ = lloyd(centres, sizes.astype(np.float64), start, ROUNDS)
        found[k] = silhouette(centres, given)
        if found[k] >= best:  # equal ones: the larger number of groups
            best, labels = found[k], given
    return PolisGroups(base=base, centres=centres, sizes=sizes, groups=labels, silhouettes=found)


def base_clusters(places: Floats, most: int = BASE) -> tuple[Labels, Floats]:
    """Give the base cluster of each person and the centres: k-means from the first 100 distinct places, until no centre moves by .01."""
    centres = _distinct(places, most)
    weights = np.ones(len(places))
    for _ in range(100):
        _, moved = lloyd(places, weights, centres, 1)
        still = len(moved) == len(centres) and bool((np.sqrt(((moved - centres) ** 2).sum(axis=1)) < STILL).all())
        centres = moved
        if still:
            break
    return _nearest(places, centres), centres


def lloyd(points: Floats, weights: Floats, centres: Floats, rounds: int) -> tuple[Labels, Floats]:
    """Move centres to the weighted means of their points, some rounds; centres without a point are dropped. Give labels and centres."""
    labels = _nearest(points, centres)
    for _ in range(rounds):
        used = np.unique(labels)
        mass = np.bincount(labels, weights, len(centres))[used]
        centres = np.stack([np.bincount(labels, weights * points[:, axis], len(centres))[used] / mass for axis in (0, 1)], axis=1)
        new = _nearest(points, centres)
        if np.array_equal(new, labels) and len(used) == len(centres):
            break
        labels = new
    return labels, centres


def silhouette(points: Floats, labels: Labels) -> float:
    """Give the mean over points of (b - a) / max(a, b): a the mean distance to one's own group, b to the next one; 0 when alone."""
    groups = np.unique(labels)
    gaps = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    of_group = np.stack([gaps[:, labels == group].sum(axis=1) for group in groups], axis=1)
    sizes = np.array([(labels == group).sum() for group in groups])
    place = np.searchsorted(groups, labels)
    each = np.arange(len(points))
    own = of_group[each, place] / np.maximum(sizes[place] - 1, 1)
    means = of_group / sizes
    means[each, place] = np.inf
    other = means.min(axis=1) if len(groups) > 1 else np.zeros(len(points))
    most = np.maximum(own, other)
    fit = np.divide(other - own, most, out=np.zeros(len(points)), where=most > 0)
    return float(np.where(sizes[place] > 1, fit, 0.0).mean()) if len(points) else 0.0


def _distinct(points: Floats, most: int) -> Floats:
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)[:most]]


def _nearest(points: Floats, centres: Floats) -> Labels:
    gaps = (points[:, None, 0] - centres[None, :, 0]) ** 2 + (points[:, None, 1] - centres[None, :, 1]) ** 2
    nearest: Labels = gaps.argmin(axis=1)
    return nearest
