"""Published reports of opinions, with every kind of ballot, fit the schema of result files and are recounted equal from it."""

from __future__ import annotations

import copy
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from parvis.mechanisms import registry
from parvis.mechanisms.opinions.tests.made import camps, spread
from parvis.mechanisms.opinions.tests.schema import wrong
from parvis.mechanisms.opinions.tests.test_map import flooded
from parvis.mechanisms.opinions.votes import VoteMatrix
from parvis.mechanisms.result_file import publish, read, recount

SCHEMA = json.loads((Path(__file__).parents[4] / "docs" / "mechanisms" / "result-file.schema.json").read_text())
CHANCES: list[tuple[object, int]] = [({"a": [1, "1/3"], "b": 1}, 20), ({"a": [-1, "1/40"], "b": 0}, 9), (None, 3), ({"b": -1}, 4)]
MADE = {
    "camps": lambda: camps((1, 1), 200, 20, 15, apart=3.0, seed=1)[0],
    "range": lambda: spread("uniform", 200, 20, 15, slope=1.5, seed=1),
    "cloud": lambda: spread("one place", 100, 20, 15, slope=1.5, seed=1),
    "flood": lambda: flooded()[1],
    "chances": lambda: VoteMatrix.summarise("ab", CHANCES, None),
    "few": lambda: VoteMatrix.summarise("ab", [({"a": 1}, 2)], None),
    "nobody": lambda: VoteMatrix.summarise("ab", [], None),
}


def published(slug: str, matrix: VoteMatrix) -> dict[str, Any]:
    ballots: list[Any] = [{"choice": choice, "weight": weight} for choice, weight in matrix.choices()]
    ballots += [{"choice": None, "weight": matrix.blank}] if matrix.blank else []
    options = [{"ref": ref, "title": ref} for ref in matrix.options]
    file = publish(registry.get(slug), options=options, ballots=ballots, counts={"eligible": None}, about={"title": "?"})
    return dict(json.loads(json.dumps(file)))


@pytest.mark.parametrize("slug", registry.slugs("opinions"))
@pytest.mark.parametrize("kind", MADE)
def test_a_published_report_fits_the_schema_and_is_recounted(slug, kind):
    file = published(slug, MADE[kind]())
    assert list(wrong(SCHEMA, file)) == []
    assert recount(read(json.dumps(file).encode())).equal


def test_ballots_in_a_file_of_their_own_fit_the_schema_and_are_recounted():
    file = published("opinion-map", MADE["chances"]())
    ballots = file["input"].pop("ballots")
    content = json.dumps(ballots).encode()
    file["input"] = {"address": "ballots.json", "sha256": sha256(content).hexdigest()}
    assert list(wrong(SCHEMA, file)) == []
    assert list(wrong(SCHEMA["$defs"]["ballots"], ballots, SCHEMA)) == []
    assert recount(read(json.dumps(file).encode()), content).equal


@pytest.mark.parametrize(
    ("choice", "right"),
    [
        ({"a": 1}, True),
        ({"a": [0, "1"]}, True),
        ({"a": [2, "1/2"]}, False),
        ({"a": [1, 0.5]}, False),
        ({"a": [1]}, False),
        ({"a": [1, "1/2", 3]}, False),
        ({"a": 1.0}, False),
        ({"a": None}, False),
    ],
)
def test_the_schema_tells_ballots_from_what_is_none(choice, right):
    file = copy.deepcopy(published("opinion-map", MADE["few"]()))
    file["input"]["ballots"][0]["choice"] = choice
    assert (not list(wrong(SCHEMA, file))) is right
