"""French municipal lists: the list that comes first gets half of the seats, then all the lists that have 5 % share the others.

In the first round a list must have more than half of the votes expressed for seats to be shared; otherwise lists with 10 % go on to a
second round, where the most votes are enough. The other half is shared by highest averages, the first list included. It gives a clear
majority and lets minorities sit; the council is not in proportion to the votes.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> votes = [("a", 53), ("b", 44), ("c", 3)]
>>> municipal_list(ChoiceProfile.summarise("abc", votes, None), MunicipalListSettings(seats=19)).tables["seats"]
{'a': 15, 'b': 4, 'c': 0}

Source: French electoral code, articles L260 to L264. Lists that come first with as many votes: the bonus
goes to the one whose candidates are older on average; equal averages for the last seat: to the list with more votes, then to the oldest
candidate who could be elected (L262). `tie_order` says both, the older first. Averages leave the seats of the bonus aside (Conseil
d'État, 30 January 2015, no. 382627).
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step, Tie
from parvis.mechanisms.voting.apportioning import Sharing, admitted, highest_averages, shared
from parvis.mechanisms.voting.placing import Seats
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class MunicipalListSettings(Seats):
    """How many seats there are, which round this is, and the shares that the law sets."""

    round: Literal[1, 2] = 1
    bonus: Fraction = Fraction(1, 2)
    threshold: Fraction = Fraction(1, 20)
    to_go_on: Fraction = Fraction(1, 10)


@mechanism(
    slug="municipal-list",
    family="voting",
    version=1,
    ballot="choice",
    winners="seats",
    summary=ChoiceProfile,
    settings=MunicipalListSettings,
)
def municipal_list(profile: ChoiceProfile, settings: MunicipalListSettings) -> Result:
    """Give the bonus to the first list and share the rest, or say who goes on to the second round."""
    votes, steps = admitted(profile, settings.threshold)
    sharing = Sharing([], steps)
    if not votes:
        return shared(profile, sharing, votes)
    most = max(votes.values())
    first = [option for option, held in votes.items() if held == most]
    if settings.round == 1 and 2 * most <= profile.expressed:
        on = [option for option, held in votes.items() if held >= settings.to_go_on * profile.expressed]
        steps.append(Step(code="voting.municipal-list.runoff", facts={"options": on, "share": settings.to_go_on}))
        return shared(profile, sharing, votes)
    if len(first) > 1:
        known = [option for option in settings.tie_order if option in first]
        if len(known) < len(first):
            sharing.ties = (Tie(options=tuple(first), places=1),)
            steps.append(Step(code="voting.municipal-list.tied", facts={"options": sorted(first)}))
            return shared(profile, sharing, votes)
        steps.append(Step(code="voting.tie.broken", facts={"options": known, "elected": known[:1]}))
        first = known
    bonus = _bonus(settings)
    steps.append(Step(code="voting.municipal-list.bonus", facts={"option": first[0], "seats": bonus}))
    sharing.awarded += [first[0]] * bonus
    highest_averages(
        votes,
        settings.seats - bonus,
        lambda held, had: (Fraction(held, had + 1), held),
        settings.tie_order,
        sharing,
    )
    return shared(profile, sharing, votes)


def _bonus(settings: MunicipalListSettings) -> int:
    """Half of the seats: rounded up when there are more than four, down when fewer (article L262)."""
    exact = settings.bonus * settings.seats
    whole = exact.numerator // exact.denominator
    return whole + (1 if exact != whole and settings.seats > 4 else 0)
