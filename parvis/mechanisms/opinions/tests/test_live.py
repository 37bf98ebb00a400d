"""While votes arrive: counts stay exact, the axes follow, the map keeps its place; and the next statement is drawn with the chance that
is said."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from parvis.mechanisms.opinions.align import letters, turn
from parvis.mechanisms.opinions.analysis import analyse
from parvis.mechanisms.opinions.axes import means, principal, residuals, tallies
from parvis.mechanisms.opinions.groups import rand
from parvis.mechanisms.opinions.live import Live
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.opinion_map import opinion_map
from parvis.mechanisms.opinions.report import report
from parvis.mechanisms.opinions.routing import Mixture, Routing
from parvis.mechanisms.opinions.tallies import by_group
from parvis.mechanisms.opinions.tests.made import spread
from parvis.mechanisms.opinions.tests.shared import planted
from parvis.mechanisms.opinions.votes import VoteMatrix

USUAL = MapSettings()


def merged(matrix: VoteMatrix, rows: np.ndarray, columns: np.ndarray, votes: np.ndarray) -> tuple[VoteMatrix, np.ndarray]:
    """Give the matrix with these votes in it, and for each of its rows the number it has in the live map."""
    cast = {}
    for row in range(matrix.people):
        span = slice(matrix.starts[row], matrix.starts[row + 1])
        cast |= {(row, int(c)): int(v) for c, v in zip(matrix.columns[span], matrix.votes[span], strict=True)}
    cast |= {(int(r), int(c)): int(v) for r, c, v in zip(rows, columns, votes, strict=True)}
    cells = np.array([(r, c, v) for (r, c), v in sorted(cast.items())])
    starts = np.searchsorted(cells[:, 0], np.arange(cells[-1, 0] + 2))
    return VoteMatrix.of(matrix.options, starts.astype(np.int64), cells[:, 1].astype(np.int32), cells[:, 2].astype(np.int8))


@pytest.mark.parametrize("moderated", [(), ("4", "11")])
def test_counts_stay_exact_and_the_map_follows(moderated):
    settings = MapSettings(moderated=moderated)
    matrix, group = planted(400, 40, 25, 2)
    live = Live(matrix, settings)
    chance = np.random.default_rng(1)
    rows, columns = chance.integers(0, 430, 900), chance.integers(0, 40, 900)
    rows = np.where(rows < 400, rows, 400 + rows % 30)
    votes = chance.integers(-1, 2, 900)
    for part in np.array_split(np.arange(900), 3):
        live.add(rows[part], columns[part], votes[part])
        update = live.refresh()
    assert update.provisional
    whole, order = merged(matrix, rows, columns, votes)
    expected = by_group(whole, update.labels[order], len(update.centres))
    expected.counts[:, ~live.kept] = 0
    assert np.array_equal(update.tallies.counts, expected.counts)
    assert rand(group, update.labels[:400], 3) > 0.85
    fresh = residuals(whole, means(tallies(whole)), ~live.kept)
    assert np.linalg.svd(principal(fresh)[0] @ live.components.T)[1].max() > 0.999  # with two groups, the second axis is chance
    assert set(update.agreed) & set(opinion_map(whole, settings).outcome)


def test_a_little_more_moves_little():
    matrix, _ = planted(600, 60, 30, 3)
    found = analyse(matrix, USUAL)
    live = Live(matrix, USUAL, found)
    still = live.refresh()
    assert still.places[found.inside] == pytest.approx(found.places, abs=0.02)
    assert still.moved < 12
    live.add(np.array([3, 3]), np.array([5, 5]), np.array([1, -1]))  # the last one counts
    assert live.refresh().moved < 12
    assert live.counts.sum() == still.tallies.counts.sum() + int(5 not in matrix.columns[matrix.starts[3] : matrix.starts[4]])


def test_what_cannot_be_counted_is_refused_whole():
    matrix, _ = planted(50, 10, 8, 2)
    live = Live(matrix, USUAL)
    before = live.counts.copy()
    for rows, columns, votes in (([0], [10], [1]), ([-1], [0], [1]), ([0, 1], [0, 0], [1, 2])):
        with pytest.raises(ValueError, match="expected"):
            live.add(np.array(rows), np.array(columns), np.array(votes))
    assert np.array_equal(live.counts, before)


def test_a_map_turned_and_renamed_comes_back():
    chance = np.random.default_rng(2)
    places = chance.normal(size=(200, 2))
    mirror = np.array([[0.6, 0.8], [0.8, -0.6]])
    assert (places @ mirror) @ turn(places @ mirror, places) == pytest.approx(places)
    before = chance.integers(0, 3, 200)
    renamed = np.array([2, 0, 1])[before]
    assert np.array_equal(np.array(letters(renamed, before, 3, 3))[renamed], before)
    assert letters(np.array([0, 1, 2]), np.array([0, 0, 0]), 3, 1)[0] == 0


def routing(**parts: Fraction) -> Routing:
    counts = np.array([[[2, 0, 8], [0, 0, 40], [5, 5, 5], [0, 0, 0]], [[9, 0, 1], [1, 1, 0], [5, 5, 5], [0, 0, 0]]])
    return Routing.of(["a", "b", "c", "d"], counts, np.array([2.0, 1.0, 0.5, 0.0]), Mixture(**parts) if parts else None)


def test_the_chance_said_is_the_chance_drawn():
    drawn = [routing().draw(["c"], f"seed {n}") for n in range(6000)]
    counted = Counter(draw.statement for draw in drawn if draw)
    said = {draw.statement: draw.chance for draw in drawn if draw}
    assert sum(said.values()) == 1
    for statement, chance in said.items():
        expected = float(chance) * 6000
        assert abs(counted[statement] - expected) < 4 * np.sqrt(expected) + 1
    assert all(sum(draw.parts.values()) == draw.chance for draw in drawn if draw)


def test_each_urn_does_what_it_is_for():
    least = routing(informative=Fraction(0), least_seen=Fraction(1), pending=Fraction(0))
    assert least.urns["least_seen"].argmax() == 3
    pending = routing(informative=Fraction(0), least_seen=Fraction(0), pending=Fraction(1))
    # "b" is what the first group agrees with and the second has hardly seen.
    assert pending.urns["pending"].argmax() == 1
    draw = pending.draw([], "x")
    assert draw
    assert draw.statement in "ab"


def test_an_empty_urn_leaves_its_part_to_the_others_and_the_end_is_none():
    alone = routing(informative=Fraction(0), least_seen=Fraction(0), pending=Fraction(1)).draw(["a", "b", "c"], "x")
    assert alone
    assert (alone.statement, alone.chance) == ("d", 1)
    assert routing().draw(["a", "b", "c", "d"], "x") is None
    with pytest.raises(ValueError, match="make 1"):
        Mixture(informative=Fraction(1))


def test_the_urns_can_be_filled_from_a_published_report():
    matrix, _ = planted(300, 40, 30, 2)
    tables = opinion_map(matrix, MapSettings(moderated=("7",))).tables
    drawn = {Routing.from_report(tables).draw(["1"], str(n)).statement for n in range(400)}  # type: ignore[union-attr]  # some are left
    assert not drawn & {"1", "7"}
    assert len(drawn) > 20


def mirrored(tables: Any) -> Any:
    """The same map as somebody would have drawn it with left for right, and with its letters and ends the other way round."""
    other = json.loads(json.dumps(tables))
    for pair in other["axes"]["components"].values():
        pair[0] = str(-float(pair[0]))
    for group in other["groups"]:
        group["centre"][0] = str(-float(group["centre"][0]))
    for group, letter in zip(other["groups"], [group["letter"] for group in reversed(other["groups"])], strict=True):
        group["letter"] = letter
    return other


@pytest.mark.parametrize("many", [2, 3])
def test_a_full_map_keeps_the_sides_and_letters_of_the_previous_one(many):
    matrix, _ = planted(300, 40, 30, many)
    plain = report(matrix, USUAL)
    other = report(matrix, USUAL, mirrored(plain.tables))
    assert other.outcome == plain.outcome
    letters_of = dict(zip("ABC"[:many], "ABC"[:many][::-1], strict=True))
    for one, two in zip(plain.tables["places"], other.tables["places"], strict=True):
        assert [float(two[0]), float(two[1])] == pytest.approx([-float(one[0]), float(one[1])], abs=2e-3)
        assert two[2] == letters_of[one[2]]
    row, turned = plain.tables["statements"]["1"]["groups"], other.tables["statements"]["1"]["groups"]
    assert turned == {letters_of[letter]: told for letter, told in row.items()}
    assert {(each["statement"], letters_of[each["group"]]) for each in plain.tables["objections"]} == {
        (each["statement"], each["group"]) for each in other.tables["objections"]
    }
    assert report(matrix, USUAL, plain.tables).tables["groups"] == plain.tables["groups"]


def test_a_range_keeps_its_ends_and_a_group_that_is_new_takes_a_free_letter():
    matrix = spread("uniform", 400, 40, 25, slope=1.5, seed=3)
    plain = report(matrix, USUAL)
    other = report(matrix, USUAL, mirrored(plain.tables))
    for ref, apart in plain.tables["range"]["statements"].items():
        assert other.tables["range"]["statements"][ref] == {"1": apart["2"], "2": apart["1"]}
    grouped = report(planted(300, 40, 30, 3)[0], USUAL)
    two = json.loads(json.dumps(grouped.tables))
    del two["groups"][1]
    assert report(planted(300, 40, 30, 3)[0], USUAL, two).tables["groups"] == grouped.tables["groups"]


def test_what_one_end_of_a_range_wants_waits_for_the_other_end():
    matrix = spread("uniform", 400, 40, 25, slope=1.5, seed=3)
    tables = json.loads(json.dumps(opinion_map(matrix).tables))
    row = tables["statements"]["5"]
    assert [sum(part[what] for part in row["parts"].values()) for what in ("agree", "disagree")] == [row["agree"], row["disagree"]]
    row["parts"] = {"1": {"agree": 30, "disagree": 0, "seen": 30}, "between": {"agree": 9, "disagree": 9, "seen": 18}}
    row["parts"]["2"] = {"agree": 0, "disagree": 1, "seen": 1}
    pending = Routing.from_report(tables).urns["pending"]
    assert pending.argmax() == matrix.options.index("5")
