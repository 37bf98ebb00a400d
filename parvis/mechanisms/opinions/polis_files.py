"""Files of votes as Polis exports them: read from bytes, told apart by the names of their columns.

| file | columns |
|---|---|
| `votes.csv` | `voter-id`, `comment-id`, `vote`, perhaps `timestamp`; or `participant_id`, `statement_id`, `vote`, `modified_ms` |
| `participants-votes.csv` | `participant`, perhaps `group-id` and counts, then a column for each statement; an empty cell was not seen |
| `comments.csv` | `comment-id`, `comment-body`, perhaps `moderated` (-1: moderated out), `is-meta`, `agrees` and `disagrees` |

A column `chance` (or `probability`, `probabilite`) of votes.csv holds the probability with which a statement was drawn for its voter. In
exports 1 is agree and -1 disagree. Commas, semicolons and tabs are understood, and plain names too: `participant`, `statement`, `vote`,
`time`.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parvis.mechanisms.exact import fraction
from parvis.mechanisms.opinions.vote_log import BadVoteLog, VoteLog
from parvis.mechanisms.opinions.votes import MILLION

PERSON = ("voter-id", "participant_id", "participant-id", "voter_id", "pid", "participant", "person", "personne")
STATEMENT = ("comment-id", "statement_id", "statement-id", "comment_id", "tid", "statement", "affirmation")
TIME = ("timestamp", "modified_ms", "modified", "time", "date")
CHANCE = ("chance", "probability", "probabilite", "probabilité")
BODY = ("comment-body", "txt", "text", "body", "texte")
LEFT = {"xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}


class BadPolisFile(ValueError):
    """A file that is not one of these: its name, the line, what was expected and what came."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(f"{name}, line {line}: {message}" if line else f"{name}: {message}")


@dataclass(frozen=True, kw_only=True)
class PolisVotes:
    """The votes of a file, and what else it says."""

    log: VoteLog
    statements: tuple[str, ...]
    """Every statement the file names, even those without a vote."""
    groups: Mapping[str, str]
    """The group that Polis gave to each person, where the file says."""


@dataclass(frozen=True, kw_only=True)
class PolisStatements:
    """Texts of statements, and which of them were moderated out or are about the person rather than the subject."""

    texts: Mapping[str, str]
    moderated: tuple[str, ...]
    meta: tuple[str, ...]
    totals: Mapping[str, tuple[int, int]] | None = None
    """How many agree and disagree with each, where the file says."""


def read(name: str, content: bytes) -> PolisVotes:
    """Read votes; raise BadPolisFile when the file holds none that can be read. The name only serves to name the file in errors."""
    text, comma = _text(name, content)
    head, rows = _table(name, text, comma)
    person, statement = _find(head, PERSON), _find(head, STATEMENT)
    try:
        if person is not None and statement is not None and "vote" in head:
            lines, columns = _plain(text, comma, len(head)) or _read(rows, len(head))
            return _log(name, head, lines, columns, person, statement)
        if person is not None:
            return _wide(name, head, rows, person)
    except BadVoteLog as error:
        raise BadPolisFile(name, 0, str(error)) from None
    expected = "columns such as voter-id, comment-id and vote were expected, or participant and one column a statement"
    raise BadPolisFile(name, 1, f"{expected}; got {', '.join(head[:8]) or 'nothing'}.")


def statements(name: str, content: bytes) -> PolisStatements:
    """Read comments.csv; raise BadPolisFile when it is not one."""
    head, rows = _table(name, *_text(name, content))
    ref, body = _find(head, STATEMENT), _find(head, BODY)
    if ref is None or body is None:
        raise BadPolisFile(name, 1, f"columns comment-id and comment-body were expected; got {', '.join(head[:8]) or 'nothing'}.")
    out, about = _find(head, ("moderated", "mod")), _find(head, ("is-meta", "is_meta", "meta"))
    counts = [head.index(column) for column in ("agrees", "disagrees") if column in head]
    texts, moderated, meta, totals = dict[str, str](), [], [], dict[str, tuple[int, int]]()
    for line, row in rows:
        if row[ref] in texts:
            raise BadPolisFile(name, line, f"each statement was expected once; {row[ref]!r} stands twice.")
        texts[row[ref]] = " ".join(row[body].split())
        if len(counts) == 2:
            agrees, disagrees = (row[column] for column in counts)
            if not (agrees.isdecimal() and disagrees.isdecimal()):
                raise BadPolisFile(name, line, f"whole numbers were expected as agrees and disagrees; got {agrees!r} and {disagrees!r}.")
            totals[row[ref]] = int(agrees), int(disagrees)
        if out is not None and row[out] == "-1":
            moderated.append(row[ref])
        if about is not None and row[about].lower() in ("true", "1"):
            meta.append(row[ref])
    return PolisStatements(texts=texts, moderated=tuple(moderated), meta=tuple(meta), totals=totals if len(counts) == 2 else None)


