"""Meek's method: the single transferable vote where every elected option keeps just what it needs of each ballot, recomputed at each stage.

Each person ranks as many options as they like. An elected option keeps a part of every vote that reaches it, so chosen that it holds
one quota, and passes on the rest; the quota falls as ballots run out. Nobody loses by ranking an option that is already elected, and
no vote depends on the order in which others were counted. It needs a computer: nine decimals, until what is above the quotas is less
than a millionth of a vote.

>>> from parvis.mechanisms.voting.profile import RankProfile
>>> ballots = [(["a", "b"], 5), (["b"], 1), (["c"], 3)]
>>> meek(RankProfile.summarise("abc", ballots, None), MeekSettings(seats=2)).outcome
('a', 'c')

Source: Brian L. Meek, "A New Approach to the Single Transferable Vote", Voting matters 1 (1994, first in French 1969); Proportional
Representation Foundation, "Reference Meek Rule", for decimals, rounding and the end of each stage.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.placing import Placing, agree
from parvis.mechanisms.voting.profile import RankProfile
from parvis.mechanisms.voting.stv import MOST_WAYS, Paper, StvSettings, Undecided, papers_of

UNIT = 10**9
OMEGA = 1_000  # one millionth of a vote


@dataclass(frozen=True, kw_only=True)
class MeekSettings(StvSettings):
    """How many seats there are; what to make of equal and empty ranks; the order that breaks ties (its last goes out first)."""


@dataclass
class _Stage:
    votes: list[int]
    lost: int
    quota: int
    elected: tuple[int, ...] = ()
    out: tuple[int, ...] = ()


@dataclass
class _Count:
    papers: Sequence[Paper]
    size: int
    seats: int
    rank: dict[int, int]
    decisions: tuple[int, ...] = ()
    stages: list[_Stage] = field(default_factory=list)
    elected: list[int] = field(default_factory=list)

    def run(self) -> None:
        self.hopeful = set(range(self.size))
        self.keep = [UNIT] * self.size
        self.used = 0
        while len(self.elected) < self.seats and len(self.elected) + len(self.hopeful) > self.seats:
            surplus = self.iterate()
            if surplus is None:
                continue
            least = min(self.stages[-1].votes[option] for option in self.hopeful)
            # Options within the surplus of the lowest are level: the surplus could still reach them (rule B.3).
            lowest = [option for option in sorted(self.hopeful) if self.stages[-1].votes[option] <= least + surplus]
            out = self.choose(lowest)
            self.stages[-1].out = (out,)
            self.hopeful.discard(out)
            self.keep[out] = 0
        if len(self.elected) < self.seats:
            held = self.stages[-1].votes if self.stages else [0] * self.size
            rest = sorted(self.hopeful, key=lambda option: (-held[option], option))
            self.elected += rest
            self.hopeful.clear()
            if not self.stages:
                self.stages.append(_Stage(*self.distribute(), 0))
            self.stages[-1].elected += tuple(rest)

    def iterate(self) -> int | None:
        """Adjust what the elected keep; give the surplus left when it is settled, None when somebody new is elected."""
        before: int | None = None
        while True:
            votes, lost = self.distribute()
            quota = sum(votes) // (self.seats + 1) + 1
            reached = sorted((o for o in self.hopeful if votes[o] >= quota), key=lambda option: (-votes[option], option))
            surplus = sum(max(0, votes[option] - quota) for option in (*self.elected, *reached))
            settled = surplus < OMEGA or (before is not None and surplus >= before)
            if reached or settled:
                self.stages.append(_Stage(votes, lost, quota, tuple(reached)))
            if reached:
                self.elected += reached
                self.hopeful -= set(reached)
                return None
            if settled:
                return surplus
            for option in self.elected:
                raised = -(-self.keep[option] * quota // UNIT)  # both rounded up, as the rule says
                self.keep[option] = -(-raised * UNIT // votes[option])
            before = surplus

    def distribute(self) -> tuple[list[int], int]:
        """Pass every ballot down its options, each keeping its part, rounded up to the ninth decimal."""
        votes, lost, keep = [0] * self.size, 0, self.keep
        for options, weight in self.papers:
            left = UNIT
            for option in options:
                part = keep[option]
                if part:
                    kept = -(-left * part // UNIT)
                    votes[option] += weight * kept
                    left -= kept
                    if left <= 0:
                        break
            lost += weight * left
        return votes, lost

    def choose(self, tied: Sequence[int]) -> int:
        if len(tied) == 1:
            return tied[0]
        if all(option in self.rank for option in tied):
            return max(tied, key=lambda option: self.rank[option])
        if self.used == len(self.decisions):
            raise Undecided(tied)
        self.used += 1
        return self.decisions[self.used - 1]


@mechanism(
    slug="meek",
    family="voting",
    version=1,
    ballot="ranking",
    winners="several",
    summary=RankProfile,
    settings=MeekSettings,
)
def meek(profile: RankProfile, settings: MeekSettings) -> Result:
    """Count by the reference rule, and tell what each option holds at each stage."""
    options = profile.options
    rank = {options.index(option): rank for rank, option in enumerate(settings.tie_order) if option in options}
    ways = _ways(list(papers_of(profile, settings)), len(options), settings.seats, rank)
    seats = min(settings.seats, len(options))
    placings = [_placing(options, way) for way in ways]
    placing = agree(placings, seats, [placings[0].outcome])
    shown = ways[0].stages if len(ways) == 1 or not placing.ties else []
    steps: list[Step] = []
    for number, stage in enumerate(shown, start=1):
        order = sorted(range(len(options)), key=lambda option: (-stage.votes[option], option))
        facts: dict[str, object] = {
            "round": number,
            "quota": Fraction(stage.quota, UNIT),
            "votes": {options[option]: Fraction(stage.votes[option], UNIT) for option in order if stage.votes[option]},
        }
        steps.append(Step(code="voting.meek.stage", facts=facts))
        if stage.elected:
            steps.append(Step(code="voting.stv.reached", facts={"round": number, "options": [options[o] for o in stage.elected]}))
        if stage.out:
            steps.append(Step(code="voting.meek.out", facts={"out": [options[o] for o in stage.out]}))
    if len(ways) > 1:
        steps.append(Step(code=f"voting.stv.{'open' if placing.ties else 'harmless'}", facts={"ways": len(ways)}))
    last = ways[0].stages[-1]
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        steps=(*steps, *placing.steps),
        tables={
            "rounds": [
                {
                    "votes": {option: Fraction(stage.votes[place], UNIT) for place, option in enumerate(options)},
                    "lost": Fraction(stage.lost, UNIT),
                    "quota": Fraction(stage.quota, UNIT),
                    "elected": [options[option] for option in stage.elected],
                    "out": [options[option] for option in stage.out],
                }
                for stage in shown
            ],
            "support": {option: last.votes[place] // UNIT for place, option in enumerate(options)},
            "ballots": profile.expressed,
        },
    )


def _ways(papers: Sequence[Paper], size: int, seats: int, rank: dict[int, int]) -> list[_Count]:
    pending: list[tuple[int, ...]] = [()]
    ways: list[_Count] = []
    while pending:
        count = _Count(papers, size, seats, rank, pending.pop())
        try:
            count.run()
        except Undecided as tie:
            pending += [(*count.decisions, option) for option in tie.options]
        else:
            ways.append(count)
        if len(ways) + len(pending) > MOST_WAYS:
            raise ValueError("There are too many ties to follow them all: give an order that breaks them (tie_order).")
    return sorted(ways, key=lambda way: way.decisions)


def _placing(options: Sequence[str], way: _Count) -> Placing:
    outcome = tuple(options[option] for option in way.elected)
    return Placing(outcome=outcome, ties=(), steps=(Step(code="voting.elected", facts={"options": outcome}),))
