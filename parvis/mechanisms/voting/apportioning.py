"""Sharing seats between lists in proportion to their votes: thresholds, highest averages, and what remains tied."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parvis.mechanisms.result import Result, Step, Tie
from parvis.mechanisms.voting.placing import Seats, ranked
from parvis.mechanisms.voting.plurality import votes_of
from parvis.mechanisms.voting.profile import ChoiceProfile

Average = tuple[int | Fraction, ...]
"""What lists are compared by for the next seat, the first number first; all the averages of a method are equally long."""


@dataclass(frozen=True, kw_only=True)
class Apportionment(Seats):
    """How many seats there are, and the share of the votes expressed that a list needs to get any."""

    threshold: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.threshold < 1:
            raise ValueError(f"A share from 0 to less than 1 was expected for the threshold; got {self.threshold}.")


@dataclass
class Sharing:
    """Seats given so far, in order, and the steps that told it."""

    awarded: list[str]
    steps: list[Step]
    ties: tuple[Tie, ...] = ()

    def seats(self, options: Sequence[str]) -> dict[str, int]:
        return {option: self.awarded.count(option) for option in options}


def admitted(profile: ChoiceProfile, threshold: Fraction) -> tuple[dict[str, int], list[Step]]:
    """Give the votes of the lists that pass the threshold, and the steps that say who does not. A list without a vote never does."""
    votes = votes_of(profile)
    order = {option: votes[option] for group in ranked(votes) for option in group}
    steps = [Step(code="voting.votes.counted", facts={"ballots": profile.expressed, "votes": order})]
    needed = threshold * profile.expressed
    under = [option for option in order if votes[option] < needed]
    if under:
        steps.append(Step(code="voting.apportionment.under", facts={"options": under, "threshold": threshold}))
    return {option: held for option, held in order.items() if held and held >= needed}, steps


def highest_averages(
    votes: Mapping[str, int],
    seats: int,
    average: Callable[[int, int], Average],
    tie_order: Sequence[str],
    sharing: Sharing,
) -> None:
    """Give so many seats, each to the list with the highest average(votes, seats it has); leave a tie for the last ones as a tie."""
    rank = {option: place for place, option in enumerate(tie_order)}
    had = dict.fromkeys(votes, 0)
    left = seats if votes else 0
    while left:
        averages = {option: average(votes[option], had[option]) for option in votes}
        highest = max(averages.values())
        best = sorted(option for option in votes if averages[option] == highest)
        if len(best) > left:
            if not all(option in rank for option in best):
                sharing.ties = (Tie(options=tuple(best), places=left),)
                sharing.steps.append(Step(code="voting.tie.left", facts={"options": best, "places": left}))
                return
            best.sort(key=lambda option: rank[option])
            sharing.steps.append(Step(code="voting.tie.broken", facts={"options": best, "elected": best[:left]}))
            best = best[:left]
        for option in best:
            had[option] += 1
            sharing.awarded.append(option)
            left -= 1


def shared(profile: ChoiceProfile, sharing: Sharing, votes: Mapping[str, int]) -> Result:
    """Give the result: an option stands in the outcome once for each of its seats."""
    seats = sharing.seats(profile.options)
    given = {option: seats[option] for group in ranked(seats) for option in group if seats[option]}
    closing = (Step(code="voting.apportionment.elected", facts={"seats": given}),) if given else ()
    return Result(
        outcome=tuple(sharing.awarded),
        ties=sharing.ties,
        steps=(*sharing.steps, *closing),
        tables={"seats": seats, "votes": votes_of(profile), "support": votes_of(profile), "ballots": profile.expressed},
    )


def by_averages(profile: ChoiceProfile, settings: Apportionment, average: Callable[[int, int], Average]) -> Result:
    """Share all the seats by highest averages."""
    votes, steps = admitted(profile, settings.threshold)
    sharing = Sharing([], steps)
    highest_averages(votes, settings.seats, average, settings.tie_order, sharing)
    return shared(profile, sharing, votes)
