"""Groups of people who answered alike, how sure they are, and "no distinct groups" as a possible answer.

For each number of groups, three questions are asked. *Is there more than one cloud?* The silhouette must exceed what one single cloud of
the same shape gives, by two standard deviations over `DRAWS` such clouds. *Does it hold?* When people are drawn again with replacement,
axes and groups are found anew, and must agree with those found first (adjusted Rand index). *Is there a gap?* A valley must lie between
any two groups that are neighbours (`valleys.py`). The first two are asked of a sample of at most 600 people (the first in canonical order,
which nobody can choose). The largest number of groups that passes all three is kept, because each group then stands apart from all its
neighbours; if none passes, there are no distinct groups. Whether opinions then form a range follows from how well the first
direction holds when people are drawn again.

Sources: R. Tibshirani, G. Walther, T. Hastie, "Estimating the number of clusters in a data set via the gap statistic", J. Royal Statistical
Society B 63 (2001); C. Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics & Data Analysis 52 (2007);
L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2 (1985).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from parvis.mechanisms.opinions import kmeans
from parvis.mechanisms.opinions.axes import Axes
from parvis.mechanisms.opinions.chance import normal, poisson
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.valleys import Valley, shallowest

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
SAMPLE, DRAWS, TRIES, CELLS = 600, 20, 2, 40


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One number of groups and what speaks for it."""

    groups: int
    silhouette: float
    single: float
    """The silhouette that one cloud of the same shape gives, on average."""
    above: float
    """By how many standard deviations the silhouette exceeds that."""
    stability: float
    """Agreement with the groups of people drawn again: 1 the same, 0 what chance gives."""
    valley: Valley
    """The shallowest valley between two neighbours."""
    smallest: int
    """People in the smallest group."""


@dataclass(frozen=True, kw_only=True)
class Groups:
    """The group of each person in the map (0 …), the centres, and the candidates that were compared."""

    labels: Labels
    centres: Floats
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    direction: float = 0.0
    """How well the first direction holds when people are drawn again: 1 the same, 0 any other."""

    @property
    def many(self) -> int:
        return len(self.centres)


def find(first: csr_array, places: Floats, axes: Axes, stretch: Floats, settings: MapSettings) -> Groups:
    """Find groups of the people whose places (s, 2) and stretch (s,) these are; `first` are the rows (`SAMPLE` at most) of the first of
    them."""
    drawn = gathered(places)
    cells, weights, cell_of = weighed(drawn)
    if len(cells) < 3 or not axes.components.any():
        return Groups(labels=np.zeros(len(places), np.int64), centres=np.zeros((1, 2)), candidates=(), chosen=None)
    sample, seed, least = first.shape[0], settings.seed, settings.smallest_group
    again, drawn_as, direction = _drawn_again(first, axes, stretch, len(places), seed)
    counts = [k for k in range(2, settings.most_groups + 1) if k < len(cells) and k * least <= len(places)]
    measured = _measure(drawn[:sample], stretch[:sample], again, drawn_as, counts, seed)
    found, candidates = {}, []
    for k, (silhouette, single, above, stability) in zip(counts, measured, strict=True):
        labels, centres = kmeans.best(cells, weights, k, seed)
        labels, smallest = labels[cell_of], round(float(np.bincount(labels, weights, k).min()))
        found[k] = labels, centres
        candidates.append(
            Candidate(
                groups=k,
                silhouette=silhouette,
                single=single,
                above=above,
                stability=stability,
                valley=shallowest(places, labels, centres, 1 / stretch**2),
                smallest=smallest,
            )
        )
    passed = [c for c in candidates if c.above >= 2 and c.stability >= settings.agreement and c.smallest >= least and _apart(c, settings)]
    chosen = max(passed, key=lambda candidate: candidate.groups, default=None)
    labels, centres = found[chosen.groups] if chosen else (np.zeros(len(places), np.int64), np.zeros((1, 2)))
    return Groups(labels=labels, centres=centres, candidates=tuple(candidates), chosen=chosen, direction=direction)


def _apart(candidate: Candidate, settings: MapSettings) -> bool:
    return candidate.valley.depth <= settings.valley and candidate.valley.chance <= settings.error_rate


def gathered(places: Floats) -> Floats:
    """Bring those further out than 98 % of people back to that distance: few votes stretch a place far, and must not make a group alone."""
    if not len(places):
        return places
    far = np.sqrt((places**2).sum(axis=1))
    reach = np.sort(far)[int(0.98 * (len(far) - 1))]
    brought: Floats = places * np.minimum(1.0, np.divide(reach, far, out=np.ones_like(far), where=far > 0))[:, None]
    return brought


def weighed(places: Floats) -> tuple[Floats, Floats, Labels]:
    """Put people who stand close into one cell of a grid: the mean place and the weight of each cell, and the cell of each person."""
    if len(places) <= SAMPLE:
        return places, np.ones(len(places)), np.arange(len(places))
    reach = float(np.abs(places).max()) or 1.0
    step = 2 * reach / CELLS
    spot = np.floor((places + reach) / step).astype(np.int64)
    key = spot[:, 0] * (CELLS + 2) + spot[:, 1]
    many = np.bincount(key)
    filled = np.flatnonzero(many)
    rank = np.zeros(len(many), np.int64)
    rank[filled] = np.arange(len(filled))
    cell_of = rank[key]
    weights = many[filled].astype(np.float64)
    means = np.stack([np.bincount(cell_of, places[:, axis], len(filled)) for axis in (0, 1)], axis=1) / weights[:, None]
    return means, weights, cell_of


