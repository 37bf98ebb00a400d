"""Two rounds, as France votes: whoever has more than half of the votes expressed is elected; if nobody has, a second round decides.

Each round is a count of its own. The first elects, or says who may stand in the second (`tables["runoff"]`); in the second the most
votes win. A statute says what is asked: at presidential elections the two first go on; at legislative elections one needs also a
quarter of the registered voters to win at once, and an eighth of them to go on, the two first going on in any case; departmental
elections are alike. Equal votes: the eldest is elected; give `tie_order` from the eldest to the youngest.

>>> from parvis.mechanisms.voting.profile import ChoiceProfile
>>> result = two_round(ChoiceProfile.of("abc", "aaaabbbcc"), TwoRoundSettings(registered=20))
>>> result.outcome, result.tables["runoff"]
((), ['a', 'b'])

Source: Constitution of 4 October 1958, article 7; French electoral code, articles L126, L162, L193 and L210-1.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.exact import ceiling
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.placing import place, ranked
from parvis.mechanisms.voting.plurality import votes_of
from parvis.mechanisms.voting.profile import ChoiceProfile

TO_WIN = {"presidential": Fraction(0), "legislative": Fraction(1, 4), "departmental": Fraction(1, 4)}
TO_GO_ON = {"presidential": None, "legislative": Fraction(1, 8), "departmental": Fraction(1, 8)}
"""Shares of the registered voters."""


@dataclass(frozen=True, kw_only=True)
class TwoRoundSettings:
    """Which round this is, under which statute, and how many voters are registered (needed by all but the presidential one)."""

    round: Literal[1, 2] = 1
    statute: Literal["presidential", "legislative", "departmental"] = "presidential"
    registered: int | None = None
    tie_order: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.registered is None and TO_WIN[self.statute] and self.round == 1:
            raise ValueError("The number of registered voters was expected; this statute compares votes with it.")


@mechanism(
    slug="two-round",
    family="voting",
    version=1,
    ballot="choice",
    summary=ChoiceProfile,
    settings=TwoRoundSettings,
)
def two_round(profile: ChoiceProfile, settings: TwoRoundSettings) -> Result:
    """Elect in the first round if somebody has enough, else say who goes on; in the second, the most votes win."""
    votes = votes_of(profile)
    ranking = ranked(votes)
    order = {option: votes[option] for group in ranking for option in group}
    steps = [Step(code="voting.votes.counted", facts={"ballots": profile.expressed, "votes": order})]
    tables = {"votes": votes, "support": votes, "ballots": profile.expressed, "runoff": ()}
    if settings.round == 2:
        placing = place(ranking, 1, settings.tie_order)
        return Result(
            outcome=placing.outcome,
            ties=placing.ties,
            ranking=ranking,
            steps=(*steps, *placing.steps),
            tables=tables,
        )
    majority = profile.expressed // 2 + 1
    registered = ceiling(TO_WIN[settings.statute] * (settings.registered or 0))
    needed = max(majority, registered)
    facts = {"majority": majority, "registered": registered, "needed": needed}
    first = ranking[0][0] if ranking else None
    if first is not None and votes[first] >= needed:
        steps.append(Step(code="voting.two-round.won", facts={**facts, "option": first, "votes": votes[first]}))
        steps.append(Step(code="voting.elected", facts={"options": [first]}))
        return Result(outcome=(first,), ranking=ranking, steps=tuple(steps), tables=tables)
    steps.append(Step(code="voting.two-round.open", facts=facts))
    to_go_on = TO_GO_ON[settings.statute]
    threshold = ceiling(to_go_on * (settings.registered or 0)) if to_go_on else None
    runoff = [option for option in order if threshold is not None and votes[option] >= threshold]
    if len(runoff) < 2:
        two = place(ranking, 2, settings.tie_order)
        runoff = [*two.outcome, *(option for tie in two.ties for option in tie.options)]
        steps += [step for step in two.steps if step.code != "voting.elected"]
    steps.append(Step(code="voting.two-round.runoff", facts={"options": runoff, "threshold": threshold or 0}))
    return Result(ranking=ranking, steps=tuple(steps), tables=tables | {"runoff": tuple(runoff)})
