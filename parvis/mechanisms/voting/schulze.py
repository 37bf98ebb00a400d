"""Schulze: each person ranks the options; each pair is a duel, and where duels go round in a circle the strongest chains of duels decide.

An option that wins every duel is chosen. If there is none, a chain from a to b is as strong as its weakest duel; a comes before b when
the strongest chain from a to b is stronger than the strongest back. Cloning an option or adding a loser changes little, and minorities
that rank sincerely lose little. Options that a ballot leaves unranked stand under those it ranks.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> rankings = {"acbed": 5, "adecb": 5, "bedac": 8, "cabed": 3, "caebd": 7, "cbade": 2, "dceba": 7, "ebadc": 8}
>>> ballots = [(list(ranking), weight) for ranking, weight in rankings.items()]
>>> schulze(RankProfile.summarise("abcde", ballots, None)).ranking
(('e',), ('a',), ('c',), ('b',), ('d',))

Source: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36 (2011), 267-303; the example is its first.
"""

from dataclasses import dataclass
from typing import Literal

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.pairwise import Duels, duel_steps, duels, first_choices, strength
from parvis.mechanisms.voting.placing import Committee, place
from parvis.mechanisms.voting.profile import RankProfile

Strength = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class SchulzeSettings(Committee):
    """What makes a duel strong: its winning votes, or its margin. They differ only on ballots with equal or missing ranks."""

    strength: Literal["votes", "margins"] = "votes"


@mechanism(
    slug="schulze",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=SchulzeSettings,
)
def schulze(profile: RankProfile, settings: SchulzeSettings) -> Result:
    """Find the strongest chains between options, and place each after those whose chain to it is stronger."""
    found = duels(profile)
    chains = strongest_chains(found, settings.strength)
    ranking = _layers(found.options, chains)
    placing = place(ranking, settings.seats, settings.tie_order)
    steps = list(duel_steps(found))
    if found.condorcet_winner() is None and ranking:
        first = found.options.index(ranking[0][0])
        for other in found.smith_set():
            if chains[first][other] > chains[other][first]:
                facts = {
                    "option": found.options[first],
                    "other": found.options[other],
                    "forth": abs(chains[first][other][1]),
                    "back": abs(chains[other][first][1]),
                }
                steps.append(Step(code=f"voting.schulze.chains-{settings.strength}", facts=facts))
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(*steps, *placing.steps),
        tables={"duels": found.table(), "support": first_choices(profile), "ballots": profile.expressed},
    )


def strongest_chains(found: Duels, measure: str) -> list[list[Strength]]:
    """Give the strength of the strongest chain from each option to each other (Floyd and Warshall's algorithm, Schulze 2.3.1)."""
    everyone = range(len(found.options))
    chains = [[strength(found.wins[i][j], found.wins[j][i], measure) for j in everyone] for i in everyone]
    for middle in everyone:
        onward = chains[middle]
        for start in everyone:
            row, reach = chains[start], chains[start][middle]
            if start != middle:
                chains[start] = [max(held, min(reach, onward[end])) for end, held in enumerate(row)]
    return chains


def _layers(options: tuple[str, ...], chains: list[list[Strength]]) -> tuple[tuple[str, ...], ...]:
    left = list(range(len(options)))
    layers = []
    while left:
        first = [one for one in left if all(chains[one][other] >= chains[other][one] for other in left if other != one)]
        layers.append(tuple(options[place_] for place_ in first))
        left = [one for one in left if one not in first]
    return tuple(layers)