def _measure(
    places: Floats, stretch: Floats, again: Floats, drawn_as: Floats, counts: list[int], seed: str
) -> list[tuple[float, float, float, float]]:
    """Give (silhouette, that of a single cloud, standard deviations above it, stability) for each number of groups."""
    size = len(places)
    clouds = _single_clouds(places, stretch, seed)
    first = np.repeat(places[None], TRIES, axis=0)
    points = np.concatenate([first, np.repeat(again, TRIES, axis=0), np.repeat(clouds, TRIES, axis=0)])
    weights = np.ones((len(points), size))
    # Those drawn again weigh as often as they were drawn.
    weights[TRIES : TRIES * (1 + DRAWS)] = np.repeat(drawn_as, TRIES, axis=0)
    given = []
    for k in counts:
        labels, centres = kmeans.lloyd(points, weights, kmeans.starts(points, weights, k, f"{seed}/measure"), 15)
        loss = (kmeans.nearest(points, centres)[1] * weights).sum(axis=1).reshape(-1, TRIES)
        chosen = loss.argmin(axis=1) + np.arange(len(loss)) * TRIES
        labels, centres = labels[chosen], centres[chosen]
        fit = kmeans.silhouettes(points[chosen], weights[chosen], centres)
        single = fit[1 + DRAWS :]
        spread = float(single.std(ddof=1)) or 1e-9
        stability = float(np.mean([rand(labels[0], labels[1 + draw], k) for draw in range(DRAWS)]))
        given.append((float(fit[0]), float(single.mean()), float((fit[0] - single.mean()) / spread), stability))
    return given


def _drawn_again(first: csr_array, axes: Axes, stretch: Floats, people: int, seed: str) -> tuple[Floats, Floats, float]:
    """Give the places (DRAWS, s, 2) of the same people on the axes found when people are drawn again, how often each was drawn, and how
    well the first axis holds (the mean cosine).

    Axes turn as the first order of perturbation says: what the draw adds to the products, out of the plane, over the distance to the next
    eigenvalue. All the people settle the axes, not the sample alone, so that what the draw adds is brought to the scale of all the people.
    Source: G. W. Stewart and J.-G. Sun, *Matrix Perturbation Theory* (1990), section V.2.
    """
    size, width = first.shape
    weights = poisson(f"{seed}/again", DRAWS, size)
    seen = first @ axes.components.T
    excess = (weights.T - 1)[:, :, None] * seen[:, None, :]
    added = (first.T @ excess.reshape(size, 2 * DRAWS)).reshape(width, DRAWS, 2) * np.sqrt(people / size)
    inside = np.tensordot(axes.components, added, 1)
    added -= np.tensordot(axes.components.T, inside, 1)
    gap = np.array([max(share - axes.next, 1e-9) for share in axes.shares]) * axes.total
    turned = axes.components.T[:, None, :] + added / gap
    one = turned[:, :, 0] / np.maximum(np.sqrt((turned[:, :, 0] ** 2).sum(axis=0)), 1e-12)
    other = turned[:, :, 1] - one * (one * turned[:, :, 1]).sum(axis=0)
    other /= np.maximum(np.sqrt((other**2).sum(axis=0)), 1e-12)
    both = np.stack([one, other], axis=2).reshape(width, 2 * DRAWS)
    found = (first @ both).reshape(size, DRAWS, 2) * stretch[:size, None, None]
    # Inside the plane too, the first axis turns towards the second one.
    aside = inside[1, :, 0] / max((axes.shares[0] - axes.shares[1]) * axes.total, 1e-9)
    direction = float(np.mean(1 / np.sqrt(1 + aside**2 + ((added[:, :, 0] / gap[0]) ** 2).sum(axis=0))))
    return np.stack([gathered(found[:, draw]) for draw in range(DRAWS)]), weights, direction


def _single_clouds(places: Floats, stretch: Floats, seed: str) -> Floats:
    """Give clouds (DRAWS, s, 2) without groups: normal, and as wide as the people with about as many votes are spread."""
    clouds = normal(f"{seed}/single", DRAWS, len(places), 2)
    order = np.argsort(stretch, kind="stable")
    for part in np.array_split(order, min(4, max(1, len(places) // 20))):
        spread = places[part].T @ places[part] / max(1, len(part))
        values, vectors = np.linalg.eigh(spread)
        clouds[:, part] = clouds[:, part] @ (vectors * np.sqrt(np.maximum(values, 0.0))).T
    return np.stack([gathered(cloud) for cloud in clouds])


def rand(one: Labels, other: Labels, groups: int) -> float:
    """Give the adjusted Rand index of two groupings of the same people: 1 the same, 0 what chance gives.

    >>> rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]), 2)
    1.0
    """
    table = np.bincount(one * groups + other, minlength=groups * groups).reshape(groups, groups).astype(np.float64)
    pairs = (table * (table - 1)).sum() / 2
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    of_rows, of_columns = (rows * (rows - 1)).sum() / 2, (columns * (columns - 1)).sum() / 2
    whole = len(one) * (len(one) - 1) / 2
    expected = of_rows * of_columns / whole if whole else 0.0
    most = (of_rows + of_columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))
