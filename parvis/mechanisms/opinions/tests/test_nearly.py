"""Votes copied with changes are flagged, and nobody honest is."""

from __future__ import annotations

import numpy as np
import pytest

from parvis.mechanisms.opinions import polis_files
from parvis.mechanisms.opinions.analysis import analyse
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.opinion_map import opinion_map
from parvis.mechanisms.opinions.tests.made import camps, spread
from parvis.mechanisms.opinions.tests.shared import OPEN_DATA
from parvis.mechanisms.opinions.votes import VoteMatrix

USUAL = MapSettings()


def with_flood(matrix: VoteMatrix, accounts: int, *, noise: float, each: int, seed: int = 1) -> tuple[VoteMatrix, np.ndarray]:
    """Add accounts that vote as one target on most of 40 statements, each of their votes drawn anew with probability `noise`; give who they
    are."""
    chance, width = np.random.default_rng(seed), len(matrix.options)
    aimed, target = chance.permutation(width)[:40], chance.choice([-1, 1], width)
    columns = np.sort(aimed[chance.random((accounts, len(aimed))).argsort(axis=1)[:, :each]], axis=1)
    votes = np.where(chance.random(columns.shape) < noise, chance.integers(-1, 2, columns.shape), target[columns])
    starts = np.concatenate([matrix.starts, matrix.starts[-1] + np.arange(1, accounts + 1) * columns.shape[1]])
    merged, order = VoteMatrix.of(
        matrix.options,
        starts,
        np.concatenate([matrix.columns, columns.ravel().astype(np.int32)]),
        np.concatenate([matrix.votes, votes.ravel().astype(np.int8)]),
    )
    return merged, order >= matrix.people


@pytest.mark.parametrize(("accounts", "noise"), [(60, 0.05), (20, 0.05), (60, 0.1)])
@pytest.mark.parametrize("honest", ["range", "camps"])
def test_a_flood_with_changes_is_flagged_and_nobody_else(honest, accounts, noise):
    matrix = spread("uniform", 400, 60, 30, slope=1.5, seed=1) if honest == "range" else camps((1, 1), 400, 60, 30, apart=2.0, seed=1)[0]
    flood, copied = with_flood(matrix, accounts, noise=noise, each=30)
    flagged = np.concatenate([each.rows for each in analyse(flood, USUAL).alike])
    assert copied[flagged].all()
    assert len(flagged) >= 0.8 * accounts


def test_a_flood_with_changes_is_shown_with_what_it_changes():
    matrix = spread("uniform", 400, 60, 30, slope=1.5, seed=1)
    flood, _ = with_flood(matrix, 80, noise=0.05, each=30)
    result = opinion_map(flood)
    (alike,) = result.tables["alike"]
    assert 60 <= alike["people"] <= 80
    assert 0.9 < float(alike["equal"]) < 1
    assert "opinions.alike" in [step.code for step in result.steps]
    clean = opinion_map(matrix)
    without = result.tables["without_alike"]
    assert set(result.outcome) - set(without["agreed"]) == set(without["only_with"])
    assert len(set(without["agreed"]) ^ set(clean.outcome)) <= len(set(result.outcome) ^ set(clean.outcome))


def test_honest_people_are_not_flagged():
    for seed in range(3):
        for slope in (1.0, 3.0):
            assert analyse(spread("uniform", 300, 40, 25, slope=slope, seed=seed), USUAL).alike == []
        assert analyse(camps((3, 1), 300, 40, 25, apart=2.0, seed=seed)[0], USUAL).alike == []


def test_people_who_pass_on_everything_are_no_flood():
    matrix = spread("uniform", 300, 40, 25, slope=1.5, seed=1)
    passing = [({str(n): 0 for n in range(40) if n % 9 != k % 9}, 1) for k in range(40)]
    assert analyse(VoteMatrix.summarise(matrix.options, [*matrix.choices(), *passing], None), USUAL).alike == []


@pytest.mark.slow
def test_in_real_conversations_floods_are_flagged_and_few_others():
    if not OPEN_DATA:
        pytest.skip("no shared data: set PARVIS_SHARED to its folder")
    others, caught, planted, people = 0, 0, 0, 0
    for folder in OPEN_DATA:
        votes = polis_files.read("participants-votes.csv", (folder / "participants-votes.csv").read_bytes())
        matrix, _ = votes.log.matrix(votes.statements)
        accounts = max(10, matrix.people // 20)
        flood, copied = with_flood(matrix, accounts, noise=0.05, each=30)
        flagged = np.concatenate([np.zeros(0, np.int64), *(each.rows for each in analyse(flood, USUAL).alike)])
        caught += copied[flagged].sum()
        others += (~copied[flagged]).sum()
        planted += accounts
        people += matrix.people
    assert caught >= 0.9 * planted
    assert others <= 0.002 * people
