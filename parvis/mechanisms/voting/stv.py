"""The single transferable vote by parcels of papers: what the Scottish rules and the weighted inclusive Gregory method share.

A count is followed as far as the ballots lead it. Where they do not say who goes out, or whose surplus goes first, each possibility
is counted to its end; those elected in all of them are elected, the others are tied.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from parvis.mechanisms.result import Result, Step, Tie
from parvis.mechanisms.voting.elimination import RankPolicies
from parvis.mechanisms.voting.placing import Placing, agree, check_groups
from parvis.mechanisms.voting.profile import Rank, RankProfile

MOST_WAYS = 500
MOST_HELD = 2**62
"""Whole numbers of arrays hold this: what a paper is worth times a surplus (and floats hold this over 512)."""
Number = int | Fraction
Paper = tuple[tuple[int, ...], int]
"""Options from first to last, and how many ballots are alike."""
_ONE_BY_ONE = frozenset({int})


@dataclass(frozen=True, kw_only=True)
class StvSettings(RankPolicies):
    """How many seats there are; what to make of equal and empty ranks; the order that breaks ties (its last goes out first)."""

    seats: int = 1
    groups: tuple[tuple[str, ...], ...] = ()
    at_least: tuple[int, ...] = ()
    at_most: tuple[int, ...] = ()
    equal_ranks: Literal["stop", "skip"] = "stop"

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise ValueError(f"At least one seat was expected; got {self.seats}.")
        check_groups(self.groups, self.at_least, self.at_most)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What statutes differ in. Votes are whole multiples of 1 / unit, or exact fractions when the unit is None."""

    unit: int | None
    quota: Callable[[int, int], Number]
    """From the number of ballots and of seats, in these multiples."""
    reaches: Callable[[Number, Number], bool]
    looks_back: bool
    """Whether a tie is decided by the latest earlier stage where the tied differ."""

    def votes(self, number: Number) -> Fraction:
        return Fraction(number) if self.unit is None else Fraction(int(number), self.unit)

    def passed_on(self, value: Number, surplus: Number, held: Number) -> Number:
        """Give what a paper of this value passes on of a surplus: rounded down to the unit, as statutes that have one say."""
        return value * surplus // held if self.unit else Fraction(value * surplus) / held


@dataclass
class Stage:
    """The state at the end of a stage, for the table of rounds and for ties that look back."""

    kind: Literal["first", "surplus", "out"]
    of: tuple[int, ...]
    votes: list[Number]
    lost: Number
    elected: tuple[int, ...] = ()


class Undecided(Exception):
    """The ballots do not choose between these, and nobody has decided yet."""

    def __init__(self, options: Sequence[int]) -> None:
        super().__init__()
        self.options = options


