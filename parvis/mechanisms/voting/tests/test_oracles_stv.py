"""Single transferable vote against real elections and against reference counts made by another program (droop 0.11 and 0.14)."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from parvis.mechanisms import registry
from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError, read
from parvis.mechanisms.voting.conversions import without
from parvis.mechanisms.voting.tests.shared import SHARED, shared

GLASGOW = sorted(path.stem for path in SHARED.glob("blt/glasgow2007_droop/*-2007.blt"))
MALFORMED = "perth_kinross_2016_by_election_ward9"


def opened(path: Path) -> BallotFile:
    return read(path.name, path.read_bytes())


def counted(slug: str, file: BallotFile, **settings: Any) -> Any:
    method = registry.get(slug)
    profile = without(file.profile, file.withdrawn)
    return method(profile, method.settings(seats=file.seats, tie_order=tuple(file.titles), **settings))


@pytest.mark.parametrize("ward", GLASGOW or ["Govan-2007"])
def test_every_stage_of_glasgow_2007_to_the_fifth_decimal(ward):
    path = shared(f"blt/glasgow2007_droop/{ward}.blt")
    reference = json.loads(shared(f"blt/glasgow2007_droop/reference_counts/{ward}-scotland-fixed-p5-d5.txt").read_text())
    result = counted("scottish-stv", opened(path))
    stages = [action for action in reference["actions"] if action["tag"] in ("begin", "transfer")]
    rounds = result.tables["rounds"]
    for stage, counted_round in zip(stages, rounds, strict=False):
        held = {cid: Fraction(state["vote"]) for cid, state in stage["cstate"].items()}
        assert {option: Fraction(votes) for option, votes in counted_round["votes"].items()} == held, stage["msg"]
    assert len(rounds) == len(stages)
    elected = [state for state in reference["actions"][-1]["cstate"].items() if state[1]["state"] == "elected"]
    assert set(result.outcome) == {cid for cid, _ in elected}
    assert Fraction(result.tables["quota"]) == Fraction(stages[0]["quota"])


@pytest.mark.slow
def test_all_the_scottish_elections_elect_who_was_elected():
    expected = json.loads(shared("blt/scottish_all/EXPECTED_droop_scotland.json").read_text())
    paths = sorted(shared("blt/scottish_all").glob("*/*.blt"))
    assert len(paths) > 500
    method = registry.get("scottish-stv")
    wrong, counted_here, open_ties = [], 0, []
    for path in paths:
        name = f"{path.parent.name}/{path.name}"
        if path.stem == MALFORMED:
            with pytest.raises(BallotFileError, match=r"line 1: how many options and how many seats were expected"):
                opened(path)
            continue
        file = opened(path)
        reference = expected[name]
        result = method(file.profile, method.settings(seats=reference["seats"]))
        counted_here += 1
        elected = {int(option) for option in result.outcome}
        if result.ties:
            open_ties.append(name)
            tied = {int(option) for option in result.ties[0].options}
            assert elected <= set(reference["elected_idx"]) <= elected | tied, name
        elif elected != set(reference["elected_idx"]):
            wrong.append(name)
    assert wrong == []
    assert counted_here == len([path for path in paths if path.stem != MALFORMED])
    assert len(open_ties) <= 3, open_ties


REFERENCES = ["42", "42t", "513", "M135", "SC", "SC-Vm-12", "SCw", "SCwopt"]
RULES = {
    "scotland-fixed-p5-d5": ("scottish-stv", {}),
    "wigm-prf-fixed-p4-d4": ("wigm", {"decimals": 4}),
    "wigm-rational-d12": ("wigm", {}),
    "meek-prf-o6-fixed-p9-d9": ("meek", {}),
}


def final_votes(report: str, names: dict[str, str]) -> dict[str, Fraction]:
    """Give what each of the elected of a text report holds when the count is complete (the report empties the others)."""
    last = report.rpartition("Action: Count Complete")[2]
    found = re.findall(r"^\tElected: +(.*) \(([0-9.]+)\)$", last, re.MULTILINE)
    refs = {name: ref for ref, name in names.items()}
    return {refs[name]: Fraction(votes) for line, votes in found for name in line.split(", ")}


@pytest.mark.parametrize("name", REFERENCES)
@pytest.mark.parametrize("rule", RULES)
def test_reference_counts_by_statute(name, rule):
    slug, settings = RULES[rule]
    report = shared("blt/droop_ref") / "reference_reports" / f"{name}-{rule}.txt"
    if not report.exists():
        pytest.skip("no reference by this rule")
    file = opened(shared(f"blt/droop_ref/{name}.blt"))
    method = registry.get(slug)
    profile = without(file.profile, file.withdrawn)
    order = file.tie_order or tuple(file.titles)
    # droop puts out the first of its order, we the last of ours.
    result = method(profile, method.settings(seats=file.seats, tie_order=tuple(reversed(order)), **settings))
    text = report.read_text(encoding="utf-8")
    elected = set(re.findall(r"Action: Elect[^:]*: (.*)", text))
    assert {file.titles[option] for option in result.outcome} == elected
    last = result.tables["rounds"][-1]["votes"]
    for option, votes in final_votes(text, dict(file.titles)).items():
        assert abs(Fraction(last[option]) - votes) < Fraction(1, 10**8), (file.titles[option], last[option], votes)
