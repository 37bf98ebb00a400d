"""What is said of a thing, for its page: both sides in balance, in an order that favours nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from parvis.core.discussion import rules
from parvis.core.discussion.models import Argument, Question, Side, Source, Support, Tally
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import State, Thing
from parvis.core.record.prepared import prepared
from parvis.core.rules.verdict import Verdict
from parvis.core.spaces import rules as spaces

AT_FIRST = 3  # of each side, before one asks for more
ON_A_PAGE = 100  # of each side
QUESTIONS = 20
IN_ONE_QUERY = 2 * ON_A_PAGE  # arguments; when there are more, their keys are read first, then those of one page
READABLE = [State.PUBLISHED, State.HIDDEN]


def drawn(keys: Iterable[int], seed: str) -> list[int]:
    """Give these keys in an order drawn from the seed: anybody who knows the seed finds the same one.

    >>> drawn([1, 2, 3, 4], "a"), drawn([4, 3, 2, 1], "a") == drawn([1, 2, 3, 4], "a")
    ([3, 2, 1, 4], True)
    """
    return list(_drawn(tuple(keys), seed))


@lru_cache(maxsize=64)  # what everybody reads is drawn once a day
def _drawn(keys: tuple[int, ...], seed: str) -> tuple[int, ...]:
    return tuple(sorted(keys, key=lambda key: blake2b(f"{seed}/{key}".encode(), digest_size=8).digest()))


def seed_of(ref: UUID, day: date | None = None) -> str:
    """Give the seed of the order in which a thing's arguments are shown: it changes every day, and is the same for everybody."""
    return f"{ref}/{day or timezone.localdate()}"


SHOWN = (
    "pk", "ref", "side", "state", "hidden_because", "edits", "said_at", "title", "html", "supports", "author__name", "author__person",
)  # fmt: skip


class Words(NamedTuple):
    """What a page shows of an argument to everybody: plain values, so that what is drawn of them can be found again by them."""

    ref: UUID
    edits: int
    said_at: datetime
    title: str
    html: str
    author: str
    author_left: bool


@dataclass(slots=True)
class Said:
    """One argument of a page, and what it is to the person who reads it."""

    pk: int
    ref: UUID
    side: str
    is_published: bool
    hidden_because: str
    supports: int
    words: Words
    hers: bool
    supported: bool
    cited: Sequence[Source] = ()


@dataclass(slots=True)
class Column:
    """One side of the debate on a page: how many in all, those shown at first, those behind “more”."""

    side: str
    count: int = 0
    first: list[Said] = field(default_factory=list)
    more: list[Said] = field(default_factory=list)
    hidden: list[Said] = field(default_factory=list)
    beyond: int = 0

    @property
    def rest_id(self) -> str:
        """The id of the part behind “more”."""
        return f"rest-{self.side}"


@dataclass(slots=True)
class Talk:
    """Everything that a page shows of what is said of one thing, and what this person may do."""

    ref: UUID
    columns: list[Column]
    questions: list[Question]
    sources: list[Source]
    may_discuss: Verdict
    may_moderate: bool
    may_reply: bool
    at_first: int
    pages: int
    more_questions: bool

    @property
    def arguments(self) -> int:
        """How many arguments there are, on both sides."""
        return sum(column.count for column in self.columns)

    @property
    def behind(self) -> int:
        """How many arguments stand behind “more”."""
        return sum(len(column.more) for column in self.columns)

    @property
    def beyond(self) -> int:
        """How many arguments are on other pages."""
        return sum(column.beyond for column in self.columns)


def talk(
    thing: Thing,
    process: Process,
    phases: Sequence[Phase],
    person: Person | None,
    *,
    page: int = 1,
    at_first: int = AT_FIRST,
    supported: Collection[UUID] | None = None,
    expected: int = 0,
) -> Talk:
    """Give what is said of a thing, in five queries at most, however much it is.

    Arguments:
        thing: its card (`ref` and `state` are enough).
        process, phases: its process with the space, and the phases of the process.
        page: which hundred of each side.
        at_first: how many of each side are shown before “more”; the sides always show the same number.
        supported: what `supported_by(person, thing.ref)` gave, when the page has asked already.
        expected: how many arguments the page knows there are; when they are many, a query is spared.
    """
    read: list[tuple[Any, ...]] = []
    if expected <= IN_ONE_QUERY:
        read = _all_readable.all(thing.ref)
    full = expected > IN_ONE_QUERY or len(read) > IN_ONE_QUERY
    keys = _keys.all(thing.ref) if full else [(row[0], row[2], row[3]) for row in read]
    chosen, columns, pages = _chosen(thing.ref, keys, page)
    if full:
        read = _these.all(chosen)
    supported = supported_by(person, thing.ref) if supported is None else supported
    rows = {row[0]: _said(row, person, supported) for row in read}
    sources: dict[UUID, list[Source]] = {}
    for source in _sources_on.all([thing.ref, *(row.ref for row in rows.values())]) if full else _sources.all(thing.ref):
        sources.setdefault(source.on, []).append(source)
    if sources:
        for said in rows.values():
            said.cited = sources.get(said.ref, ())
    _share(columns, rows, chosen, at_first)
    questions = _questions.all(thing.ref) if page == 1 else list(_asked(thing.ref)[: QUESTIONS * page + 1])
    for question in questions:
        question.hers = rules.is_hers(person, question)  # type: ignore[attr-defined]
    return Talk(
        ref=thing.ref,
        columns=columns,
        questions=questions[: QUESTIONS * page],
        sources=sources.get(thing.ref, []),
        may_discuss=rules.may_discuss(person, thing, process, phases),
        may_moderate=bool(spaces.may_moderate(person, process.space)),
        may_reply=bool(spaces.may_run(person, process.space)),
        at_first=at_first,
        pages=pages,
        more_questions=len(questions) > QUESTIONS * page,
    )


