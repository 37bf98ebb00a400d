"""From votes to everything a report says, as arrays: the plane, the places, the groups, the counts and the lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from parvis.mechanisms.opinions import axes as plane
from parvis.mechanisms.opinions import bridging, ends, findings, groups, suspicion
from parvis.mechanisms.opinions.fingerprints import rows
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.tallies import Corrected, Tallies, by_group, corrected
from parvis.mechanisms.opinions.votes import VoteMatrix

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """All that a report is written from. `inside` are the rows of the people in the map; `places` and `groups.labels` are theirs."""

    matrix: VoteMatrix
    counts: NDArray[np.int64]
    """(m, 3): all who voted, in the map or not."""
    kept: NDArray[np.bool_]
    """(m,): statements that were not moderated out."""
    lacking: str
    """Why there is no map: few_people, few_statements or no_difference; empty when there is one."""
    axes: plane.Axes
    inside: NDArray[np.int64]
    places: Floats
    groups: groups.Groups
    tallies: Tallies
    """Counts of the groups; where there are none, of the parts of the range, or of everybody."""
    sizes: NDArray[np.int64]
    """People of each of those."""
    consensus: findings.Consensus
    agreed: findings.Verdicts
    refused: findings.Verdicts
    dividing: findings.Verdicts
    gaps: Floats
    held: list[list[findings.Held]]
    objections: list[findings.Objection]
    to_agreed: NDArray[np.int64]
    """How many people would have to change sides for a statement to leave the list of what brings together, or to enter it; -1: no
    number."""
    merits: Floats
    corrected: Corrected | None
    ends: ends.Ends | None
    """The ends of the range that opinions form, where there are no distinct groups and one direction counts more."""
    apart: NDArray[np.int64]
    """Statements that tell those ends apart."""
    alike: list[suspicion.Alike]
    letters: str = "ABCDE"
    """The letter of each group."""


def analyse(matrix: VoteMatrix, settings: MapSettings) -> Analysis:
    """Compute the whole of a map."""
    width = len(matrix.options)
    counts = plane.tallies(matrix)
    moderated = set(settings.moderated)
    kept = np.array([ref not in moderated for ref in matrix.options], bool) if width else np.zeros(0, bool)
    counted = np.diff(matrix.starts)
    if not kept.all():
        counted = np.add.reduceat(kept[matrix.columns].astype(np.int64), matrix.starts[:-1]) if matrix.people else counted
    usable = int((kept & (counts.sum(axis=1) > 0)).sum())
    inside = np.flatnonzero(counted >= max(1, min(settings.least_votes, usable)))
    centre = plane.means(counts)
    residual = plane.residuals(matrix, centre, ~kept)
    lacking = "few_people" if len(inside) < settings.least_people else "few_statements" if usable < 2 else ""
    if lacking:
        axes = plane.Axes(means=centre, components=np.zeros((2, width)), shares=(0.0, 0.0))
    else:
        axes = plane.axes(residual, centre)
        lacking = "" if axes.components.any() else "no_difference"
    stretch = np.sqrt(max(1, usable) / np.maximum(counted, 1))
    placed = plane.places(residual, axes.components, counted, max(1, usable))[inside]
    found = groups.find(residual[inside[: groups.SAMPLE]], placed, axes, stretch[inside], settings)
    del residual
    span = None if lacking else ends.ends(placed[:, 0], axes, found)
    labels, many = (span.labels, ends.PARTS) if span else (found.labels, found.many)
    part = np.full(matrix.people, -1)
    part[inside] = labels
    told = by_group(matrix, part, many)
    told.counts[:, ~kept] = 0
    sizes = np.bincount(labels, minlength=many)
    groups_told = told if found.chosen else told.everyone()
    rate, least = float(settings.error_rate), settings.least_seen if not lacking else 2**62
    score = findings.consensus(told, least)
    agreed = findings.common(told.agree, told, score, score.value, rate)
    share = (told.disagree / np.maximum(told.seen, 1)).min(axis=0)
    refused = findings.common(told.disagree, told, score, share, rate)
    dividing, gaps = findings.dividing(groups_told, score, rate)
    now = np.zeros(width, bool)
    now[agreed.places] = True
    to_agreed = np.where(score.enough, findings.flips(told.agree, told, agreed.limit, now), -1)
    sample = inside[: bridging.SAMPLE]
    if len(sample) and not lacking:
        starts, columns, votes, _ = rows(sample, matrix.starts, matrix.columns, matrix.votes, None)
        merits = bridging.merits(
            csr_array((votes.astype(np.float64), columns, starts), shape=(len(sample), width)), placed[: len(sample), 0]
        )
    else:
        merits = np.full(width, np.nan)
    alike = suspicion.alike(matrix, told, part, sizes, least_people=settings.least_alike, least_votes=settings.least_votes)
    return Analysis(
        matrix=matrix,
        counts=counts,
        kept=kept,
        lacking=lacking,
        axes=axes,
        inside=inside,
        places=placed,
        groups=found,
        tallies=told,
        sizes=sizes,
        consensus=score,
        agreed=agreed,
        refused=refused,
        dividing=dividing,
        gaps=gaps,
        held=findings.held(groups_told, rate, settings.slots, least),
        objections=findings.objections(groups_told, sizes, least),
        to_agreed=to_agreed,
        merits=merits,
        corrected=corrected(matrix),
        ends=span,
        apart=ends.apart(told, least, rate) if span else np.zeros(0, np.int64),
        alike=alike,
    )


def without(analysis: Analysis, settings: MapSettings) -> Analysis:
    """Compute the map again without the people whose votes look copied."""
    matrix = analysis.matrix
    left = np.concatenate([each.rows for each in analysis.alike])
    stay = np.setdiff1d(np.arange(matrix.people), left)
    starts, columns, votes, chances = rows(stay, matrix.starts, matrix.columns, matrix.votes, matrix.chances)
    smaller = VoteMatrix(options=matrix.options, starts=starts, columns=columns, votes=votes, chances=chances, blank=matrix.blank)
    return analyse(smaller, settings)
