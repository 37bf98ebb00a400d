"""A new map drawn so that a reader of the previous one finds herself again: the same side up, the same letters, the same ends.

Nothing that is counted or concluded changes: the picture is turned and groups are renamed. No names of people are needed. The plane turns
so that the statements that both maps know pull the same way; each group takes the letter of the group of the previous map that is nearest
then, and a group that takes none takes a free letter. A range only changes its sides, since its ends stand on the first axis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from parvis.mechanisms.opinions.align import turn
from parvis.mechanisms.opinions.analysis import Analysis
from parvis.mechanisms.opinions.ends import Ends
from parvis.mechanisms.opinions.tallies import Tallies

Floats = NDArray[np.float64]
LETTERS = "ABCDE"


def towards(found: Analysis, tables: Mapping[str, Any]) -> Analysis:
    """Turn a map towards the one whose `tables` these are; give it unchanged where either has no plane or they share no statement."""
    components: Mapping[str, Any] = tables.get("axes", {}).get("components", {})
    known = [place for place, ref in enumerate(found.matrix.options) if ref in components]
    if found.lacking or not known:
        return found
    previous = np.array([[float(part) for part in components[found.matrix.options[place]]] for place in known])
    new = found.axes.components[:, known].T
    turned = turn(new, previous) if found.groups.chosen else np.diag(np.where((new * previous).sum(axis=0) < 0, -1.0, 1.0))
    found = replace(
        found,
        axes=replace(found.axes, components=turned.T @ found.axes.components),
        places=found.places @ turned,
        groups=replace(found.groups, centres=found.groups.centres @ turned),
    )
    if found.ends and turned[0, 0] < 0:
        return _other_way(found, found.ends)
    if found.groups.chosen and tables["groups"]:
        return _renamed(found, tables["groups"])
    return found


def _other_way(found: Analysis, ends: Ends) -> Analysis:
    """Give the first end the place of the second."""
    changed = Ends(reach=(-ends.reach[1], -ends.reach[0]), labels=2 - ends.labels)
    return replace(found, ends=changed, tallies=Tallies(found.tallies.counts[::-1]), sizes=found.sizes[::-1])


def _renamed(found: Analysis, before: list[Mapping[str, Any]]) -> Analysis:
    """Give groups the letters of the nearest previous ones, and put them in the order of their letters."""
    old = np.array([[float(part) for part in group["centre"]] for group in before])
    gaps = ((found.groups.centres[:, None] - old[None]) ** 2).sum(axis=2)
    taken = {int(new): before[int(at)]["letter"] for new, at in zip(*linear_sum_assignment(gaps), strict=True)}
    free = iter(letter for letter in LETTERS if letter not in taken.values())
    names = [taken[group] if group in taken else next(free) for group in range(found.groups.many)]
    order = sorted(range(found.groups.many), key=names.__getitem__)
    rank = np.argsort(order)
    return replace(
        found,
        letters="".join(sorted(names)),
        groups=replace(found.groups, labels=rank[found.groups.labels], centres=found.groups.centres[order]),
        tallies=Tallies(found.tallies.counts[order]),
        sizes=found.sizes[order],
        held=[found.held[group] for group in order],
        objections=[replace(each, group=int(rank[each.group])) for each in found.objections],
    )
