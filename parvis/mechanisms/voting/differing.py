"""Why two outcomes of the same ballots differ: one step for what strikes the eye, then one for what each method looks at.

A method elects one option rather than another because of a figure that it compares: votes, points, duels, a median, the round in which one
goes out. These figures stand in the tables of its result; here they are put side by side for the two options that outcomes disagree on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.conversions import as_rankings
from parvis.mechanisms.voting.counting import Counting
from parvis.mechanisms.voting.pairwise import Duels, duels, first_choices
from parvis.mechanisms.voting.profile import ApprovalProfile, GradeProfile, Profile, RankProfile

Facts = dict[str, object]


@dataclass(frozen=True)
class Case:
    """An outcome: the methods that give it with their results, who is elected, and how many ballots have somebody elected."""

    counted: tuple[tuple[Counting, Result], ...]
    elected: tuple[str, ...]
    served: int


def reasons(profile: Profile[Any], one: Case, other: Case) -> tuple[Step, ...]:
    """Give the reasons, the most striking first."""
    steps = list(_several(profile, one, other) if max(len(one.elected), len(other.elected)) > 1 else _at_sight(profile, one, other))
    for ours, theirs in ((one, other), (other, one)):
        steps += _by_method(profile, ours, theirs)
    return tuple(steps)


def _several(profile: Profile[Any], one: Case, other: Case) -> Iterator[Step]:
    gained, lost = ([option for option in a.elected if option not in b.elected] for a, b in ((one, other), (other, one)))
    facts = {"gained": gained, "lost": lost, "shared": len(set(one.elected) & set(other.elected))}
    yield Step(code="compare.instead", facts=facts)
    if one.served != other.served:
        served = {"ours": one.served, "theirs": other.served, "ballots": profile.expressed}
        yield Step(code="compare.served", facts={"gained": gained, "lost": lost, **served})


def _at_sight(profile: Profile[Any], one: Case, other: Case) -> Iterator[Step]:
    """Say what everybody would see first: who is first on most ballots and loses duels, or wins them all and is squeezed out."""
    rankings = as_rankings(profile) if isinstance(profile, GradeProfile) else profile
    if not isinstance(rankings, RankProfile):
        return
    found, firsts = duels(rankings), first_choices(rankings)
    names = found.options
    winner, loser = (None if place is None else names[place] for place in (found.condorcet_winner(), found.condorcet_loser()))
    most = max(firsts.values())
    for ours, theirs in ((one.elected[0], other.elected[0]), (other.elected[0], one.elected[0])):
        votes, against = _wins(found, ours, theirs)
        if firsts[ours] == most and ours == loser:
            yield Step(code="compare.first-but-last", facts={"option": ours, "firsts": most})
            return
        if firsts[ours] == most and votes < against:
            facts = {"option": ours, "other": theirs, "firsts": most, "votes": against, "against": votes}
            yield Step(code="compare.first-but-loses", facts=facts)
            return
        if theirs == winner and isinstance(profile, RankProfile):
            facts = {"option": theirs, "other": ours, "firsts": firsts[theirs], "ballots": profile.expressed}
            yield Step(code="compare.squeezed", facts=facts)
            return


def _by_method(profile: Profile[Any], ours: Case, theirs: Case) -> list[Step]:
    """Say what each method of an outcome looks at, once for those that look at the same."""
    ahead = next((option for option in ours.elected if option not in theirs.elected), None)
    behind = next((option for option in theirs.elected if option not in ours.elected), None)
    if ahead is None or behind is None:
        return []
    told: dict[tuple[str, str], tuple[Facts, list[str]]] = {}
    for counting, result in ours.counted:
        found = _why(profile, counting, result, ahead, behind, ours.elected)
        if found:
            code, facts = found
            told.setdefault((code, str(facts)), (facts, []))[1].append(counting.slug)
    return [
        Step(code=code, facts={"methods": methods, "option": ahead, "other": behind, **facts})
        for (code, _), (facts, methods) in told.items()
    ]


def _why(
    profile: Profile[Any], counting: Counting, result: Result, ahead: str, behind: str, elected: tuple[str, ...]
) -> tuple[str, Facts] | None:
    tables: Mapping[str, Any] = result.tables

    def both(code: str, table: str) -> tuple[str, Facts]:
        return f"compare.{code}", {"ours": tables[table][ahead], "theirs": tables[table][behind]}

    match counting.slug:
        case "plurality" | "sntv":
            return both("votes", "votes")
        case "two-round":
            return _two_rounds(tables, ahead, behind)
        case "borda":
            return both("points", "points")
        case "score":
            return both("totals", "totals")
        case "star":
            return _star(result, ahead, behind)
        case "majority-judgment":
            return _medians(tables, ahead, behind)
        case "approval" | "block":
            return both("approvals", "approvals")
        case "schulze" | "ranked-pairs" | "kemeny" | "minimax" | "copeland":
            return _duel(counting.slug, tables, ahead, behind)
        case "condorcet-irv" if tables["duels"] and all(_beats(tables["duels"], ahead, other) for other in tables["duels"][ahead]):
            return _duel(counting.slug, tables, ahead, behind)
    if "rounds" in tables:
        return _rounds(tables["rounds"], ahead, behind)
    return _unheard(profile, ahead, behind, elected) if isinstance(profile, ApprovalProfile) else None


def _two_rounds(tables: Mapping[str, Any], ahead: str, behind: str) -> tuple[str, Facts]:
    votes, second = tables["votes"], tables.get("second")
    if not second:
        return "compare.votes", {"ours": votes[ahead], "theirs": votes[behind]}
    if behind in second:
        return "compare.second-round", {"ours": second[ahead], "theirs": second[behind]}
    return "compare.missed-second", {"theirs": votes[behind], "finalists": tables["runoff"]}


def _star(result: Result, ahead: str, behind: str) -> tuple[str, Facts] | None:
    final = next((step.facts for step in result.steps if step.code == "voting.star.runoff"), None)
    if final is None:
        return None
    finalists: list[str] = [str(final["first"]), str(final["second"])]
    if behind in finalists:
        ours, theirs = ("votes", "against") if finalists[0] == ahead else ("against", "votes")
        return "compare.final-duel", {"ours": final[ours], "theirs": final[theirs]}
    totals: Any = result.tables["totals"]
    return "compare.missed-final", {"theirs": totals[behind], "finalists": finalists}


def _medians(tables: Mapping[str, Any], ahead: str, behind: str) -> tuple[str, Facts]:
    grades, medians = tables["grades"], tables["medians"]
    if medians[ahead] != medians[behind]:
        return "compare.medians", {"ours": medians[ahead], "theirs": medians[behind]}
    level = grades.index(medians[ahead])
    counts = {name: tables["histograms"][ref] for name, ref in (("ours", ahead), ("theirs", behind))}
    more = {f"{name}_above": sum(histogram[:level]) for name, histogram in counts.items()}
    less = {f"{name}_below": sum(histogram[level + 1 : len(grades)]) for name, histogram in counts.items()}
    return "compare.same-median", {"shared": medians[ahead], **more, **less}


def _duel(slug: str, tables: Mapping[str, Any], ahead: str, behind: str) -> tuple[str, Facts]:
    found = tables["duels"]
    facts = {"ours": found[ahead][behind], "theirs": found[behind][ahead]}
    if all(_beats(found, ahead, other) for other in found[ahead]):
        return "compare.beats-all", facts
    if slug == "copeland":
        return "compare.duels-won", {"ours": tables["points"][ahead], "theirs": tables["points"][behind]}
    if slug == "minimax":
        return "compare.worst-defeat", {"ours": tables["worst"][ahead], "theirs": tables["worst"][behind]}
    return ("compare.duel" if _beats(found, ahead, behind) else "compare.circle"), facts


def _rounds(rounds: list[dict[str, Any]], ahead: str, behind: str) -> tuple[str, Facts]:
    """Say in which round the other went out, or that it remained without a seat."""
    for number, entry in enumerate(rounds, start=1):
        parcels = "kind" in entry  # of these counts, a stage gives the votes after what it tells
        out = (entry["of"] if entry["kind"] == "out" else []) if parcels else entry["out"]
        if behind in out:
            votes = rounds[number - 2 if parcels else number - 1]["votes"]
            return "compare.out", {"round": number, "theirs": _number(votes[behind]), "ours": _number(votes.get(ahead, 0))}
    last = rounds[-1]["votes"]
    return "compare.last-round", {"round": len(rounds), "ours": _number(last.get(ahead, 0)), "theirs": _number(last.get(behind, 0))}


def _unheard(profile: ApprovalProfile, ahead: str, behind: str, elected: tuple[str, ...]) -> tuple[str, Facts]:
    """Give, of those who approve each, how many would have nobody else elected."""
    others = {profile.options.index(option) for option in elected if option != ahead}
    facts: Facts = {}
    for name, option in (("ours", ahead), ("theirs", behind)):
        place = profile.options.index(option)
        mine = [(ballot, weight) for ballot, weight in profile.ballots.items() if place in ballot]
        facts[name] = sum(weight for _, weight in mine)
        facts[f"{name}_alone"] = sum(weight for ballot, weight in mine if others.isdisjoint(ballot))
    return "compare.unheard", facts


def _beats(table: Mapping[str, Mapping[str, int]], one: str, other: str) -> bool:
    return table[one][other] > table[other][one]


def _wins(found: Duels, one: str, other: str) -> tuple[int, int]:
    i, j = found.options.index(one), found.options.index(other)
    return found.wins[i][j], found.wins[j][i]


def _number(value: Any) -> int | Fraction:
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else exact
