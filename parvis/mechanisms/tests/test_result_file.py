"""The published result file: what is published is recounted equal, and whatever is changed in it is found or refused."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.registry import UnknownMechanism
from parvis.mechanisms.result_file import BadResultFile, publish, read, recount
from parvis.mechanisms.voting.tests.strategies import elections

SCHEMA = Path(__file__).parents[3] / "docs" / "mechanisms" / "result-file.schema.json"
METHODS = [pytest.param(method, id=method.slug) for method in registry.all("voting")]


def published(method: Any, names: Any, pairs: Any, chosen: Any) -> dict[str, Any]:
    ballots = [{"receipt": f"R{number}", "choice": choice, "weight": weight} for number, (choice, weight) in enumerate(pairs)]
    options = [{"ref": name, "title": name.title()} for name in names]
    conditions = {"quorum": "1/4", "majority": "1/3"}
    file: dict[str, Any] = publish(
        method, options=options, ballots=ballots, counts={"eligible": 60}, settings=chosen, conditions=conditions
    )
    return file


@pytest.mark.parametrize("method", METHODS)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_what_is_published_is_recounted_equal_after_a_journey_through_json(method, data):
    file = published(method, *data.draw(elections(method)))
    assert recount(read(json.dumps(file).encode())).differences == ()


@pytest.mark.parametrize("method", METHODS)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_the_file_has_the_keys_that_its_schema_names(method, data):
    schema = json.loads(SCHEMA.read_text())
    file = published(method, *data.draw(elections(method)))
    assert set(schema["required"]) <= set(file) <= set(schema["properties"])
    for part in ("mechanism", "counts", "result", "conditions"):
        named = schema["properties"][part]
        assert set(named.get("required", ())) <= set(file[part]) <= set(named["properties"])


EXAMPLE = published(registry.get("approval"), ("ash", "birch"), [(["ash"], 1), (["birch", "ash"], 2), (None, 1)], None)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in items for found in paths(item, (*path, key)))]


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**20) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(paths(EXAMPLE)[1:]), anything)
@settings(max_examples=300, deadline=None)
def test_a_changed_file_is_counted_or_refused_with_a_sentence(path, value):
    file = copy.deepcopy(EXAMPLE)
    inside = file
    for key in path[:-1]:
        inside = inside[key]
    before, inside[path[-1]] = inside[path[-1]], value
    try:
        comparison = recount(file)
    except (BadResultFile, UnknownMechanism) as error:
        said = str(error)
    else:
        said = "counted"
        if path[0] == "result" and value != before:
            assert not comparison.equal
    assert said


def test_the_order_of_ballots_tells_nothing():
    method = registry.get("approval")
    ballots = [{"receipt": receipt, "choice": ["ash"]} for receipt in ("Z", "A", "M")]
    file: Any = publish(method, options=[{"ref": "ash", "title": "Ash"}], ballots=ballots, counts={})
    assert [ballot["receipt"] for ballot in file["input"]["ballots"]] == ["A", "M", "Z"]


def test_spoilt_paper_ballots_took_part_without_expressing_anything():
    method = registry.get("approval")
    file: Any = publish(method, options=[{"ref": "ash", "title": "Ash"}], ballots=[{"choice": ["ash"], "weight": 5}], counts={"spoilt": 2})
    assert file["counts"] == {"eligible": None, "participated": 7, "blank": 0, "spoilt": 2}
    assert recount(file).equal
