"""Promises of methods with approvals, grades and lists: each says whether it holds on one election. Ties are broken by an order."""

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

from parvis.mechanisms import registry

NAMES = "abcdefghijklmn"
Approvals = tuple[int, list[tuple[str, int]]]
"""Seats, and approvals such as "abd" with how many ballots are alike."""
Grades = list[tuple[str, int]]
"""Grades such as "503": those of a, b and c, from 0 to 5, with how many ballots are alike."""
Lists = tuple[int, list[int]]
"""Seats and votes."""


def bytes_of(kind: str, number: int) -> bytes:
    return hashlib.sha512(f"{kind} {number}".encode()).digest()


def approvals(number: int) -> Approvals:
    """Give an election that only its number decides: three to five options, up to six different ballots."""
    drawn = bytes_of("approvals", number)
    names = NAMES[: 3 + drawn[0] % 3]
    ballots = []
    for place in range(2 + drawn[1] % 5):
        mask = 1 + drawn[2 + 2 * place] % (2 ** len(names) - 1)
        ballots.append(("".join(name for bit, name in enumerate(names) if mask >> bit & 1), 1 + drawn[3 + 2 * place] % 4))
    return 1 + drawn[40] % 3, ballots


def names_for_seats(number: int) -> Approvals:
    """Give the same with at most as many names on a ballot as there are seats."""
    seats, ballots = approvals(number)
    return seats, [(ballot[:seats], n) for ballot, n in ballots]


def single_names(number: int) -> Approvals:
    """Give the same with one name on a ballot."""
    seats, ballots = approvals(number)
    return seats, [(ballot[-1], n) for ballot, n in ballots]


def grades(number: int) -> Grades:
    """Give grades that only their number decides, of two or three options."""
    drawn = bytes_of("grades", number)
    size = 2 + drawn[0] % 2
    rows = range(1 + drawn[1] % 5)
    return [("".join(str(drawn[2 + 4 * row + option] % 6) for option in range(size)), 1 + drawn[5 + 4 * row] % 3) for row in rows]


def lists(number: int) -> Lists:
    """Give votes that only their number decides."""
    drawn = bytes_of("lists", number)
    return 1 + drawn[0] % 20, [1 + int.from_bytes(drawn[2 + 2 * place : 4 + 2 * place]) % 2000 for place in range(2 + drawn[1] % 4)]


# Committees


def committee(slug: str, seats: int, ballots: Sequence[tuple[str, int]]) -> set[str]:
    method = registry.get(slug)
    settings = method.read_settings({"seats": seats, "tie_order": list(NAMES)})
    names = sorted({name for ballot, _ in ballots for name in ballot})
    choices = [(ballot if method.ballot == "choice" else list(ballot), n) for ballot, n in ballots]
    return {*method(method.summarise(names, choices, settings), settings).outcome}


def supported(slug: str, seats: int, ballot: str, name: str) -> str | None:
    """Give the ballot once it supports the option too; None when it is full."""
    if slug == "sntv":
        return name
    return None if slug == "block" and len(ballot) == seats else "".join(sorted(ballot + name))


def extended_justified_representation(slug: str, election: Approvals) -> bool:
    """Of a group that is large enough for some seats and agrees on as many options, somebody has as many elected."""
    return _represented(slug, election, lambda group, elected, share: max(len(set(b) & elected) for b in group) >= share)


def proportional_justified_representation(slug: str, election: Approvals) -> bool:
    """A group that is large enough for some seats and agrees on as many options has as many elected, together."""
    return _represented(slug, election, lambda group, elected, share: len(set().union(*group) & elected) >= share)


def justified_representation(slug: str, election: Approvals) -> bool:
    """Of a group that is large enough for a seat and agrees on an option, somebody has an option elected."""
    return _represented(slug, election, lambda group, elected, share: any(set(b) & elected for b in group), most=1)


def _represented(slug: str, election: Approvals, satisfied: Any, most: int = 9) -> bool:
    seats, ballots = election
    elected, voters = committee(slug, seats, ballots), sum(n for _, n in ballots)
    for size in range(1, len(ballots) + 1):
        for group in combinations(ballots, size):
            weight = sum(n for _, n in group)
            agreed = set.intersection(*(set(ballot) for ballot, _ in group))
            # Part of a row of equal ballots is a group too, but has no more than the whole row to complain of.
            for share in range(1, min(seats, len(agreed), most) + 1):
                if weight * seats >= share * voters and not satisfied([ballot for ballot, _ in group], elected, share):
                    return False
    return True


def committee_monotonicity(slug: str, election: Approvals) -> bool:
    """With one seat more, those who were elected still are."""
    seats, ballots = election
    return committee(slug, seats, ballots) <= committee(slug, seats + 1, ballots)


def support_monotonicity(slug: str, election: Approvals) -> bool:
    """An elected option that one more kind of ballot supports stays elected."""
    seats, ballots = election
    for name in committee(slug, seats, ballots):
        for number, (ballot, n) in enumerate(ballots):
            changed = None if name in ballot else supported(slug, seats, ballot, name)
            if changed and name not in committee(slug, seats, [*ballots[:number], (changed, n), *ballots[number + 1 :]]):
                return False
    return True


# Grades


