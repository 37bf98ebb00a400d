"""PrefLib files: .soc .soi .toc .toi hold rankings, .cat holds categories (approvals when there are two, grades when more).

Source: Nicholas Mattei and Toby Walsh, "PrefLib: A Library for Preferences", ADT 2013; the format is described on preflib.org.

>>> file = read("few.toi", "# NUMBER ALTERNATIVES: 3\\n# ALTERNATIVE NAME 2: Bench\\n2: 1,{2,3}\\n1: 3\\n")
>>> file.profile.choices(), file.titles["2"]
([(['1', ['2', '3']], 2), (['3'], 1)], 'Bench')
"""

import re
from collections.abc import Iterator
from typing import cast

from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError, refs
from parvis.mechanisms.voting.packed_lines import rankings
from parvis.mechanisms.voting.profile import ApprovalProfile, GradeProfile, Profile, Rank, RankProfile

Groups = tuple[tuple[int, ...], ...]
_GROUP = re.compile(r"\{([0-9,\s]*)\}|([0-9]+)")


def read(name: str, text: str) -> BallotFile:
    """Read a PrefLib file; raise BallotFileError with the line at fault."""
    head, body = _halves(text)
    facts, rows = _split(name, head, body)
    count = _number(name, facts, "NUMBER ALTERNATIVES")
    titles = {str(n): facts.get(f"ALTERNATIVE NAME {n}", (0, str(n)))[1] or str(n) for n in range(1, count + 1)}
    categories = "NUMBER CATEGORIES" in facts or name.lower().endswith(".cat")
    options, positions = refs(count)
    title = facts.get("TITLE", (0, ""))[1]
    if not categories and (packed := rankings(body, positions, first=": ", between=",")) is not None:
        many = RankProfile(options, packed[0], packed[1])
        return BallotFile(title=title, titles=titles, profile=many, notes=_notes(facts, many))
    ballots: dict[Groups, int] = {}
    for line, weight, groups in rows:
        placed = []
        seen: set[int] = set()
        for group in groups:
            for number in group:
                if not 1 <= number <= count:
                    raise BallotFileError(name, line, f"options from 1 to {count} were expected; got {number}.")
                if number in seen:
                    raise BallotFileError(name, line, f"each option was expected once; {number} stands twice.")
                seen.add(number)
            placed.append(tuple(sorted(positions[number] for number in group)))
        key = tuple(placed)
        ballots[key] = ballots.get(key, 0) + weight
    profile = _categories(name, facts, options, ballots) if categories else _rankings(options, ballots)
    return BallotFile(title=title, titles=titles, profile=profile, notes=_notes(facts, profile))


def write(file: BallotFile) -> str:
    """Write a file of rankings (as .toi, which all others are cases of) or of categories; `read` is the inverse."""
    profile = file.profile
    numbers = {ref: number for number, ref in enumerate(file.titles, start=1)}
    rows = []
    for choice, weight in profile.choices():
        groups: list[list[str]]
        if isinstance(profile, ApprovalProfile):
            approved = set(cast("list[str]", choice))
            groups = [[ref for ref in file.titles if ref in approved], [ref for ref in file.titles if ref not in approved]]
        elif isinstance(profile, GradeProfile):
            given = cast("dict[str, str]", choice)
            groups = [[ref for ref in file.titles if given.get(ref) == grade] for grade in profile.grades]
        else:
            groups = [rank if isinstance(rank, list) else [rank] for rank in cast("list[str | list[str]]", choice)]
        written = ",".join(
            str(numbers[group[0]]) if len(group) == 1 else "{" + ",".join(str(numbers[ref]) for ref in group) + "}" for group in groups
        )
        rows.append(f"{weight}: {written}")
    grades = ("Yes", "No") if isinstance(profile, ApprovalProfile) else getattr(profile, "grades", ())
    head = [f"# TITLE: {file.title}", f"# NUMBER ALTERNATIVES: {len(numbers)}", f"# NUMBER VOTERS: {profile.expressed}"]
    head.append(f"# NUMBER UNIQUE {'PREFERENCES' if grades else 'ORDERS'}: {len(rows)}")
    if grades:
        head.append(f"# NUMBER CATEGORIES: {len(grades)}")
        head += [f"# CATEGORY NAME {n}: {grade}" for n, grade in enumerate(grades, start=1)]
    head += [f"# ALTERNATIVE NAME {numbers[ref]}: {title}" for ref, title in file.titles.items()]
    return "\n".join([*head, *rows]) + "\n"