def _readable(ref: UUID) -> QuerySet[Argument]:
    return Argument.objects.filter(on=ref, state__in=READABLE)


@prepared
def _all_readable(ref: UUID) -> QuerySet[Argument, tuple[Any, ...]]:
    return _readable(ref).values_list(*SHOWN)[: IN_ONE_QUERY + 1]


@prepared
def _these(keys: list[int]) -> QuerySet[Argument, tuple[Any, ...]]:
    return Argument.objects.filter(pk__among=keys).values_list(*SHOWN)


def _said(row: tuple[Any, ...], person: Person | None, supported: Collection[UUID]) -> Said:
    pk, ref, side, state, hidden_because, edits, said_at, title, html, supports, author, author_person = row
    words = Words(ref, edits, said_at, title, html, author, author_person is None)
    hers = person is not None and author_person == person.pk
    return Said(pk, ref, side, state == State.PUBLISHED, hidden_because, supports, words, hers, ref in supported)


@prepared
def _keys(ref: UUID) -> QuerySet[Argument, tuple[int, str, str]]:
    return _readable(ref).values_list("pk", "side", "state")


@prepared
def _sources(ref: UUID) -> QuerySet[Source]:
    on_arguments = Q(on__in=_readable(ref).values("ref"))
    return Source.objects.filter(Q(on=ref) | on_arguments, state=State.PUBLISHED).order_by("said_at")


@prepared
def _sources_on(refs: list[UUID]) -> QuerySet[Source]:
    return Source.objects.filter(on__among=refs, state=State.PUBLISHED).order_by("said_at")


def _asked(ref: UUID) -> QuerySet[Question]:
    return Question.objects.filter(on=ref, state__in=READABLE).select_related("author", "answered_by").order_by("said_at", "pk")


@prepared
def _questions(ref: UUID) -> QuerySet[Question]:
    return _asked(ref)[: QUESTIONS + 1]


def _chosen(ref: UUID, keys: Iterable[tuple[int, str, str]], page: int) -> tuple[list[int], list[Column], int]:
    """Give the arguments of this page in the order of the day, the two columns with their counts, and the number of pages."""
    by_side: dict[str, list[int]] = {side: [] for side in Side.values}
    hidden: list[int] = []
    for pk, side, state in keys:
        (by_side[side] if state == State.PUBLISHED else hidden).append(pk)
    chosen, columns, seed = [], [], seed_of(ref)
    start = (page - 1) * ON_A_PAGE
    for side, mine in by_side.items():
        here = drawn(mine, seed)[start : start + ON_A_PAGE]
        columns.append(Column(side=side, count=len(mine), beyond=len(mine) - len(here)))
        chosen += here
    pages = -(-max(len(mine) for mine in by_side.values()) // ON_A_PAGE)
    return chosen + (hidden[:ON_A_PAGE] if page == 1 else []), columns, max(pages, 1)


def _share(columns: list[Column], rows: dict[int, Said], order: list[int], at_first: int) -> None:
    """Put the arguments in their columns: the same number of each side at first, the rest behind “more”."""
    by_side = {column.side: column for column in columns}
    for pk in order:
        if row := rows.get(pk):
            column = by_side[row.side]
            (column.first if row.is_published else column.hidden).append(row)
    both = max(1, min(at_first, *(len(column.first) for column in columns)))
    for column in columns:
        column.first, column.more = column.first[:both], column.first[both:]


def supported_by(person: Person | None, ref: UUID) -> set[UUID]:
    """Give what this person supports among a thing and the arguments on it."""
    if person is None:
        return set()
    return set(_supported.all(person.pk, ref))


@prepared
def _supported(person: int, ref: UUID) -> QuerySet[Support, UUID]:
    arguments = Argument.objects.filter(on=ref).values("ref")
    return Support.objects.filter(Q(ref=ref) | Q(ref__in=arguments), supporter__person=person).values_list("ref", flat=True)


def tallies(refs: Iterable[UUID]) -> dict[UUID, Tally]:
    """Give the counters of these things with one query; those of which nothing is said are not in it."""
    return Tally.objects.in_bulk(list(refs))
