"""A range without a gap is never said to be camps, camps that stand apart are found, and both ends of a range are asked."""

from __future__ import annotations

import json

import numpy as np
import pytest

from parvis.mechanisms.opinions import kmeans
from parvis.mechanisms.opinions.analysis import analyse
from parvis.mechanisms.opinions.ends import PARTS
from parvis.mechanisms.opinions.groups import rand
from parvis.mechanisms.opinions.intervals import above_half
from parvis.mechanisms.opinions.live import Live
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.opinion_map import opinion_map
from parvis.mechanisms.opinions.tests.made import FOUR, SHAPES, camps, found_right, spread, stand, standing_apart
from parvis.mechanisms.opinions.valleys import shallowest
from parvis.mechanisms.opinions.votes import VoteMatrix

USUAL = MapSettings()


@pytest.mark.parametrize("shape", ["normal in 2-D", "oval in 2-D", "disc", "square"])
@pytest.mark.parametrize("groups", [2, 3, 4])
def test_a_cloud_has_no_valley_wherever_it_is_cut(shape, groups):
    places = stand(shape, 4000, np.random.default_rng(1))
    labels, centres = kmeans.best(places, np.ones(4000), groups, "cut")
    assert shallowest(places, labels, centres, np.ones(4000)).depth > 0.6


def test_a_valley_is_seen_between_clouds_and_one_missing_is_enough_to_say_no():
    chance = np.random.default_rng(2)
    places = np.concatenate([chance.normal(size=(300, 2)) + 4 * corner for corner in FOUR])
    labels, centres = kmeans.best(places, np.ones(1200), 4, "cut")
    apart = shallowest(places, labels, centres, np.ones(1200))
    assert apart.depth < 0.25
    assert apart.chance < 0.01
    labels, centres = kmeans.best(places, np.ones(1200), 5, "cut")  # one of the four is cut in two
    assert shallowest(places, labels, centres, np.ones(1200)).depth > 0.6


@pytest.mark.parametrize("shape", ["uniform", "Beta(1, 3)", "exponential", "disc", "normal in 4-D"])
def test_a_range_is_not_cut(shape):
    for seed in range(2):
        assert analyse(spread(shape, 400, 60, 30, slope=1.5, seed=seed), USUAL).groups.many == 1


@pytest.mark.parametrize("shares", [(1, 1), (9, 1), (6, 3, 1), (1, 1, 1, 1)])
def test_camps_that_stand_apart_are_found(shares):
    matrix, camp = camps(shares, 400, 60, 30, apart=3.0, seed=1)
    found = analyse(matrix, USUAL)
    assert rand(camp[found.inside], found.groups.labels, 5) > 0.8
    assert found.groups.many == len(shares)
    assert found.ends is None


@pytest.mark.slow
@pytest.mark.parametrize("people", [100, 400])
def test_few_ranges_are_cut_and_most_camps_are_found(people):
    statements, each = (40, 20) if people == 100 else (60, 30)
    ranges = [spread(shape, people, statements, each, slope=slope, seed=7) for shape in SHAPES for slope in (1.0, 3.0)]
    cut = sum(analyse(matrix, USUAL).groups.many > 1 for matrix in ranges)
    assert cut <= 0.1 * len(ranges)
    right = []
    for shares in ((1, 1), (7, 3), (9, 1), (1, 1, 1), (6, 3, 1), (1, 1, 1, 1), (4, 3, 2, 1)):
        if people * min(shares) / sum(shares) < 15:
            continue
        for seed in range(4 if people == 100 else 2):
            matrix, camp = camps(shares, people, statements, each, apart=3.0, seed=seed)
            found = analyse(matrix, USUAL)
            if standing_apart(found, camp, len(shares)):
                right.append(found_right(found, camp, len(shares)))
    assert len(right) >= 6
    assert np.mean(right) >= 0.9


def range_of(people: int = 600) -> VoteMatrix:
    return spread("uniform", people, 40, 25, slope=1.5, seed=3)


def test_a_range_shows_its_ends_and_asks_both():
    matrix = range_of()
    result, found = opinion_map(matrix), analyse(matrix, USUAL)
    assert found.ends
    ends = result.tables["range"]["ends"]
    assert [end["people"] for end in ends] == [150, 150]
    assert (found.places[found.ends.labels == 0, 0] <= found.ends.reach[0]).all()
    assert [step.code for step in result.steps].count("opinions.range.end") == 2
    for apart in list(result.tables["range"]["statements"].values())[:5]:
        first, second = (float(apart[end]["agreed"][0]) for end in "12")
        assert abs(first - second) > 0.4
    assert len(found.agreed.places)
    for place in found.agreed.places:
        agree, seen = found.tallies.agree[:, place], found.tallies.seen[:, place]
        assert len(agree) == PARTS
        assert (above_half(agree, seen) <= found.agreed.limit).all()
    assert result.tables["groups"] == result.tables["dividing"] == result.tables["objections"] == []


def test_one_place_and_no_direction_is_no_range():
    assert opinion_map(spread("one place", 300, 40, 25, slope=1.5, seed=1)).tables["range"] is None
    assert opinion_map(spread("normal in 4-D", 300, 40, 25, slope=1.5, seed=1)).tables["range"] is None


def test_a_range_is_the_same_in_any_order_and_parts():
    matrix = range_of(300)
    choices = matrix.choices()
    mixed = [choices[n] for n in np.random.default_rng(1).permutation(len(choices))]
    summed = VoteMatrix.summarise(matrix.options, mixed[::2], None) + VoteMatrix.summarise(matrix.options, mixed[1::2], None)
    assert json.dumps(opinion_map(summed).to_json()) == json.dumps(opinion_map(matrix).to_json())


def test_a_range_is_followed_while_votes_arrive():
    matrix = range_of()
    found = analyse(matrix, USUAL)
    live = Live(matrix, USUAL, found)
    update = live.refresh()
    assert len(update.centres) == PARTS
    assert update.moved < 12
    assert set(update.agreed) == {matrix.options[place] for place in found.agreed.places}
