"""Where the real budgets lie that tests read and the project does not contain, and random small ones."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.pabulib import PabulibFile, read
from parvis.mechanisms.registry_settings import settings_to_json
from parvis.mechanisms.result import Result

PABULIB = Path(os.environ.get("PARVIS_SHARED") or Path(__file__).parents[5] / "shared") / "data" / "pabulib"
NAMES = ("ash", "birch", "cedar", "elm", "fir")


def real(name: str) -> PabulibFile:
    """Read a real budget; skip the test when it is not on this machine."""
    path = PABULIB / f"{name}.pb"
    if not path.exists():
        pytest.skip(f"{path.name} is not here: set PARVIS_SHARED to the folder of shared data")
    return read(path.name, path.read_bytes())


def share(file: PabulibFile, slug: str, **asked: object) -> Result:
    """Share the budget of a file by a rule."""
    rule = registry.get(slug)
    return rule(file.profile, rule.read_settings({**settings_to_json(file.election), **asked}))


@st.composite
def elections(draw: st.DrawFn, rule: Any) -> tuple[tuple[str, ...], list[tuple[Any, int]], Any]:
    """Projects, (choice, weight) pairs, settings: small, so that ties are common."""
    names = NAMES[: draw(st.integers(1, 5))]
    kind = draw(st.sampled_from(["approval", "choice", "points", "ranking"]))
    match kind:
        case "choice":
            choice: st.SearchStrategy[Any] = st.sampled_from([*names, None])
        case "points":
            choice = st.dictionaries(st.sampled_from(names), st.integers(0, 4))
        case _:
            choice = st.lists(st.sampled_from(names), unique=True)
    asked: dict[str, object] = {
        "budget": draw(st.integers(0, 30)),
        "projects": list(names),
        "costs": [draw(st.sampled_from([0, 1, 3, 4, 6, 6, 12, 40])) for _ in names],
        "ballots": kind,
        "minimum_support": draw(st.sampled_from([0, 0, 2])),
        "incompatible": draw(st.sampled_from([[], [list(names[:2])]])),
    }
    if rule.slug == "equal-shares":
        asked["utility"] = draw(st.sampled_from(["cost", "cardinality", "additive"]))
        asked["completion"] = draw(st.sampled_from(["none", "add1", "add1-greedy", "greedy", "comparison"]))
    if rule.slug == "greedy":
        asked["skip"] = draw(st.booleans())
    pairs = draw(st.lists(st.tuples(choice, st.integers(1, 3)), max_size=7))
    return names, pairs, rule.read_settings(asked)
