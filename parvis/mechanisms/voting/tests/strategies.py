"""Random ballots of each kind, small enough for ties and circles to be common."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from parvis.mechanisms.registry import Mechanism

NAMES = ("ash", "birch", "cedar", "elm", "fir", "oak")


def options(least: int = 1, most: int = 5) -> st.SearchStrategy[tuple[str, ...]]:
    return st.integers(least, most).map(lambda count: NAMES[:count])


def rankings(names: Sequence[str], *, strict: bool = False) -> st.SearchStrategy[list[object]]:
    """Rankings, complete or not; with equal and empty ranks unless strict."""

    def cut(drawn: tuple[list[str], int, list[int]]) -> list[object]:
        order, length, joins = drawn
        groups: list[object] = []
        for option, join in zip(order[:length], joins, strict=False):
            if not strict and join == 1 and groups and isinstance(groups[-1], list):
                groups[-1].append(option)
            elif not strict and join == 2:
                groups += [[], [option]]
            else:
                groups.append([option])
        return groups

    size = len(names)
    return st.tuples(st.permutations(names), st.integers(0, size), st.lists(st.integers(0, 3), min_size=size, max_size=size)).map(cut)


def choices(ballot: str, names: Sequence[str], settings: Any) -> st.SearchStrategy[Any]:
    """One choice of this kind, as published; blank at times."""
    match ballot:
        case "choice":
            return st.sampled_from([*names, None])
        case "approval":
            most = min(getattr(settings, "maximum", None) or len(names), len(names))
            return st.lists(st.sampled_from(names), unique=True, max_size=most)
        case "grades":
            return st.dictionaries(st.sampled_from(names), st.sampled_from(settings.grades))
        case "grouped-choice":
            choice = st.fixed_dictionaries({"group": st.sampled_from(settings.groups), "choice": st.sampled_from(names)})
            return st.none() | choice
    return rankings(names)


def settings_of(method: Mechanism[Any, Any], count: int) -> st.SearchStrategy[Any]:
    """Usual settings, for one seat or several where the method fills several."""
    if method.ballot == "grouped-choice":
        return st.just(method.settings(groups=("north", "south", "west"), proposal=NAMES[0]))
    if "seats" in {field.name for field in fields(method.settings)} and method.winners == "several":
        return st.integers(1, count + 1).map(lambda seats: method.settings(seats=seats))
    return st.just(method.settings())


@st.composite
def elections(draw: st.DrawFn, method: Mechanism[Any, Any]) -> tuple[tuple[str, ...], list[tuple[Any, int]], Any]:
    """Options, (choice, weight) pairs, settings."""
    names = draw(options())
    settings = draw(settings_of(method, len(names)))
    pairs = draw(st.lists(st.tuples(choices(method.ballot, names, settings), st.integers(1, 3)), max_size=8))
    return names, pairs, settings
