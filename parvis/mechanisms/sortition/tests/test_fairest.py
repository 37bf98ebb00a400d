"""The fairest chances are those that trying every panel gives, and those that others published."""

import csv
import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import minimize

from parvis.mechanisms import registry
from parvis.mechanisms.registry_settings import settings_to_json
from parvis.mechanisms.sortition.computing import InfeasibleQuotas, compute
from parvis.mechanisms.sortition.groups import Groups
from parvis.mechanisms.sortition.lottery import Lottery
from parvis.mechanisms.sortition.pool import Draw, Pool
from parvis.mechanisms.sortition.tests.shared import SORTITION, draws, every_panel, fairest, real

RECORDED = json.loads((Path(__file__).parent / "sortition_algorithms.json").read_text())
NEAR = 2e-5  # a few tickets of a million


def chances(pool: Pool, asked: Draw, lottery: Lottery) -> dict[str, Fraction]:
    groups = Groups.of(pool, asked)
    lottery.check(groups)
    return {ref: chance for refs, chance in zip(groups.members, lottery.chances(groups), strict=True) for ref in refs}


@given(draws())
@settings(max_examples=120, deadline=None)
def test_small_pools_have_the_chances_that_trying_every_panel_gives(drawn):
    pool, asked = drawn
    panels = list(every_panel(pool, asked))
    if not panels:
        with pytest.raises(InfeasibleQuotas):
            compute(pool, asked, "leximin")
        return
    best = fairest(pool, panels)
    lexi = chances(pool, asked, compute(pool, asked, "leximin"))
    assert max(abs(float(lexi[ref]) - best[ref]) for ref in pool.refs) < NEAR
    assert sum(lexi.values()) == asked.size
    lottery = compute(pool, asked, "maximin")
    least = min(chance for chance in best.values() if chance > 0)
    assert min(chance for chance in chances(pool, asked, lottery).values() if chance) > least - NEAR
    assert least <= lottery.bound < least + 1e-6
    assert lottery.short is None


@given(draws(most=9))
@settings(max_examples=25, deadline=None)
def test_the_product_of_chances_cannot_be_larger(drawn):
    pool, asked = drawn
    panels = list(every_panel(pool, asked))
    if not panels:
        return
    held = np.array([[ref in panel for panel in panels] for ref in pool.refs], dtype=float)
    held = held[held.sum(axis=1) > 0]
    found = minimize(
        lambda shares: -np.log(np.maximum(held @ shares, 1e-12)).sum(),
        np.full(len(panels), 1 / len(panels)),
        jac=lambda shares: -held.T @ (1 / np.maximum(held @ shares, 1e-12)),
        bounds=[(0, 1)] * len(panels),
        constraints={"type": "eq", "fun": lambda shares: shares.sum() - 1, "jac": lambda shares: np.ones(len(panels))},
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-12},
    )
    ours = sum(log(chance) for chance in chances(pool, asked, compute(pool, asked, "nash")).values() if chance)
    assert ours > -found.fun - 1e-3


@pytest.mark.parametrize("name", ["citass_example_small_20", "citass_example_large_200"])
def test_the_published_leximin_chance_of_the_examples_is_ten_per_cent(name):
    pool, asked = real(name)
    lottery = compute(pool, asked, "leximin")
    assert set(chances(pool, asked, lottery).values()) == {Fraction(1, 10)}


@pytest.mark.slow
@pytest.mark.parametrize("fairness", ["maximin", "leximin"])
def test_the_smallest_chance_of_sf150_is_one_in_eleven(fairness):
    pool, asked = real("sf150")
    lottery = compute(pool, asked, fairness)
    least = min(chances(pool, asked, lottery).values())
    assert Fraction(1, 11) - Fraction(3, 10**6) < least <= Fraction(1, 11)
    assert Fraction(1, 11) < lottery.bound < Fraction(1, 11) + Fraction(1, 10**8)
    assert float(least) > RECORDED["sf150"]["maximin"] - 1e-4


@pytest.mark.slow
def test_nash_of_sf150_is_what_the_peer_finds():
    pool, asked = real("sf150")
    ours = sum(log(chance) for chance in chances(pool, asked, compute(pool, asked, "nash")).values()) / len(pool.people)
    assert ours > RECORDED["sf150"]["nash_mean_log"] - 1e-4


@pytest.mark.slow
def test_a_thousand_people_and_sixty_seats_have_the_smallest_chance_of_the_prototype():
    pool, asked = real("synthfr_1000_60")
    lottery = compute(pool, asked, "maximin")
    assert round(float(min(chances(pool, asked, lottery).values())), 4) == 0.0303
    assert float(lottery.bound) == pytest.approx(1 / 33, abs=1e-8)


@pytest.mark.parametrize("case", RECORDED["small"], ids=lambda case: case["name"])
def test_the_smallest_chance_is_the_peers_or_larger(case):
    pool = Pool.summarise([str(n) for n in range(len(case["people"]))], [(person, 1) for person in case["people"]], Draw(**_lists(case)))
    asked = Draw(**_lists(case))
    least = min(chance for chance in chances(pool, asked, compute(pool, asked, "maximin")).values() if chance)
    # Both are the largest there is: the peer's solver stops within a thousandth of it.
    assert abs(float(least) - case["maximin"]) < 1e-3
    assert float(least) > case["maximin"] - 1e-5


def test_what_the_peer_found_is_recorded():
    assert len(RECORDED["small"]) >= 10
    assert RECORDED["sf150"]["maximin"] > 0.0908
    assert -3 < RECORDED["sf150"]["nash_mean_log"] < -1


def _lists(case: dict) -> dict:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in case["draw"].items()}


@pytest.mark.slow
def test_the_stratified_draw_has_the_chances_published_of_legacy_but_for_whom_it_nearly_never_draws():
    """Bailey Flanigan et al., "Fair algorithms for selecting citizens' assemblies", Nature 2021: LEGACY, drawn 10,000 times.

    It draws one person in 200 one time in a hundred; our draw gives this person about the chance of the others.
    """
    pool, asked = real("citass_example_small_20")
    path = SORTITION / "citass_reference_output" / "example_small_20_prob_allocs_data.csv"
    with path.open() as file:
        published = sorted(float(row["selection probability"]) for row in csv.DictReader(file) if row["algorithm"] == "Legacy")
    method, draws_made = registry.get("stratified-draw"), 3000
    settings_ = method.read_settings(settings_to_json(asked))
    drawn = Counter(ref for n in range(draws_made) for ref in method(pool, replace(settings_, seed=str(n))).outcome)
    ours = sorted(drawn[ref] / draws_made for ref in pool.refs)
    assert len(ours) == len(published) == 200
    # One draw in ten, 3,000 times: a standard deviation of 0.0055.
    assert max(abs(mine - theirs) for mine, theirs in zip(ours[1:], published[1:], strict=True)) < 0.02
    assert published[0] < 0.0121 < ours[0]
