"""Plurality: each person chooses one option; the option with the most votes wins.

The simplest count there is. With more than two options it can elect one that most people refuse, and it asks people to guess which
options have a chance before voting for the one they like.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> result = plurality(ChoiceProfile.of("abc", ["a", "a", "b", None]))
>>> result.outcome, result.tables["votes"]
(('a',), {'a': 2, 'b': 1, 'c': 0})

Source: Condorcet, "Essai sur l'application de l'analyse à la probabilité des décisions rendues à la pluralité des voix" (1785), for
what it does and what it misses.
"""

from dataclasses import dataclass

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.placing import place, ranked
from parvis.mechanisms.voting.profile import ChoiceProfile


@dataclass(frozen=True, kw_only=True)
class PluralitySettings:
    """The order that breaks a tie, if one was published before the count."""

    tie_order: tuple[str, ...] = ()


@mechanism(
    slug="plurality",
    family="voting",
    version=1,
    ballot="choice",
    summary=ChoiceProfile,
    settings=PluralitySettings,
)
def plurality(profile: ChoiceProfile, settings: PluralitySettings) -> Result:
    """Give the seat to the option with the most votes."""
    return most_votes(profile, 1, settings.tie_order)


def most_votes(profile: ChoiceProfile, seats: int, tie_order: tuple[str, ...]) -> Result:
    """Give the seats to the options with the most votes."""
    votes = votes_of(profile)
    ranking = ranked(votes)
    placing = place(ranking, seats, tie_order)
    order = {option: votes[option] for group in ranking for option in group}
    counted = Step(code="voting.votes.counted", facts={"ballots": profile.expressed, "votes": order})
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(counted, *placing.steps),
        tables={"votes": votes, "support": votes, "ballots": profile.expressed},
    )


def votes_of(profile: ChoiceProfile) -> dict[str, int]:
    """Give the votes of each option."""
    return {option: profile.ballots.get(place, 0) for place, option in enumerate(profile.options)}
