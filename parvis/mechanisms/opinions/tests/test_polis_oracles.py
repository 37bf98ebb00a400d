"""Polis's formulas against Polis's own output: every conversation at hand, formula by formula."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from parvis.mechanisms.opinions import polis_clusters as clusters
from parvis.mechanisms.opinions import polis_plane as planes
from parvis.mechanisms.opinions import polis_statements as says
from parvis.mechanisms.opinions.axes import residuals, tallies
from parvis.mechanisms.opinions.tests.shared import OUTPUTS, Oracle, oracle

for_each = pytest.mark.parametrize("folder", OUTPUTS or [None], ids=lambda folder: folder.name[:10] if folder else "none")


def read(folder: Path | None) -> Oracle:
    if folder is None:
        pytest.skip("no shared data: set PARVIS_SHARED to its folder")
    return oracle(folder)


@for_each
def test_group_informed_consensus(folder: Path | None) -> None:
    polis = read(folder)
    published = polis.said.get("group-aware-consensus")
    if not published:
        pytest.skip("no reference consensus in this output")
    ours = says.consensus(polis.agree, polis.seen)
    assert [ours[polis.place(tid)] for tid in published] == pytest.approx(list(published.values()), abs=1e-12)


@for_each
def test_extremity(folder: Path | None) -> None:
    polis = read(folder)
    plane = polis.said["pca"]
    if "comment-extremity" not in plane or len(plane["center"]) != len(polis.tids):
        pytest.skip("no reference extremity in this output")
    # Their sign is the opposite of that of the exports.
    ours = planes.extremity(-np.array(plane["center"]), np.array(plane["comps"]), len(polis.tids))
    assert ours == pytest.approx(np.array(plane["comment-extremity"]), abs=1e-12)


@for_each
def test_priorities(folder: Path | None) -> None:
    polis = read(folder)
    published = polis.said.get("comment-priorities")
    if not published or set(published.values()) == {49}:  # some outputs have the weight of a meta statement everywhere
        pytest.skip("no reference priorities in this output")
    far = np.array(polis.said["pca"]["comment-extremity"])
    counts = (each.sum(axis=0) for each in (polis.agree, polis.disagree, polis.seen))
    ours = says.priorities(*counts, far, polis.marked("meta-tids"))
    assert [ours[polis.place(tid)] for tid in published] == pytest.approx(list(published.values()), rel=1e-9)


@for_each
def test_representative_statements_and_their_figures(folder: Path | None) -> None:
    polis = read(folder)
    for group, name in enumerate(polis.said["group-votes"]):
        published = polis.said["repness"].get(name, [])
        ours = says.representative(polis.agree, polis.disagree, polis.seen, group, ~polis.marked("mod-out"))
        assert [each.place for each in ours] == [polis.place(item["tid"]) for item in published]
        for each, item in zip(ours, published, strict=True):
            assert (each.successes, each.trials) == (item["n-success"], item["n-trials"])
            assert each.agrees == (item["repful-for"] == "agree")
            figures = [each.share, each.test, each.ratio, each.ratio_test]
            # Polis keeps its second test in single precision.
            assert figures == pytest.approx([item[key] for key in ("p-success", "p-test", "repness", "repness-test")], rel=1e-6)


@for_each
def test_groups_of_polis_are_fixed_points(folder: Path | None) -> None:
    polis = read(folder)
    base = polis.said["base-clusters"]
    points, weights = np.array([base["x"], base["y"]]).T, np.array(base["count"], float)
    where = {name: place for place, name in enumerate(base["id"])}
    labels = np.full(len(points), -1)
    for group, told in enumerate(polis.said["group-clusters"]):
        labels[[where[member] for member in told["members"]]] = group
    centres = np.array([told["center"] for told in polis.said["group-clusters"]])
    ours, moved = clusters.lloyd(points, weights, centres, clusters.ROUNDS)
    assert ours.tolist() == labels.tolist()
    assert moved == pytest.approx(centres, abs=1e-12)


@for_each
def test_plane_projection_majority_and_who_is_in(folder: Path | None) -> None:
    polis = read(folder)
    if not polis.complete:
        pytest.skip("no reference votes: those kept here are not all that Polis counted")
    matrix, people = polis.log.matrix(polis.tids)
    order = [polis.place(tid) for tid in matrix.options]
    zeroed = polis.marked("mod-out", "meta-tids")[order]
    plane = planes.plane(matrix, zeroed)
    theirs = np.array(polis.said["pca"]["comps"])[:, order]
    assert plane.centre == pytest.approx(-np.array(polis.said["pca"]["center"])[order], abs=1e-12)
    # Cosines of the angles between the two planes.
    assert np.linalg.svd(theirs @ plane.components.T)[1] == pytest.approx([1, 1], abs=1e-9)

    places = -planes.project(residuals(matrix, plane.centre, zeroed), theirs, plane.counted)
    row, base = {who: place for place, who in enumerate(people)}, polis.said["base-clusters"]
    for members, x, y in zip(base["members"], base["x"], base["y"], strict=True):
        assert places[[row[str(who)] for who in members]].mean(axis=0) == pytest.approx([x, y], abs=1e-12)

    # Polis never lets anybody out again: what we find is within what it kept.
    ours = {int(people[place]) for place in planes.inside(np.diff(matrix.starts), len(matrix.options))}
    assert ours <= set(polis.said["in-conv"])

    counts, allowed = tallies(matrix), ~polis.marked("mod-out")[order]
    for side, column in (("agree", 2), ("disagree", 0)):
        listed = {matrix.options[place] for place in says.majority(counts[:, column], counts.sum(axis=1), allowed)}
        assert listed == {str(item["tid"]) for item in polis.said["consensus"][side]}


def test_enough_conversations_have_all_their_votes() -> None:
    if not OUTPUTS:
        pytest.skip("no shared data: set PARVIS_SHARED to its folder")
    assert sum(oracle(folder).complete for folder in OUTPUTS) >= 8