def _log(name: str, head: list[str], lines: Sequence[int], columns: list[list[str]], person: int, statement: int) -> PolisVotes:
    time, chance = _find(head, TIME), _find(head, CHANCE)
    people, refs, cast = columns[person], columns[statement], columns[head.index("vote")]
    if not all(people) or not all(refs):
        at = next(n for n, (who, ref) in enumerate(zip(people, refs, strict=True)) if not who or not ref)
        raise BadPolisFile(name, lines[at], f"a participant and a statement were expected; got {people[at]!r} and {refs[at]!r}.")

    def each(column: list[str], read: Callable[[str], int | None]) -> list[int | None]:
        """Read each text of a column once, and name the first line where one cannot be read."""
        known = dict[str, int | None]()
        if read is _time and all(column):
            with contextlib.suppress(ValueError):  # times are nearly all unlike
                return list(map(int, column))
        for text in dict.fromkeys(column):
            try:
                known[text] = read(text)
            except ValueError as error:
                raise BadPolisFile(name, lines[column.index(text)], str(error)) from None
        return list(map(known.__getitem__, column))

    log = VoteLog.of(
        people,
        refs,
        each(cast, _vote),
        None if time is None else each(columns[time], _time),
        None if chance is None else each(columns[chance], _chance),
    )
    return PolisVotes(log=log, statements=log.statements, groups={})


def _wide(name: str, head: list[str], rows: Iterator[tuple[int, list[str]]], person: int) -> PolisVotes:
    columns = [place for place, ref in enumerate(head) if place != person and ref and ref not in LEFT]
    named = [head[place] for place in columns]
    if len(set(named)) != len(named):
        twice = next(ref for ref in named if named.count(ref) > 1)
        raise BadPolisFile(name, 1, f"each statement was expected in one column; {twice!r} stands twice.")
    group = head.index("group-id") if "group-id" in head else None
    seen, groups, cast = dict[str, int](), dict[str, str](), list[tuple[object, ...]]()
    for line, row in rows:
        if not row[person] or row[person] in seen:
            where = f"; {row[person]!r} already stands on line {seen[row[person]]}" if row[person] else ", with a name"
            raise BadPolisFile(name, line, f"each participant was expected once{where}.")
        seen[row[person]] = line
        if group is not None and row[group]:
            groups[row[person]] = row[group]
        for place in columns:
            if row[place]:
                try:
                    cast.append((row[person], head[place], _vote(row[place])))
                except ValueError as error:
                    raise BadPolisFile(name, line, str(error)) from None
    return PolisVotes(log=VoteLog.read(cast), statements=tuple(named), groups=groups)


def _text(name: str, content: bytes) -> tuple[str, str]:
    """Give the text of a file, and what separates its cells."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPolisFile(name, content[: error.start].count(b"\n") + 1, "a text in UTF-8 was expected.") from None
    return text, max(",;\t", key=text.partition("\n")[0].count)


def _table(name: str, text: str, comma: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Give the names of the columns, and each row that holds something with its line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        head = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise BadPolisFile(name, 1, f"a table in CSV was expected: {error}.") from None

    def rows() -> Iterator[tuple[int, list[str]]]:
        try:
            for row in reader:
                if not any(cell.strip() for cell in row):
                    continue
                if len(row) != len(head):
                    raise BadPolisFile(name, reader.line_num, f"{len(head)} columns were expected; got {len(row)}.")
                yield reader.line_num, [cell.strip() for cell in row]
        except csv.Error as error:
            raise BadPolisFile(name, reader.line_num, f"a table in CSV was expected: {error}.") from None

    return [cell.lower() if not cell.isdecimal() else cell for cell in head], rows()


def _plain(text: str, comma: str, wide: int) -> tuple[Sequence[int], list[list[str]]] | None:
    """Cut a text without quotation marks, where every line has as many cells, into columns, several times as fast as row after row; None
    where it is another."""
    if '"' in text or "\r" in text.replace("\r\n", ""):
        return None
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if len(lines) < 2 or {line.count(comma) for line in lines} != {wide - 1} or comma * (wide - 1) in lines:
        return None
    cells = comma.join(lines[1:]).split(comma)
    columns = [list(map(str.strip, cells[place::wide])) for place in range(wide)]
    return range(2, len(lines) + 1), columns


def _read(rows: Iterator[tuple[int, list[str]]], wide: int) -> tuple[Sequence[int], list[list[str]]]:
    table = list(rows)
    return [line for line, _ in table], [[row[place] for _, row in table] for place in range(wide)]


def _find(head: Sequence[str], names: Sequence[str]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _vote(text: str) -> int:
    if text in ("1", "0", "-1", "+1", "1.0", "0.0", "-1.0"):
        return int(float(text))
    raise ValueError(f"1 (agree), 0 (pass) or -1 (disagree) was expected; got {text!r}.")


def _time(text: str) -> int | None:
    try:
        return int(text) if text else None
    except ValueError:
        raise ValueError(f"a time as a whole number (milliseconds) was expected; got {text!r}.") from None


def _chance(text: str) -> int:
    if not text:
        return MILLION
    try:
        chance = round(fraction(text) * MILLION)
    except ValueError:
        chance = 0
    if not 0 < chance <= MILLION:
        raise ValueError(f"a probability above 0 and up to 1 was expected; got {text!r}.")
    return chance
