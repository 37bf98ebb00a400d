"""From a ranking to who gets the seats: those surely in, those tied for the last seats, and a tie broken by a lot drawn before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

from parvis.mechanisms.result import Step, Tie


class Orders(Protocol):
    """Anything that has an order."""

    def __lt__(self, other: Self, /) -> bool: ...


Score = TypeVar("Score", bound=Orders)


@dataclass(frozen=True, kw_only=True)
class Seats:
    """Settings of every method that can fill several seats: how many, and the order that breaks ties, if one was published before."""

    seats: int = 1
    tie_order: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise ValueError(f"At least one seat was expected; got {self.seats}.")


@dataclass(frozen=True, kw_only=True)
class Committee(Seats):
    """Settings of methods that elect several options: besides the seats, what each group of options should have of them."""

    groups: tuple[tuple[str, ...], ...] = ()
    """Groups that should be balanced: women and men, territories … An option may be in several, or in none."""
    at_least: tuple[int, ...] = ()
    """For each group, how many seats it must have."""
    at_most: tuple[int, ...] = ()
    """For each group, how many seats it can have."""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_groups(self.groups, self.at_least, self.at_most)


def check_groups(groups: Sequence[Sequence[str]], at_least: Sequence[int], at_most: Sequence[int]) -> None:
    """Raise ValueError when what is asked of groups is not well formed."""
    for name, numbers in (("at_least", at_least), ("at_most", at_most)):
        if numbers and len(numbers) != len(groups):
            raise ValueError(f"A number for each of the {len(groups)} groups was expected as {name}; got {len(numbers)}.")
    if any(number < 0 for number in (*at_least, *at_most)):
        raise ValueError("Numbers of seats from 0 up were expected for groups.")


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Who is in, what is undecided, and the steps that say so."""

    outcome: tuple[str, ...]
    ties: tuple[Tie, ...]
    steps: tuple[Step, ...]


def ranked(scores: Mapping[str, Score]) -> tuple[tuple[str, ...], ...]:
    """Give the options from the highest score to the lowest, equal ones together.

    >>> ranked({"a": 1, "b": 3, "c": 1})
    (('b',), ('a', 'c'))
    """
    return grouped(scores, lambda option: scores[option])


def grouped(options: Iterable[str], score: Callable[[str], Score]) -> tuple[tuple[str, ...], ...]:
    """Give the options from the highest score to the lowest, equal ones together and sorted."""
    ordered = sorted(sorted(options), key=score, reverse=True)
    groups: list[list[str]] = []
    for option in ordered:
        if groups and not score(option) < score(groups[-1][0]):
            groups[-1].append(option)
        else:
            groups.append([option])
    return tuple(tuple(sorted(group)) for group in groups)


def place(ranking: Sequence[Sequence[str]], seats: int, tie_order: Sequence[str] = ()) -> Placing:
    """Fill the seats from the top of the ranking. Options tied for fewer seats than they are stay a tie, unless `tie_order`, an
    order published or drawn by lot before the count, holds all of them.

    >>> placing = place([["b"], ["a", "c"]], 2)
    >>> placing.outcome, placing.ties
    (('b',), (Tie(options=('a', 'c'), places=1),))
    >>> place([["b"], ["a", "c"]], 2, tie_order=["c", "b", "a"]).outcome
    ('b', 'c')
    """
    order = {option: rank for rank, option in enumerate(tie_order)}
    outcome: list[str] = []
    ties: tuple[Tie, ...] = ()
    steps: list[Step] = []
    for group in ranking:
        free = seats - len(outcome)
        if free <= 0:
            break
        known = all(option in order for option in group)
        by_lot = sorted(group, key=lambda option: (order.get(option, 0) if known else 0, option))
        if len(group) <= free or known:
            outcome += by_lot[:free]
            if len(group) > free:
                steps.append(Step(code="voting.tie.broken", facts={"options": by_lot, "elected": by_lot[:free]}))
        else:
            ties = (Tie(options=tuple(group), places=free),)
            steps.append(Step(code="voting.tie.left", facts={"options": sorted(group), "places": free}))
            break
    if outcome:
        steps.append(Step(code="voting.elected", facts={"options": outcome}))
    return Placing(outcome=tuple(outcome), ties=ties, steps=tuple(steps))


def settle(
    sets: Iterable[Iterable[str]],
    seats: int,
    tie_order: Sequence[str] = (),
    ranking: Sequence[Sequence[str]] = (),
) -> Placing:
    """Fill the seats when the ballots allow several sets of elected: those in every set are in, the others in some set are tied.

    With a `tie_order` that holds them all, the set is taken that the order likes best. The elected are listed as the ranking has them.

    >>> placing = settle([["a", "b"], ["a", "c"]], 2)
    >>> placing.outcome, placing.ties
    (('a',), (Tie(options=('b', 'c'), places=1),))
    >>> settle([["a", "b"], ["a", "c"]], 2, tie_order="cab").outcome
    ('a', 'c')
    """
    possible = {frozenset(elected) for elected in sets}
    if not possible:
        return Placing(outcome=(), ties=(), steps=())
    sure = frozenset.intersection(*possible)
    perhaps = frozenset().union(*possible) - sure
    steps: list[Step] = []
    ties: tuple[Tie, ...] = ()
    order = {option: rank for rank, option in enumerate(tie_order)}
    if perhaps and perhaps <= order.keys():
        chosen = min(possible, key=lambda elected: sorted(order[option] for option in elected & perhaps))
        facts = {"options": sorted(perhaps, key=lambda option: order[option]), "elected": sorted(chosen - sure)}
        steps.append(Step(code="voting.tie.broken", facts=facts))
        sure = chosen
    elif perhaps:
        places = min(seats, *(len(elected) for elected in possible)) - len(sure)
        ties = (Tie(options=tuple(perhaps), places=places),)
        steps.append(Step(code="voting.tie.left", facts={"options": sorted(perhaps), "places": places}))
    known = {option: rank for rank, group in enumerate(ranking) for option in group}
    outcome = tuple(sorted(sure, key=lambda option: (known.get(option, 0), option)))
    if outcome:
        steps.append(Step(code="voting.elected", facts={"options": outcome}))
    return Placing(outcome=outcome, ties=ties, steps=tuple(steps))


def agree(placings: Iterable[Placing], seats: int, ranking: Sequence[Sequence[str]]) -> Placing:
    """Give what several placings of the same ballots agree on; what is in some and not in others is tied."""
    all_of_them = list(placings)
    if len(all_of_them) == 1:
        return all_of_them[0]
    sure = frozenset.intersection(*(frozenset(placing.outcome) for placing in all_of_them))
    perhaps = {option for placing in all_of_them for option in placing.outcome} - sure
    perhaps |= {option for placing in all_of_them for tie in placing.ties for option in tie.options}
    known = {option: rank for rank, group in enumerate(ranking) for option in group}
    outcome = tuple(sorted(sure, key=lambda option: (known.get(option, 0), option)))
    ties: tuple[Tie, ...] = ()
    steps: tuple[Step, ...] = ()
    if perhaps:
        ties = (Tie(options=tuple(perhaps), places=seats - len(sure)),)
        steps += (Step(code="voting.tie.left", facts={"options": sorted(perhaps), "places": seats - len(sure)}),)
    if outcome:
        steps += (Step(code="voting.elected", facts={"options": outcome}),)
    return Placing(outcome=outcome, ties=ties, steps=steps)