@dataclass
class Count:
    """One way to count: `decisions` are what was chosen at each tie so far."""

    papers: Sequence[Paper]
    size: int
    seats: int
    rules: Rules
    rank: dict[int, int]
    decisions: tuple[int, ...] = ()
    stages: list[Stage] = field(default_factory=list)
    elected: list[int] = field(default_factory=list)
    tie: tuple[tuple[int, ...], int] | None = None
    """Options without any vote, level for the last seats."""

    def run(self) -> None:
        """Count to the end; raise Undecided at the first tie that no decision settles."""
        self.hopeful = set(range(self.size))
        self.pending: list[int] = []
        self.used = 0
        self.votes: list[Number] = [0] * self.size
        self.lost: Number = 0
        self.quota = self.rules.quota(self.total, self.seats)
        self._begin()
        self._end_stage("first", ())
        while len(self.elected) < self.seats and self.hopeful:
            free = self.seats - len(self.elected)
            if len(self.hopeful) <= free:
                self._elect(sorted(self.hopeful, key=lambda option: (-self.votes[option], option)))
                break
            if self.pending:
                self._transfer_surplus()
            elif not self._exclude(free):
                break

    @property
    def total(self) -> int:
        """How many papers there are."""
        return sum(weight for _, weight in self.papers)

    def _begin(self) -> None:
        """Give each paper to its first option."""
        self.piles: list[dict[Number, list[tuple[int, int]]]] = [{} for _ in range(self.size)]
        self._hand_out(self.rules.unit or 1, [(index, 0) for index in range(len(self.papers))])

    def _pass_surplus(self, option: int, surplus: Number, held: Number) -> None:
        """Pass the papers of an elected option on, each for its part of the surplus."""
        pile, self.piles[option] = self.piles[option], {}
        for value, papers in sorted(pile.items(), reverse=True):
            self._hand_out(self.rules.passed_on(value, surplus, held), papers)

    def _pass_all(self, options: Sequence[int]) -> None:
        """Pass the papers of options that are out on, for what each is worth."""
        for option in options:
            pile, self.piles[option] = self.piles[option], {}
            for value, papers in sorted(pile.items(), reverse=True):
                self._hand_out(value, papers)

    def _hand_out(self, value: Number, papers: Sequence[tuple[int, int]]) -> None:
        """Give each paper to its next option that is still in the running; what has none is lost."""
        hopeful, gained, lost = self.hopeful, dict[int, int](), 0
        received: dict[int, list[tuple[int, int]]] = {}
        for index, start in papers:
            options, weight = self.papers[index]
            for place in range(start, len(options)):
                option = options[place]
                if option in hopeful:
                    gained[option] = gained.get(option, 0) + weight
                    received.setdefault(option, []).append((index, place + 1))
                    break
            else:
                lost += weight
        for option, weight in gained.items():
            self.votes[option] += weight * value
            self.piles[option].setdefault(value, []).extend(received[option])
        self.lost += lost * value

    def _transfer_surplus(self) -> None:
        most = max(self.votes[option] for option in self.pending)
        option = self._choose([option for option in self.pending if self.votes[option] == most], highest=True)
        self.pending.remove(option)
        held, surplus = self.votes[option], self.votes[option] - self.quota
        before = sum(self.votes) + self.lost
        self._pass_surplus(option, surplus, held)
        self.votes[option] = self.quota
        self.lost += before - sum(self.votes) - self.lost  # what rounding down leaves
        self._end_stage("surplus", (option,))

    def _exclude(self, free: int) -> bool:
        """Put the option with the fewest votes out; say no when only options without a vote could still be chosen between."""
        least = min(self.votes[option] for option in self.hopeful)
        lowest = sorted(option for option in self.hopeful if self.votes[option] == least)
        if least == 0 and len(lowest) > 1:
            others = len(self.hopeful) - len(lowest)
            if not all(option in self.rank for option in lowest):
                if others < free:
                    self._elect(sorted(self.hopeful - set(lowest), key=lambda option: (-self.votes[option], option)))
                    self.tie = (tuple(lowest), free - others)
                    return False
                self._put_out(tuple(lowest))  # nothing to transfer, so that their order does not matter
                return True
        self._put_out((self._choose(lowest, highest=False),))
        return True

    def _put_out(self, options: tuple[int, ...]) -> None:
        self.hopeful -= set(options)
        for option in options:
            self.votes[option] = 0
        self._pass_all(options)
        self._end_stage("out", options)

    def _choose(self, tied: Sequence[int], *, highest: bool) -> int:
        """Choose by an earlier stage where they differ, when the rules say so; else by the order published; else leave it open."""
        tied = list(tied)
        for stage in reversed(self.stages[:-1] if self.rules.looks_back else []):
            if len(tied) == 1:
                break
            held = [stage.votes[option] for option in tied]
            best = max(held) if highest else min(held)
            tied = [option for option, had in zip(tied, held, strict=True) if had == best]
        if len(tied) == 1:
            return tied[0]
        if all(option in self.rank for option in tied):
            return (min if highest else max)(tied, key=lambda option: self.rank[option])
        if self.used == len(self.decisions):
            raise Undecided(tied)
        self.used += 1
        return self.decisions[self.used - 1]

    def _end_stage(self, kind: Literal["first", "surplus", "out"], of: tuple[int, ...]) -> None:
        self.stages.append(Stage(kind, of, list(self.votes), self.lost))
        reached = [option for option in self.hopeful if self.rules.reaches(self.votes[option], self.quota)]
        self._elect(sorted(reached, key=lambda option: (-self.votes[option], option)))

    def _elect(self, options: Sequence[int]) -> None:
        self.elected += options
        self.hopeful -= set(options)
        self.pending += [option for option in options if self.votes[option] > self.quota]
        self.stages[-1].elected += tuple(options)


