"""Lists with a bonus, as French local elections have them: the first list gets a part of the seats at once, then all share the others.

In the first round a list needs more than half of the votes expressed; in the second the most are enough. Equal votes at the head: the
bonus goes to the list whose candidates are older on average. Equal averages for the last seat: to the list with more votes, then to the
oldest candidate who could be elected. `tie_order` says both, the older first. Averages leave the seats of the bonus aside (Conseil d'État,
30 January 2015, no. 382627).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.exact import ceiling
from parvis.mechanisms.result import Result, Step, Tie
from parvis.mechanisms.voting.apportioning import Sharing, admitted, highest_averages, shared
from parvis.mechanisms.voting.placing import Seats
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class Lists(Seats):
    """What the settings of such an election say: the round, the share needed to get seats, and the one to go on to a second round."""

    round: Literal[1, 2] = 1
    threshold: Fraction = Fraction(1, 20)
    to_go_on: Fraction = Fraction(1, 10)


def with_bonus(profile: ChoiceProfile, settings: Lists, bonus: int, *, law: str, two_at_least: bool) -> Result:
    """Give the bonus to the first list and share the rest, or say who goes on to the second round.

    `law` is the slug under which steps are told; `two_at_least` says whether the two first go on when fewer reach what is asked.
    """
    votes, steps = admitted(profile, settings.threshold)
    sharing = Sharing([], steps)
    if not votes:
        return shared(profile, sharing, votes)
    most = max(votes.values())
    first = [option for option, held in votes.items() if held == most]
    if settings.round == 1 and 2 * most <= profile.expressed:
        on = [option for option, held in votes.items() if held >= settings.to_go_on * profile.expressed]
        steps.append(Step(code=f"voting.{law}.runoff", facts={"options": on, "share": settings.to_go_on}))
        if two_at_least and len(on) < 2:
            second = _two_first(profile)
            steps.append(Step(code=f"voting.{law}.two-first", facts={"options": second}))
        return shared(profile, sharing, votes)
    if len(first) > 1:
        known = [option for option in settings.tie_order if option in first]
        if len(known) < len(first):
            sharing.ties = (Tie(options=tuple(first), places=1),)
            steps.append(Step(code=f"voting.{law}.tied", facts={"options": sorted(first)}))
            return shared(profile, sharing, votes)
        steps.append(Step(code="voting.tie.broken", facts={"options": known, "elected": known[:1]}))
        first = known
    steps.append(Step(code=f"voting.{law}.bonus", facts={"option": first[0], "seats": bonus}))
    sharing.awarded += [first[0]] * bonus
    highest_averages(votes, settings.seats - bonus, lambda held, had: (Fraction(held, had + 1), held), settings.tie_order, sharing)
    return shared(profile, sharing, votes)


def part_of(seats: int, share: Fraction) -> int:
    """Give a share of the seats, rounded up to a whole number.

    >>> part_of(83, Fraction(1, 4))
    21
    """
    return ceiling(share * seats)


def _two_first(profile: ChoiceProfile) -> list[str]:
    """Give the two lists with the most votes, and those that have as many as the second."""
    held = sorted(((votes, profile.options[place]) for place, votes in profile.ballots.items()), key=lambda pair: (-pair[0], pair[1]))
    second = held[1][0] if len(held) > 1 else 0
    return [option for votes, option in held if votes >= second]
