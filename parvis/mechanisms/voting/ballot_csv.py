"""Ballots in a spreadsheet saved as CSV, one ballot a row, separated by commas, semicolons or tabs.

Either each option has its column, and cells say what the ballot says of it: a mark (1, x, yes, oui) for an approval or a choice,
a grade, or a rank (1 for the first; equal ranks are allowed). Or columns are ranks (rank 1, rank 2, or rang 1, choix 1 …) and cells
are names of options. Ballots of a double majority have two columns, `group` and `choice`. A column `weight` (or poids) says how many
such ballots there are; a column `receipt` (or reçu) is left aside.

>>> file = read("few.csv", "weight;Bench;Swing\\n2;1;2\\n1;;1\\n", ballot="ranking")
>>> file.profile.choices(), file.titles
([(['1', '2'], 2), (['2'], 1)], {'1': 'Bench', '2': 'Swing'})
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError
from parvis.mechanisms.voting.profile import (
    ApprovalProfile,
    ChoiceProfile,
    GradeProfile,
    InvalidChoice,
    Profile,
    RankProfile,
    sorted_options,
)

PROFILES: dict[str, type[Profile[Any]]] = {  # each kind has its own keys
    "choice": ChoiceProfile,
    "approval": ApprovalProfile,
    "grades": GradeProfile,
    "ranking": RankProfile,
}
GROUP, CHOICE = {"group", "groupe", "territory", "territoire", "college", "collège"}, {"choice", "choix", "vote"}
WEIGHT, RECEIPT = {"weight", "poids", "count"}, {"receipt", "reçu", "recu", "id", "voter_id"}
YES, NO = {"1", "x", "✓", "yes", "oui", "true", "vrai"}, {"", "0", "no", "non", "false", "faux"}
_RANK = re.compile(r"(?:rank|rang|choice|choix)?[ _]?(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class _Grades:
    grades: tuple[str, ...]


def read(name: str, text: str, *, ballot: str = "ranking", grades: Sequence[str] = ()) -> BallotFile:
    """Read a CSV of ballots of this kind; raise BallotFileError with the line at fault."""
    if ballot == "grouped-choice":
        return _read_grouped(name, text)
    rows = _rows(text)
    head = [cell.strip() for cell in next(rows, [])]
    weights = [column for column, cell in enumerate(head) if cell.lower() in WEIGHT]
    aside = {*weights, *(column for column, cell in enumerate(head) if cell.lower() in RECEIPT)}
    columns = [column for column, cell in enumerate(head) if column not in aside and cell]
    if not columns:
        raise BallotFileError(name, 1, "a first row with the names of the options, or rank 1, rank 2 …, was expected.")
    body = [(line, row) for line, row in enumerate(rows, start=2) if any(cell.strip() for cell in row)]
    by_rank = ballot in ("ranking", "choice") and all(_RANK.fullmatch(head[column]) for column in columns)
    if by_rank:
        names = sorted({row[c].strip() for _, row in body for c in columns if c < len(row)} - {""})
    else:
        names = [head[column] for column in columns]
    if len(set(names)) != len(names):
        raise BallotFileError(name, 1, f"each option was expected in one column; got {', '.join(names)}.")
    refs = {option: str(number) for number, option in enumerate(names, start=1)}

    check = PROFILES[ballot].reader(sorted_options(refs.values()), _Grades(tuple(grades)))
    read_already: dict[tuple[str, ...], object] = {}
    held: dict[tuple[str, ...], int] = {}  # equal rows are read once, and counted
    for line, row in body:
        cells = tuple(row[column].strip() if column < len(row) else "" for column in columns)
        if cells not in held:
            try:
                choice = _by_rank(cells, refs, ballot) if by_rank else _by_option(cells, list(refs.values()), ballot)
                if choice:
                    check(choice)
            except (InvalidChoice, ValueError) as error:
                raise BallotFileError(name, line, str(error)) from None
            read_already[cells] = choice
        held[cells] = held.get(cells, 0) + _weight(name, line, row, weights)
    choices = [(read_already[cells], weight) for cells, weight in held.items()]
    profile = PROFILES[ballot].summarise(tuple(refs.values()), choices, _Grades(tuple(grades)))
    return BallotFile(title="", titles={ref: option for option, ref in refs.items()}, profile=profile)


def _read_grouped(name: str, text: str) -> BallotFile:
    """Read ballots that each have a group and a choice; the groups and the options are those that stand in them."""
    from parvis.mechanisms.voting.double_majority import DoubleMajoritySettings, GroupedProfile

    rows = _rows(text)
    head = [cell.strip().lower() for cell in next(rows, [])]
    places = [next((column for column, cell in enumerate(head) if cell in known), None) for known in (GROUP, CHOICE)]
    if None in places:
        raise BallotFileError(name, 1, f"the columns group and choice were expected; got {', '.join(head) or 'nothing'}.")
    weights = [column for column, cell in enumerate(head) if cell in WEIGHT]
    ballots: list[tuple[str, str, int]] = []
    for line, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            group, choice = (row[place].strip() if place is not None and place < len(row) else "" for place in places)
            if not group:
                raise BallotFileError(name, line, "the group of the ballot was expected; its cell is empty.")
            ballots.append((group, choice, _weight(name, line, row, weights)))
    groups = tuple(dict.fromkeys(group for group, _, _ in ballots))
    names = tuple(dict.fromkeys(choice for _, choice, _ in ballots if choice))
    if not names:
        raise BallotFileError(name, None, "a ballot with a choice was expected; there is none.")
    refs = {option: str(number) for number, option in enumerate(names, start=1)}
    choices: list[tuple[object, int]] = [
        ({"group": group, "choice": refs[choice]} if choice else None, weight) for group, choice, weight in ballots
    ]
    profile = GroupedProfile.summarise(tuple(refs.values()), choices, DoubleMajoritySettings(groups=groups))
    return BallotFile(title="", titles={ref: option for option, ref in refs.items()}, profile=profile)


def write(file: BallotFile) -> str:
    """Write ballots with a column for each option; `read` is the inverse, but for ranks left empty, which close up."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["weight", *file.titles.values()])
    for choice, weight in [*file.profile.choices(), *([(None, file.profile.blank)] if file.profile.blank else [])]:
        writer.writerow([weight, *_cells(choice, list(file.titles), file.profile)])
    return text.getvalue()


