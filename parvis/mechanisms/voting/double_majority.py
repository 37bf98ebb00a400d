"""Double majority: a proposal is adopted when enough of all the votes are for it, and when it wins in enough of the groups.

Groups are territories, colleges of an organisation, or any other parts named before the vote. A large group cannot decide alone, nor can
many small ones. The vote of each group is published, so that groups must be large enough for their votes to stay secret.

>>> settings = DoubleMajoritySettings(groups=("north", "south", "west"))
>>> ballots = [({"group": "north", "choice": "for"}, 60), ({"group": "south", "choice": "against"}, 10),
...            ({"group": "west", "choice": "against"}, 10)]
>>> result = double_majority(GroupedProfile.summarise(["for", "against"], ballots, settings), settings)
>>> result.outcome, [step.code for step in result.steps]
((), ['voting.double-majority.votes', 'voting.double-majority.groups', 'voting.double-majority.rejected'])

Source: Federal Constitution of the Swiss Confederation, article 142 (people and cantons).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Plain, Result, Step
from parvis.mechanisms.voting.profile import InvalidChoice, Profile, position


@dataclass(frozen=True, kw_only=True)
class DoubleMajoritySettings:
    """The groups; the option that is the proposal; the shares of votes and of groups that must be passed."""

    groups: tuple[str, ...] = ()
    proposal: str = "for"
    of_votes: Fraction = Fraction(1, 2)
    of_groups: Fraction = Fraction(1, 2)

    def __post_init__(self) -> None:
        if len(set(self.groups)) != len(self.groups):
            raise ValueError(f"Each group was expected once; got {', '.join(self.groups)}.")
        for share in (self.of_votes, self.of_groups):
            if not 0 <= share < 1:
                raise ValueError(f"A share from 0 to less than 1 was expected; got {share}.")


@dataclass(frozen=True)
class GroupedProfile(Profile[tuple[int, int]]):
    """Ballots with one option each, by group. A choice is written {"group": "north", "choice": "for"}."""

    groups: tuple[str, ...] = ()

    __hash__ = Profile.__hash__

    @classmethod
    def particulars(cls, settings: Any) -> dict[str, Any]:
        return {"groups": tuple(settings.groups)}

    @classmethod
    def reader(cls, options: Sequence[str], settings: Any) -> Callable[[object], tuple[int, int]]:
        index = {option: place for place, option in enumerate(options)}
        places = {group: place for place, group in enumerate(settings.groups)}

        def read(choice: object) -> tuple[int, int]:
            if not isinstance(choice, Mapping) or not isinstance(choice.get("group"), str):
                raise InvalidChoice("not_grouped", f"A group and a choice were expected; got {choice!r}.")
            if choice["group"] not in places:
                group = choice["group"]
                raise InvalidChoice("unknown_group", f"{group!r} is not a group of this vote.", group=group)
            return places[choice["group"]], position(index, choice.get("choice"))

        return read

    def written(self, key: tuple[int, int]) -> Plain:
        return {"group": self.groups[key[0]], "choice": self.options[key[1]]}


@mechanism(
    slug="double-majority",
    family="voting",
    version=1,
    ballot="grouped-choice",
    summary=GroupedProfile,
    settings=DoubleMajoritySettings,
)
def double_majority(profile: GroupedProfile, settings: DoubleMajoritySettings) -> Result:
    """Adopt the proposal when it passes both shares; a group is for it when more than half of its votes are."""
    if settings.proposal not in profile.options:
        raise ValueError(f'One of the options was expected as the proposal: {", ".join(profile.options)}; got "{settings.proposal}".')
    proposal = profile.options.index(settings.proposal)
    votes = dict.fromkeys(profile.options, 0)
    table = {group: dict.fromkeys(profile.options, 0) for group in profile.groups}
    for (group, option), weight in profile.ballots.items():
        votes[profile.options[option]] += weight
        table[profile.groups[group]][profile.options[option]] += weight
    ours = votes[profile.options[proposal]]
    for_it = [group for group, counted in table.items() if 2 * counted[settings.proposal] > sum(counted.values())]
    by_votes = ours > settings.of_votes * profile.expressed
    by_groups = len(for_it) > settings.of_groups * len(profile.groups)
    adopted = by_votes and by_groups
    code = "voting.elected" if adopted else "voting.double-majority.rejected"
    return Result(
        outcome=(settings.proposal,) if adopted else (),
        steps=(
            Step(
                code="voting.double-majority.votes",
                facts={"option": settings.proposal, "votes": ours, "whole": profile.expressed, "share": settings.of_votes},
            ),
            Step(
                code="voting.double-majority.groups",
                facts={"option": settings.proposal, "won": len(for_it), "whole": len(profile.groups), "share": settings.of_groups},
            ),
            Step(code=code, facts={"options": [settings.proposal]}),
        ),
        tables={"votes": votes, "groups": table, "support": votes, "ballots": profile.expressed},
    )
