"""Whether people stand apart: a valley between each group and its neighbours.

A range of opinions without a gap can be cut anywhere, and every cut gives groups that look tight and come back. So people are counted
along the line that joins the centres of two neighbours, smoothed by a bell as wide as Silverman's rule says. Where they are fewest between
the two crests, there must be at most half as many (`MapSettings.valley`) as on the lower crest, and beyond what chance explains: with as
many people as stand under the bell at both places, a fair coin would seldom fall so unevenly. Each person weighs as many votes as she
cast, because a place that follows from few votes is blurred and fills every valley.

Source: B. Silverman, *Density Estimation for Statistics and Data Analysis* (1986), section 3.4.2, and "Using kernel density estimates to
investigate multimodality", J. Royal Statistical Society B 43 (1981); M.-O. Ahmed and G. Walther, "Investigating the multimodality of
multivariate data with principal curves", Computational Statistics & Data Analysis 56 (2012), for looking along a line.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
LOOKED = 20_000
"""So many people (the first in canonical order, which nobody can choose) tell where the valleys are."""
FIRST, LAST, SLICES = -1.0, 2.0, 120
"""The line is looked at from one length before the first centre to one length beyond the second, in so many slices."""
MIDDLES = FIRST + (np.arange(SLICES) + 0.5) * (LAST - FIRST) / SLICES
INNER = (MIDDLES > 0) & (MIDDLES < 1)


class Valley(NamedTuple):
    """What lies between two groups, or the shallowest of several."""

    depth: float
    """People at the emptiest place over those on the lower crest: 0 nobody, 1 no valley at all."""
    chance: float
    """How often chance alone would give one as deep, about."""


def shallowest(places: Floats, labels: Labels, centres: Floats, votes: Floats) -> Valley:
    """Give the least of the valleys between groups that are neighbours, for people at `places` (s, 2) who cast so many `votes` (s,).

    >>> around = np.linspace(-1, 1, 40)
    >>> places = np.stack([np.concatenate([around - 4, around + 4]), np.zeros(80)], axis=1)
    >>> apart = shallowest(places, np.repeat([0, 1], 40), np.array([[-4.0, 0.0], [4.0, 0.0]]), np.ones(80))
    >>> apart.depth < 0.01, apart.chance < 0.01
    (True, True)
    >>> row = np.stack([np.linspace(-1, 1, 80), np.zeros(80)], axis=1)
    >>> shallowest(row, np.repeat([0, 1], 40), np.array([[-0.5, 0.0], [0.5, 0.0]]), np.ones(80)).depth > 0.95
    True
    """
    places, labels, votes = places[:LOOKED], labels[:LOOKED], votes[:LOOKED]
    found = [_between(places, labels, centres, votes, one, other) for one, other in neighbours(centres)]
    return Valley(max(valley.depth for valley in found), max(valley.chance for valley in found))


def neighbours(centres: Floats) -> list[tuple[int, int]]:
    """Give the pairs of centres (k, 2) that meet: no third centre is nearer to the middle between them."""
    pairs = []
    for one in range(len(centres)):
        for other in range(one + 1, len(centres)):
            gaps = ((centres - (centres[one] + centres[other]) / 2) ** 2).sum(axis=1)
            if gaps[one] <= gaps.min() + 1e-9:
                pairs.append((one, other))
    return pairs


def _between(places: Floats, labels: Labels, centres: Floats, votes: Floats, one: int, other: int) -> Valley:
    here, there = labels == one, labels == other
    fewest = min(int(here.sum()), int(there.sum()))
    line = centres[other] - centres[one]
    length = float(line @ line)
    if not fewest or not length:
        return Valley(1.0, 1.0)
    both = here | there
    along = (places[both] - centres[one]) @ line / length
    weights = votes[both] * (votes[both].sum() / (votes[both] ** 2).sum())  # so that their sum is the people that they are worth
    off = np.clip(along - there[both], -1.0, 1.0)
    spread = float(np.sqrt((weights * off**2).sum() / weights.sum()))
    step = (LAST - FIRST) / SLICES
    wide = max(0.9 * spread * fewest**-0.2, step)
    place = np.clip(np.floor((along - FIRST) / step).astype(np.int64), -1, SLICES) + 1
    slices = np.bincount(place, weights, SLICES + 2)[1:-1]
    # A bell whose values add up like a window √(4π) times as wide as its standard deviation: people under it.
    under = slices @ np.exp(-0.5 * ((MIDDLES[:, None] - MIDDLES) / wide) ** 2) * np.sqrt(2.0)
    crest = np.minimum(np.maximum.accumulate(under), np.maximum.accumulate(under[::-1])[::-1])
    share = np.divide(under, crest, out=np.ones(SLICES), where=crest > 0)
    lowest = int(np.where(INNER, share, 2.0).argmin())
    return Valley(float(share[lowest]), float(betainc(max(crest[lowest], 1e-9), under[lowest] + 1, 0.5)))