def _halves(text: str) -> tuple[str, str]:
    """Cut the text before the first line that is not about the file."""
    cut = re.search(r"^(?!#)(?=.)", text, re.MULTILINE)
    place = cut.start() if cut else len(text)
    return text[:place], text[place:]


def _split(name: str, head: str, body: str) -> tuple[dict[str, tuple[int, str]], Iterator[tuple[int, int, Groups]]]:
    facts = {}
    for number, line in enumerate(head.splitlines() if "#" not in body else (head + body).splitlines(), start=1):
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            facts[key.strip().upper()] = (number, value.strip())
    if not facts:
        raise BallotFileError(name, 1, 'lines such as "# NUMBER ALTERNATIVES: 4" were expected at the head of the file.')
    return facts, _rows(name, head + body)


def _rows(name: str, text: str) -> Iterator[tuple[int, int, Groups]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        weight, colon, order = line.partition(":")
        if not colon or not weight.strip().isdecimal():
            raise BallotFileError(name, number, f'how many ballots, a colon and the order ("12: 3,{{1,2}}") were expected; got {line!r}.')
        if _GROUP.sub("", order).replace(",", "").strip():
            raise BallotFileError(name, number, f"numbers of options and groups in braces were expected; got {order.strip()!r}.")
        groups = tuple(
            (int(single),) if single else tuple(int(item) for item in group.replace(",", " ").split())
            for group, single in _GROUP.findall(order)
        )
        yield number, int(weight), groups


def _number(name: str, facts: dict[str, tuple[int, str]], key: str) -> int:
    line, value = facts.get(key, (None, ""))
    if not value.isdecimal() or int(value) < 1:
        raise BallotFileError(name, line, f'"# {key}:" with a whole number from 1 up was expected; got {value!r}.')
    return int(value)


def _rankings(options: tuple[str, ...], ballots: dict[Groups, int]) -> RankProfile:
    counted: dict[tuple[Rank, ...], int] = {}
    blank = 0
    for groups, weight in ballots.items():
        key = tuple(group[0] if len(group) == 1 else group for group in groups if group)
        if key:
            counted[key] = counted.get(key, 0) + weight
        else:
            blank += weight
    return RankProfile(options, counted, blank)


def _categories(
    name: str, facts: dict[str, tuple[int, str]], options: tuple[str, ...], ballots: dict[Groups, int]
) -> Profile[tuple[int, ...]]:
    count = _number(name, facts, "NUMBER CATEGORIES")
    grades = tuple(facts.get(f"CATEGORY NAME {n}", (0, ""))[1] or str(n) for n in range(1, count + 1))
    counted: dict[tuple[int, ...], int] = {}
    blank = 0
    for groups, weight in ballots.items():
        if len(groups) > count:
            raise BallotFileError(name, None, f"at most {count} categories were expected on a line; got {len(groups)}.")
        key = groups[0] if count == 2 else _levels(groups, len(options))
        if count == 2 and not key:
            blank += weight
        else:
            counted[key] = counted.get(key, 0) + weight
    return ApprovalProfile(options, counted, blank) if count == 2 else GradeProfile(options, counted, blank, grades)


def _levels(groups: Groups, options: int) -> tuple[int, ...]:
    key = [-1] * options
    for level, group in enumerate(groups):
        for position in group:
            key[position] = level
    return tuple(key)


def _notes(facts: dict[str, tuple[int, str]], profile: Profile[tuple[int, ...]] | RankProfile) -> tuple[str, ...]:
    line, voters = facts.get("NUMBER VOTERS", (0, ""))
    found = profile.expressed + profile.blank
    if voters.isdecimal() and int(voters) != found:
        return (f"Line {line} announces {voters} voters; the ballots in the file are {found}.",)
    return ()