def _cells(choice: Any, refs: Sequence[str], profile: Profile[Any]) -> list[str]:
    match choice:
        case None:
            return [""] * len(refs)
        case str():
            return ["x" if ref == choice else "" for ref in refs]
        case dict():
            return [choice.get(ref, "") for ref in refs]
    if isinstance(profile, ApprovalProfile):
        return ["x" if ref in choice else "" for ref in refs]
    ranks = {ref: str(rank) for rank, group in enumerate(choice, start=1) for ref in (group if isinstance(group, list) else [group])}
    return [ranks.get(ref, "") for ref in refs]


def _rows(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    return csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count))


def _weight(name: str, line: int, row: Sequence[str], weights: Sequence[int]) -> int:
    if not weights:
        return 1
    cell = row[weights[0]].strip() if weights[0] < len(row) else ""
    if not cell.isdecimal():
        raise BallotFileError(name, line, f"a whole number of ballots was expected; got {cell!r}.")
    return int(cell)


def _by_rank(cells: Sequence[str], refs: dict[str, str], ballot: str) -> object:
    if ballot == "choice":
        return refs[cells[0]] if cells[0] else None
    return [[refs[cell]] if cell else [] for cell in cells]


def _by_option(cells: Sequence[str], options: Sequence[str], ballot: str) -> object:
    if ballot == "grades":
        return {option: cell for option, cell in zip(options, cells, strict=True) if cell}
    if ballot == "ranking":
        ranks: dict[int, list[str]] = {}
        for option, cell in zip(options, cells, strict=True):
            if cell and not cell.isdecimal():
                raise ValueError(f"a rank (1 for the first) or an empty cell was expected; got {cell!r}.")
            if cell:
                ranks.setdefault(int(cell), []).append(option)
        return [ranks[rank] for rank in sorted(ranks)]
    chosen = []
    for option, cell in zip(options, cells, strict=True):
        if cell.lower() not in YES | NO:
            raise ValueError(f"a mark (1, x, yes, oui) or an empty cell was expected; got {cell!r}.")
        if cell.lower() in YES:
            chosen.append(option)
    if ballot == "choice":
        if len(chosen) > 1:
            raise ValueError(f"one choice was expected; got {len(chosen)}.")
        return chosen[0] if chosen else None
    return chosen
