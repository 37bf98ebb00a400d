"""The same ballots read another way: without the options that withdrew, or as a simpler kind of ballot for another method."""

from collections.abc import Collection
from typing import Any, TypeVar

from parvis.mechanisms.voting.profile import ChoiceProfile, GradeProfile, Profile, Rank, RankProfile

P = TypeVar("P", bound=Profile[Any])


def without(profile: P, withdrawn: Collection[str]) -> P:
    """Give the profile without these options; a ballot that names nobody else becomes blank.

    >>> without(RankProfile.of("abc", [["a", "b"], ["a"]]), ["a"])
    RankProfile(options=('b', 'c'), ballots={(0,): 1}, blank=1)
    """
    if not withdrawn:
        return profile
    kept = [option for option in profile.options if option not in withdrawn]
    pairs = [(_without(choice, set(withdrawn)), weight) for choice, weight in profile.choices()]
    return type(profile).summarise(kept, [*pairs, (None, profile.blank)], profile)


def _without(choice: Any, withdrawn: set[str]) -> Any:  # any kind of choice
    match choice:
        case str():
            return None if choice in withdrawn else choice
        case dict():
            return {option: grade for option, grade in choice.items() if option not in withdrawn}
    left = []
    for rank in choice:
        if isinstance(rank, list):
            kept = [option for option in rank if option not in withdrawn]
            left += [kept] if kept or not rank else []
        elif rank not in withdrawn:
            left.append(rank)
    return left


def first_choices_only(profile: RankProfile) -> ChoiceProfile:
    """Give each ranking as a choice of its first option; a ballot that puts several first, or none, counts as blank."""
    votes: dict[int, int] = {}
    blank = profile.blank
    for key, weight in profile.ballots.items():
        first = next((rank for rank in key if rank != ()), ())
        if isinstance(first, int):
            votes[first] = votes.get(first, 0) + weight
        else:
            blank += weight
    return ChoiceProfile(profile.options, votes, blank)


def as_rankings(profile: GradeProfile) -> RankProfile:
    """Give grades as rankings: options with the same grade stand on the same rank, those without one are unranked."""
    ballots: dict[tuple[Rank, ...], int] = {}
    for levels, weight in profile.ballots.items():
        groups: dict[int, list[int]] = {}
        for option, level in enumerate(levels):
            if level >= 0:
                groups.setdefault(level, []).append(option)
        key = tuple(group[0] if len(group) == 1 else tuple(group) for group in (groups[level] for level in sorted(groups)))
        ballots[key] = ballots.get(key, 0) + weight
    return RankProfile(profile.options, ballots, profile.blank)


CONVERSIONS = {(RankProfile, ChoiceProfile): first_choices_only, (GradeProfile, RankProfile): as_rankings}
"""From one kind of profile to another that it says enough for."""