def best(slug: str, ballots: Grades) -> set[str]:
    """Give the winner, or those that the ballots leave level."""
    method = registry.get(slug)
    names = NAMES[: len(ballots[0][0])]
    if method.ballot == "approval":
        result = method(method.summarise(names, [([o for o, g in zip(names, b, strict=True) if g > "2"], n) for b, n in ballots]))
    else:
        settings = method.read_settings({"grades": ["5", "4", "3", "2", "1", "0"]})
        pairs = [(dict(zip(names, b, strict=True)), n) for b, n in ballots]
        result = method(method.summarise(names, pairs, settings), settings)
    return {*result.outcome, *(option for tie in result.ties for option in tie.options)}


def monotonicity(slug: str, ballots: Grades) -> bool:
    """Giving the winner a higher grade does not make it lose."""
    before = best(slug, ballots)
    if len(before) > 1:
        return True
    place = NAMES.index(next(iter(before)))
    for number, (ballot, n) in enumerate(ballots):
        for grade in range(int(ballot[place]) + 1, 6):
            raised = ballot[:place] + str(grade) + ballot[place + 1 :]
            if best(slug, [*ballots[:number], (raised, n), *ballots[number + 1 :]]) != before:
                return False
    return True


def participation(slug: str, ballots: Grades) -> bool:
    """Coming to vote does not replace the winner by one to which one gives a lower grade."""
    for number, (ballot, _) in enumerate(ballots):
        others = [*ballots[:number], *ballots[number + 1 :]]
        if others:
            without, with_ = best(slug, others), best(slug, ballots)
            if len(without) == len(with_) == 1:
                old, new = (ballot[NAMES.index(next(iter(each)))] for each in (without, with_))
                if (new > "2") < (old > "2") if slug == "approval" else new < old:
                    return False
    return True


def reinforcement(slug: str, ballots: Grades) -> bool:
    """What two halves both choose alone, the whole chooses."""
    cut = len(ballots) // 2
    if not cut:
        return True
    here, there = best(slug, ballots[:cut]), best(slug, ballots[cut:])
    return len(here) > 1 or here != there or best(slug, ballots) == here


def majority(slug: str, ballots: Grades) -> bool:
    """An option to which more than half give a higher grade than to any other wins."""
    size, whole = len(ballots[0][0]), sum(n for _, n in ballots)
    for place in range(size):
        firsts = sum(n for b, n in ballots if all(b[place] > b[other] for other in range(size) if other != place))
        if 2 * firsts > whole and best(slug, ballots) != {NAMES[place]}:
            return False
    return True


# Lists


@cache
def _shared(slug: str, seats: int, votes: tuple[int, ...]) -> tuple[int, ...]:
    method = registry.get(slug)
    names = NAMES[: len(votes)]
    asked: dict[str, object] = {"seats": seats, "tie_order": list(names)}
    settings = method.read_settings({**asked, "round": 2} if slug in ("municipal-list", "regional-list") else asked)
    result = method(method.summarise(names, list(zip(names, votes, strict=True)), settings), settings)
    table: Any = result.tables["seats"]
    return tuple(table[name] for name in names)


def lower_quota(slug: str, election: Lists) -> bool:
    """No list has less than its share rounded down."""
    seats, votes = election
    return all(had >= seats * held // sum(votes) for had, held in zip(_shared(slug, seats, tuple(votes)), votes, strict=True))


def upper_quota(slug: str, election: Lists) -> bool:
    """No list has more than its share rounded up."""
    seats, votes = election
    return all(had <= -(-seats * held // sum(votes)) for had, held in zip(_shared(slug, seats, tuple(votes)), votes, strict=True))


def house_monotonicity(slug: str, election: Lists) -> bool:
    """With one seat more, no list has fewer."""
    seats, votes = election
    less, more = (_shared(slug, count, tuple(votes)) for count in (seats, seats + 1))
    return all(before <= after for before, after in zip(less, more, strict=True))


def vote_monotonicity(slug: str, election: Lists) -> bool:
    """When one list gains in share on another, it does not lose a seat to it."""
    seats, votes = election
    before = _shared(slug, seats, tuple(votes))
    for one in range(len(votes)):
        grown = [*votes]
        grown[one] = votes[one] * 11 // 10 + 1
        grown[one - 1] = votes[one - 1] * 101 // 100
        after = _shared(slug, seats, tuple(grown))
        gained = Fraction(grown[one], votes[one]) > Fraction(grown[one - 1], votes[one - 1])
        if gained and after[one] < before[one] and after[one - 1] > before[one - 1]:
            return False
    return True


def no_gain_by_splitting(slug: str, election: Lists) -> bool:
    """A list that splits in two does not gain by it: small lists are not favoured."""
    seats, votes = election
    for one, held in enumerate(votes):
        if held > 1:
            parts = [*votes[:one], held // 2, held - held // 2, *votes[one + 1 :]]
            if sum(_shared(slug, seats, tuple(parts))[one : one + 2]) > _shared(slug, seats, tuple(votes))[one]:
                return False
    return True


def no_gain_by_joining(slug: str, election: Lists) -> bool:
    """Two lists that join do not gain by it, when there are seats for all lists: large lists are not favoured."""
    seats, votes = election
    if seats < len(votes):
        return True
    before = _shared(slug, seats, tuple(votes))
    for one in range(1, len(votes)):
        joined = [*votes[: one - 1], votes[one - 1] + votes[one], *votes[one + 1 :]]
        if _shared(slug, seats, tuple(joined))[one - 1] > before[one - 1] + before[one]:
            return False
    return True


def half_for_more_than_half(slug: str, election: Lists) -> bool:
    """A list with more than half of the votes has half of the seats at least, rounded down."""
    seats, votes = election
    return all(had >= seats // 2 for had, held in zip(_shared(slug, seats, tuple(votes)), votes, strict=True) if 2 * held > sum(votes))
