"""k-means on few weighted points, many times at once, and how well each point sits in its group.

Source: S. Lloyd, "Least squares quantization in PCM", IEEE Trans. Information Theory 28 (1982); starts by D. Arthur and S. Vassilvitskii,
"k-means++", SODA 2007; the silhouette measured to centres: L. Vendramin, R. Campello, E. Hruschka, "Relative clustering validity criteria",
Statistical Analysis and Data Mining 3 (2010).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.opinions.chance import uniform

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def distances(points: Floats, centres: Floats) -> Floats:
    """Give the squared distances (b, k, s) of points (b, s, 2) to centres (b, k, 2)."""
    across = points[:, None, :, 0] - centres[:, :, None, 0]
    up = points[:, None, :, 1] - centres[:, :, None, 1]
    across *= across
    up *= up
    across += up
    return across


def nearest(points: Floats, centres: Floats) -> tuple[Labels, Floats]:
    """Give the nearest centre (b, s) of each point, the first of those as near, and its squared distance."""
    gaps = distances(points, centres)
    # Group after group: faster than argmin over so short an axis.
    least, labels = gaps[:, 0].copy(), np.zeros(points.shape[:2], np.int64)
    for group in range(1, centres.shape[1]):
        nearer = gaps[:, group] < least
        np.copyto(least, gaps[:, group], where=nearer)
        np.copyto(labels, group, where=nearer)
    return labels, least


def starts(points: Floats, weights: Floats, groups: int, seed: str) -> Floats:
    """Draw centres (b, k, 2): the next one among the points with chances that grow with the squared distance to those drawn."""
    many = len(points)
    drawn = uniform(f"{seed}/{groups}", groups, many)
    centres = np.empty((many, groups, 2))
    closest = np.ones(points.shape[:2])
    each = np.arange(many)
    for group in range(groups):
        sums = np.cumsum(weights * closest, axis=1)
        chosen = np.minimum((sums < (drawn[group] * sums[:, -1])[:, None]).sum(axis=1), points.shape[1] - 1)
        centres[:, group] = points[each, chosen]
        gaps = distances(points, centres[:, group : group + 1])[:, 0]
        closest = gaps if group == 0 else np.minimum(closest, gaps)
    return centres


def lloyd(points: Floats, weights: Floats, centres: Floats, rounds: int = 30) -> tuple[Labels, Floats]:
    """Move centres to the weighted mean of their points until none moves; an empty group keeps its centre. Give labels (b, s) and
    centres."""
    many, size = points.shape[:2]
    groups = centres.shape[1]
    offset = (np.arange(many) * groups)[:, None]
    flat, centres = weights.ravel(), centres.copy()
    across, up = (points[:, :, 0] * weights).ravel(), (points[:, :, 1] * weights).ravel()
    labels = np.full((many, size), -1)
    for _ in range(rounds):
        new, _ = nearest(points, centres)
        if np.array_equal(new, labels):
            break
        labels = new
        key = (labels + offset).ravel()
        mass = np.bincount(key, flat, many * groups)
        moved = np.stack([np.bincount(key, across, many * groups), np.bincount(key, up, many * groups)], axis=1)
        filled = mass > 0
        centres.reshape(-1, 2)[filled] = moved[filled] / mass[filled, None]
    return labels, centres


def silhouettes(points: Floats, weights: Floats, centres: Floats) -> Floats:
    """Give, for each of b groupings, the weighted mean of (b - a) / b, a being the distance to the nearest centre and b to the second."""
    near = np.partition(distances(points, centres), 1, axis=1)
    own, other = np.sqrt(near[:, 0]), np.sqrt(near[:, 1])
    fit = np.divide(other - own, other, out=np.zeros_like(own), where=other > 0)
    whole = weights.sum(axis=1)
    mean: Floats = np.divide((fit * weights).sum(axis=1), whole, out=np.zeros(len(points)), where=whole > 0)
    return mean


def best(points: Floats, weights: Floats, groups: int, seed: str, tries: int = 10) -> tuple[Labels, Floats]:
    """Give labels (s,) and centres (k, 2) of the tightest of several tries; groups go from left to right, then from bottom to top."""
    many, heavy = np.repeat(points[None], tries, axis=0), np.repeat(weights[None], tries, axis=0)
    labels, centres = lloyd(many, heavy, starts(many, heavy, groups, seed), 60)
    loss = (nearest(many, centres)[1] * heavy).sum(axis=1)
    chosen = int(np.argmin(np.round(loss, 6)))
    order = np.lexsort((centres[chosen, :, 1], centres[chosen, :, 0]))
    rank = np.empty(groups, np.int64)
    rank[order] = np.arange(groups)
    return rank[labels[chosen]], centres[chosen][order]