def stv(profile: RankProfile, settings: StvSettings, rules: Rules) -> Result:
    """Count by these rules, and tell the stages."""
    rank = {profile.options.index(option): rank for rank, option in enumerate(settings.tie_order) if option in profile.options}
    ways = _ways(_starter(profile, settings, rules, rank))
    options = profile.options
    placings = [_placing(options, way) for way in ways]
    placing = agree(placings, min(settings.seats, len(options)), [placings[0].outcome])
    if len(ways) == 1:
        order = [options[option] for option in ways[0].elected]
        placing = Placing(outcome=tuple(order), ties=placing.ties, steps=placing.steps)
    same = len(ways) > 1 and not placing.ties
    shown = ways[0].stages if len(ways) == 1 or same else _shared(ways)
    quota = rules.votes(ways[0].quota)
    facts = {"ballots": ways[0].total, "seats": settings.seats, "quota": quota}
    steps = [Step(code="voting.stv.quota", facts=facts), *_told(options, shown, rules)]
    if same:
        steps.append(Step(code="voting.stv.harmless", facts={"ways": len(ways)}))
    elif len(ways) > 1:
        steps.append(Step(code="voting.stv.open", facts={"ways": len(ways)}))
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        steps=(*steps, *placing.steps),
        tables={
            "quota": quota,
            "rounds": [
                {
                    "kind": stage.kind,
                    "of": [options[option] for option in stage.of],
                    "votes": {option: rules.votes(stage.votes[place]) for place, option in enumerate(options)},
                    "lost": rules.votes(stage.lost),
                    "elected": [options[option] for option in stage.elected],
                }
                for stage in shown
            ],
            "support": {option: int(rules.votes(shown[-1].votes[place])) for place, option in enumerate(options)},
            "ballots": profile.expressed,
        },
    )


def papers_of(profile: RankProfile, policies: RankPolicies) -> Iterator[Paper]:
    """Give the papers as the policies read them. Most rank one option after another: these are taken as they are."""
    for key, weight in profile.ballots.items():
        yield (key if _ONE_BY_ONE.issuperset(map(type, key)) else tuple(_read(key, policies))), weight  # type: ignore[misc]  # then all are positions


def _read(key: Sequence[Rank], policies: RankPolicies) -> Iterator[int]:
    empty = 0
    for rank in key:
        if isinstance(rank, int):
            empty = 0
            yield rank
        elif rank:
            if policies.equal_ranks == "stop":
                return
            empty = 0
        else:
            empty += 1
            if policies.empty_ranks == "stop" or (policies.empty_ranks == "stop-at-two" and empty == 2):
                return


def _starter(profile: RankProfile, settings: StvSettings, rules: Rules, rank: dict[int, int]) -> Callable[[tuple[int, ...]], Count]:
    """Give what begins a count with decisions: in arrays when the ballots are in arrays, with the same result."""
    size, seats = len(profile.options), settings.seats
    if profile.packed and rules.unit and profile.packed.total * rules.unit * max(rules.unit, 512) < MOST_HELD:
        from parvis.mechanisms.voting.stv_packed import PackedCount

        once = profile.packed.distinct()
        return lambda decisions: PackedCount((), size, seats, rules, rank, decisions, packed=once)
    papers = list(papers_of(profile, settings))
    return lambda decisions: Count(papers, size, seats, rules, rank, decisions)


def _ways(begin: Callable[[tuple[int, ...]], Count]) -> list[Count]:
    pending: list[tuple[int, ...]] = [()]
    ways: list[Count] = []
    while pending:
        count = begin(pending.pop())
        try:
            count.run()
        except Undecided as tie:
            pending += [(*count.decisions, option) for option in tie.options]
        else:
            ways.append(count)
        if len(ways) + len(pending) > MOST_WAYS:
            raise ValueError("There are too many ties to follow them all: give an order that breaks them (tie_order).")
    return sorted(ways, key=lambda way: way.decisions)


def _placing(options: Sequence[str], way: Count) -> Placing:
    ties: tuple[Tie, ...] = ()
    steps: tuple[Step, ...] = ()
    if way.tie:
        level, places = way.tie
        ties = (Tie(options=tuple(options[option] for option in level), places=places),)
        steps = (Step(code="voting.tie.left", facts={"options": ties[0].options, "places": places}),)
    outcome = tuple(options[option] for option in way.elected)
    if outcome:
        steps += (Step(code="voting.elected", facts={"options": outcome}),)
    return Placing(outcome=outcome, ties=ties, steps=steps)


def _shared(ways: Sequence[Count]) -> list[Stage]:
    """Give the stages before the first tie: those that all the ways have in common."""
    shared = []
    for stages in zip(*(way.stages for way in ways), strict=False):
        if any(stage != stages[0] for stage in stages):
            break
        shared.append(stages[0])
    return shared


def _told(options: Sequence[str], stages: Sequence[Stage], rules: Rules) -> Iterator[Step]:
    for number, stage in enumerate(stages, start=1):
        order = sorted(range(len(options)), key=lambda option: (-stage.votes[option], option))
        facts: dict[str, object] = {
            "round": number,
            "of": [options[option] for option in stage.of],
            "votes": {options[option]: rules.votes(stage.votes[option]) for option in order if stage.votes[option]},
            "lost": rules.votes(stage.lost),
        }
        yield Step(code=f"voting.stv.{stage.kind}", facts=facts)
        if stage.elected:
            facts = {"round": number, "options": [options[option] for option in stage.elected]}
            yield Step(code="voting.stv.reached", facts=facts)
