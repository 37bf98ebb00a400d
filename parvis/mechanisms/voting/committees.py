"""Filling seats one after the other from approvals: what the proportional methods for committees share.

Where several options are equally good for the next seat, each possibility is followed; those in every committee that follows are
elected, the others are tied.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from parvis.mechanisms.result import Result, Step, Tie
from parvis.mechanisms.voting.placing import Placing, agree
from parvis.mechanisms.voting.profile import ApprovalProfile

MOST_WAYS = 2_000


@dataclass(frozen=True)
class Next:
    """One option that may get the next seat: what the state becomes, and the step that says why."""

    option: int
    state: Hashable
    step: Step


@dataclass(frozen=True)
class Way:
    """Who is elected so far, in order."""

    elected: tuple[int, ...]
    state: Hashable
    steps: tuple[Step, ...] = ()


Choose = Callable[[tuple[int, ...], Hashable], Sequence[Next]]
"""From the elected and the state to all the options that are equally best; none when nobody else has any support left."""


def fill(
    profile: ApprovalProfile, seats: int, tie_order: Sequence[str], start: Hashable, choose: Choose, *, complete: bool = True
) -> Result:
    """Fill the seats and tell how. Options without support left stand level for the seats that remain, if it is to be `complete`."""
    options = profile.options
    rank = {options.index(option): place for place, option in enumerate(tie_order) if option in options}
    ways = [Way((), start)]
    done: list[Way] = []
    while ways:
        following: dict[Hashable, Way] = {}
        for way in ways:
            best = choose(way.elected, way.state) if len(way.elected) < min(seats, len(options)) else ()
            if len(best) > 1 and all(one.option in rank for one in best):
                best = [min(best, key=lambda one: rank[one.option])]
            if not best:
                done.append(way)
            for one in best:
                elected = (*way.elected, one.option)
                following.setdefault((frozenset(elected), one.state), Way(elected, one.state, (*way.steps, one.step)))
        ways = list(following.values())
        if len(ways) + len(done) > MOST_WAYS:
            raise ValueError("There are too many ties to follow them all: give an order that breaks them (tie_order).")
    placings = [_placing(options, way, seats, rank, complete=complete) for way in done]
    placing = agree(placings, max(len(way.elected) for way in done) if not complete else min(seats, len(options)), [placings[0].outcome])
    approvals = dict.fromkeys(options, 0)
    for ballot, weight in profile.ballots.items():
        for option in ballot:
            approvals[options[option]] += weight
    steps = done[0].steps if not placing.ties else _shared([way.steps for way in done])
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        steps=(*steps, *placing.steps),
        tables={"approvals": approvals, "support": approvals, "ballots": profile.expressed},
    )


def _placing(options: Sequence[str], way: Way, seats: int, rank: dict[int, int], *, complete: bool) -> Placing:
    elected = list(way.elected)
    ties: tuple[Tie, ...] = ()
    steps: tuple[Step, ...] = ()
    left = [option for option in range(len(options)) if option not in elected]
    places = seats - len(elected)
    if complete and left and places > 0:
        if len(left) <= places or all(option in rank for option in left):
            elected += sorted(left, key=lambda option: (rank.get(option, 0), option))[:places]
        else:
            ties = (Tie(options=tuple(options[option] for option in left), places=places),)
            steps = (Step(code="voting.tie.left", facts={"options": ties[0].options, "places": places}),)
    outcome = tuple(options[option] for option in elected)
    if outcome:
        steps += (Step(code="voting.elected", facts={"options": outcome}),)
    return Placing(outcome=outcome, ties=ties, steps=steps)


def _shared(told: Sequence[tuple[Step, ...]]) -> tuple[Step, ...]:
    shared: list[Step] = []
    for steps in zip(*told, strict=False):
        if any(step != steps[0] for step in steps):
            break
        shared.append(steps[0])
    return tuple(shared)
