"""Largest remainder: each list gets a seat for each whole quota of its votes; the seats that remain go to the largest remainders.

Each list has its share rounded down or up, nothing else. Adding a seat can take one from a list, and a new list can move seats
between others: methods by averages do not do that.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> votes = [("a", 53), ("b", 24), ("c", 23)]
>>> largest_remainder(ChoiceProfile.summarise("abc", votes, None), LargestRemainderSettings(seats=7)).tables["seats"]
{'a': 4, 'b': 2, 'c': 1}

Source: Alexander Hamilton (1792), Thomas Hare (1859) for the quota; Michel Balinski and H. Peyton Young, "Fair Representation: Meeting the
Ideal of One Man, One Vote" (Yale, 1982).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.apportioning import Apportionment, Sharing, admitted, highest_averages, shared
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class LargestRemainderSettings(Apportionment):
    """How many seats there are, the threshold, and the quota: votes / seats, or the smallest number that no more lists can reach."""

    quota: Literal["hare", "droop"] = "hare"


@mechanism(
    slug="largest-remainder",
    family="voting",
    version=1,
    ballot="choice",
    winners="seats",
    summary=ChoiceProfile,
    settings=LargestRemainderSettings,
)
def largest_remainder(profile: ChoiceProfile, settings: LargestRemainderSettings) -> Result:
    """Give the whole quotas, then one seat to each of the largest remainders."""
    votes, steps = admitted(profile, settings.threshold)
    total = sum(votes.values())
    quota = Fraction(total, settings.seats) if settings.quota == "hare" else Fraction(total // (settings.seats + 1) + 1)
    sharing = Sharing([], steps)
    if votes:
        whole = {option: held // quota for option, held in votes.items()}
        remainders = {option: held - whole[option] * quota for option, held in votes.items()}
        steps.append(Step(code="voting.largest-remainder.quotas", facts={"quota": quota, "seats": whole}))
        sharing.awarded += [option for option, count in whole.items() for _ in range(count)]
        left = settings.seats - len(sharing.awarded)
        if left:
            order = dict(sorted(remainders.items(), key=lambda pair: (-pair[1], pair[0])))
            steps.append(Step(code="voting.largest-remainder.remainders", facts={"left": left, "remainders": order}))
        highest_averages(votes, left, lambda held, had: (-had, held - held // quota * quota), settings.tie_order, sharing)
    return shared(profile, sharing, votes)
