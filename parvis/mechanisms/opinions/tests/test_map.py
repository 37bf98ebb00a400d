"""The map: planted groups are found, none where there are none, copied votes are flagged, little is not enough, and every list can be
checked."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from parvis.mechanisms.fold import fold
from parvis.mechanisms.opinions import polis_files
from parvis.mechanisms.opinions.analysis import analyse
from parvis.mechanisms.opinions.groups import rand
from parvis.mechanisms.opinions.intervals import above_half
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.opinion_map import opinion_map
from parvis.mechanisms.opinions.place import place, reasons
from parvis.mechanisms.opinions.tests.shared import OPEN_DATA, planted
from parvis.mechanisms.opinions.votes import VoteMatrix

USUAL = MapSettings()


def codes(result: Any) -> list[str]:
    return [step.code for step in result.steps]


def written(result: Any) -> str:
    return json.dumps(result.to_json(), sort_keys=True)


@pytest.mark.parametrize(
    ("people", "statements", "votes", "groups", "apart"),
    [(300, 40, 30, 2, 1.0), (300, 40, 30, 3, 1.0), (100, 20, 15, 2, 1.0), (2000, 200, 60, 3, 0.8)],
)
def test_planted_groups_are_found(people, statements, votes, groups, apart):
    matrix, group = planted(people, statements, votes, groups, apart=apart)
    found = analyse(matrix, USUAL)
    assert found.groups.many == groups
    assert rand(group[found.inside], found.groups.labels, groups) > 0.85


@pytest.mark.parametrize("seed", range(6))
def test_no_groups_are_found_where_there_are_none(seed):
    matrix, _ = planted(400, 60, 30, 1, seed=seed)
    result = opinion_map(matrix)
    assert "opinions.no_groups" in codes(result)
    assert result.tables["groups"] == []


def test_the_report_is_the_same_in_any_order_any_parts_and_any_number_of_workers():
    matrix, _ = planted(240, 30, 20, 2)
    choices = [choice for choice, weight in matrix.choices() for _ in range(weight)]
    expected = written(opinion_map(matrix))
    chance = np.random.default_rng(0)
    for many in (1, 3, 7):
        mixed = [(choices[n], 1) for n in chance.permutation(len(choices))]
        parts = [mixed[n::many] for n in range(many)]
        with ThreadPoolExecutor(2) as pool:
            summary = fold(parts, lambda part: VoteMatrix.summarise(matrix.options, part, None), on=pool)
        assert written(opinion_map(summary)) == expected


def summarised(part: list[tuple[object, int]]) -> VoteMatrix:
    return VoteMatrix.summarise([str(n) for n in range(30)], part, None)


def test_all_cores_give_the_same_bytes():
    matrix, _ = planted(240, 30, 20, 2)
    choices = matrix.choices()
    assert written(opinion_map(fold([choices[n::4] for n in range(4)], summarised, on="cores"))) == written(opinion_map(matrix))


def flooded() -> tuple[VoteMatrix, VoteMatrix]:
    """A conversation of two groups, and the same with 60 accounts that all vote alike: for everything that group 1 alone wants."""
    matrix, _ = planted(200, 24, 18, 2)
    honest = matrix.choices()
    wanted = [
        np.mean([choice.get(ref, 0) for choice, _ in honest])  # type: ignore[union-attr]  # a row of votes
        for ref in matrix.options
    ]
    copied = {ref: -1 if mean > 0 else 1 for ref, mean in zip(matrix.options, wanted, strict=True)}
    return matrix, VoteMatrix.summarise(matrix.options, [*honest, (copied, 60)], None)


def test_a_flood_of_equal_votes_is_flagged_and_its_effect_shown():
    honest, flood = flooded()
    assert opinion_map(honest).tables["alike"] == []
    result = opinion_map(flood)
    (alike,) = result.tables["alike"]
    assert (alike["people"], alike["votes"]) == (60, 24)
    without, clean = result.tables["without_alike"], opinion_map(honest)
    assert without["agreed"] == list(clean.outcome)
    assert without["people"] == clean.tables["people"]["in_map"]
    assert without["only_without"]
    assert set(without["only_with"]) == set(result.outcome) - set(clean.outcome)
    assert "opinions.alike" in codes(result)
    assert result.tables["people"]["voted"] == 260  # nobody was left out


def test_people_who_rightly_say_the_same_are_not_flagged():
    everybody_agrees = {str(n): 1 for n in range(8)}
    result = opinion_map(VoteMatrix.summarise(list(everybody_agrees), [(everybody_agrees, 200), ({**everybody_agrees, "0": -1}, 9)], None))
    assert result.tables["alike"] == []


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([], "opinions.lacking.few_people"),
        ([(None, 40)], "opinions.lacking.few_people"),
        ([({"a": 1, "b": -1}, 1)], "opinions.lacking.few_people"),
        ([({"a": 1, "b": -1}, 14)], "opinions.lacking.few_people"),
        ([({"a": 0, "b": 0}, 50)], "opinions.lacking.no_difference"),
        ([({"a": 1, "b": -1}, 50)], "opinions.lacking.no_difference"),
        ([({"a": 1}, 50), ({"a": -1}, 50)], "opinions.lacking.few_statements"),
    ],
)
def test_what_is_not_enough_is_said_and_nothing_is_concluded(choices, expected):
    result = opinion_map(VoteMatrix.summarise(["a", "b"], choices, None))
    assert expected in codes(result)
    assert (result.outcome, result.tables["agreed"], result.tables["dividing"], result.tables["groups"]) == ((), [], [], [])
    assert set(result.tables["statements"]) == {"a", "b"}


def test_common_ground_needs_every_group_and_its_fragility_is_exact():
    matrix, _ = planted(300, 40, 30, 2)
    found = analyse(matrix, USUAL)
    assert len(found.agreed.places)
    for at in found.agreed.places:
        agree, seen = found.tallies.agree[:, at], found.tallies.seen[:, at]
        assert (agree / seen > 0.5).all()
        changes = int(found.to_agreed[at])
        holds = [
            (above_half(np.array([n - moved]), np.array([s])) <= found.agreed.limit)[0]
            for n, s in zip(agree, seen, strict=True)
            for moved in (changes, changes - 1)
        ]
        # With so many changes it fails in a group; with one less it holds in all.
        assert not all(holds[0::2])
        assert all(holds[1::2])


def test_every_group_has_its_slots_whatever_its_size():
    matrix, _ = planted(400, 60, 40, 3)
    result = opinion_map(matrix, replace(USUAL, slots=4))
    assert [len(group["held"]) >= 4 for group in result.tables["groups"]] == [True] * 3
    for group in result.tables["groups"]:
        for held in group["held"]:
            point, low, high = map(float, held["difference"])
            assert low <= point <= high
            assert not held["certain"] or low > 0


def test_what_one_group_alone_holds_is_an_objection():
    here, there = {"a": 1, "b": 1, "c": 1}, {"a": -1, "b": 1, "c": -1}
    noise = [({**here, "c": -1}, 4), ({**there, "c": 1}, 4), ({**here, "b": -1}, 3), ({**there, "b": 0}, 3)]
    result = opinion_map(VoteMatrix.summarise("abc", [(here, 30), (there, 60), *noise], None))
    assert len(result.tables["groups"]) == 2
    told = {(each["statement"], each["agrees"]) for each in result.tables["objections"]}
    assert ("a", True) in told
    assert all(statement != "b" for statement, _ in told)
    assert result.outcome == ("b",)


def test_moderated_statements_are_counted_and_used_for_nothing_else():
    matrix, _ = planted(200, 20, 15, 2)
    out = analyse(matrix, replace(USUAL, moderated=("3",))).agreed.places
    assert matrix.options.index("3") not in out
    result = opinion_map(matrix, replace(USUAL, moderated=("3",)))
    assert result.tables["statements"]["3"]["moderated"] is True
    assert result.tables["statements"]["3"]["agree"] == opinion_map(matrix).tables["statements"]["3"]["agree"]
    assert result.tables["axes"]["components"]["3"] == ["0.000000", "0.000000"]


def test_logged_chances_correct_for_who_was_asked():
    # Half of the people like the statement; those who do were asked nine times as often.
    fond, cold = {"a": [1, "9/10"], "b": 1}, {"a": [-1, "1/10"], "b": -1}
    result = opinion_map(VoteMatrix.summarise("ab", [(fond, 90), (cold, 10), ({"b": 1}, 10), ({"b": -1}, 90)], None))
    row = result.tables["statements"]["a"]
    assert row["agreed"][0] == "0.900000"
    point, low, high = map(float, row["corrected"])
    assert low < point < high
    assert point == pytest.approx(0.5, abs=0.01)
    assert float(row["worth"]) < 100
    assert "opinions.corrected" in codes(result)


def test_a_place_is_found_again_from_the_report_and_its_reasons_add_up():
    matrix, _ = planted(150, 30, 20, 2)
    result = opinion_map(matrix)
    for row in (0, 7, 149):
        span = slice(int(matrix.starts[row]), int(matrix.starts[row + 1]))
        votes = {matrix.options[c]: int(v) for c, v in zip(matrix.columns[span], matrix.votes[span], strict=True)}
        found = place(votes, result.tables)
        assert found
        assert [found.x, found.y, found.group] == result.tables["places"][row]
        weights = [float(reason.weight or 0) for reason in reasons(votes, result.tables, most=99)]
        assert sum(weights) == pytest.approx(np.hypot(float(found.x or 0), float(found.y or 0)), abs=1e-3)
    assert place({"unknown": 1}, result.tables) is None


def test_many_people_are_counted_in_hexagons():
    matrix, _ = planted(2100, 30, 12, 2)
    result = opinion_map(matrix)
    assert result.tables["places"] == []
    cells = result.tables["density"]["cells"]
    assert sum(sum(cell[2:]) for cell in cells) == result.tables["people"]["in_map"]


@pytest.mark.slow
@pytest.mark.parametrize("folder", OPEN_DATA or [None], ids=lambda folder: folder.name if folder else "none")
def test_every_open_conversation_gives_a_report(folder: Path | None) -> None:
    if folder is None:
        pytest.skip("no shared data: set PARVIS_SHARED to its folder")
    votes = polis_files.read("participants-votes.csv", (folder / "participants-votes.csv").read_bytes())
    about = polis_files.statements("comments.csv", (folder / "comments.csv").read_bytes())
    matrix, _ = votes.log.matrix(votes.statements)
    settings = replace(USUAL, moderated=about.moderated)
    result = opinion_map(matrix, settings)
    assert result.tables["people"]["voted"] == matrix.people
    assert set(result.tables["statements"]) == set(matrix.options)
    found = analyse(matrix, settings)
    scored = found.consensus.enough & ~np.isnan(found.merits)
    # A score that knows of no groups ranks statements much as the consensus of groups does.
    assert spearmanr(found.consensus.value[scored], found.merits[scored]).statistic > 0.75
    if (folder / "votes.csv").exists():
        log = polis_files.read("votes.csv", (folder / "votes.csv").read_bytes()).log
        assert written(opinion_map(log.matrix(votes.statements)[0], settings)) == written(result)
