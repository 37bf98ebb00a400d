"""Reading decisions, answers and promises, and counting who still waits."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Min, Q, QuerySet, Value

from parvis.core.decisions.codes import STATUSES_BY_CODE, VERDICTS_BY_CODE
from parvis.core.decisions.models import Answer, Decision, Promise, Reply, Silence
from parvis.core.decisions.models.waiting import without_answer
from parvis.core.people.models import Pseudonym
from parvis.core.processes.models import Process
from parvis.core.record.models import State, Thing
from parvis.core.record.prepared import prepared

# Counting many takes a while: above this number pages show a count that may be half a minute old, or as old as a hundred times what
# counting takes (a minute for 100,000 contributions), so that counting never takes more than a hundredth of the time.
EXACT_UP_TO = 5_000
SECONDS_KEPT = 30
SHARE = 100
SILENT = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Who still waits for an answer in a process: contributions, the people behind them, the answers by verdict, and the promised date."""

    things: int
    people: int
    verdicts: dict[str, int]
    silences: int
    by: date | None

    @property
    def answered(self) -> int:
        """How many have their answer."""
        return sum(self.verdicts.values())

    @property
    def total(self) -> int:
        """All that called for an answer."""
        return self.things + self.answered + self.silences


def unanswered(process: Process) -> QuerySet[Thing]:
    """Give what calls for an answer and has neither answer nor stated silence, the longest waiting first."""
    return without_answer(process).order_by("published_at", "ref")


def count_unanswered(process: Process) -> int:
    """Count exactly what still waits, as the rule of closing does."""
    return without_answer(process).count()


def waiting(process: Process) -> Waiting:
    """Give the public counter of those who still wait.

    It is exact; in a process with more than 5,000 contributions it may be half a minute old, with 100,000 a minute.
    """
    key = f"decisions:waiting:{process.ref}"
    kept: Waiting | None = cache.get(key)
    if kept is None:
        started = time.monotonic()
        total = without_answer(process).aggregate(things=Count("ref"), people=Count("author", distinct=True))
        answered = verdicts(process, silences=True)
        silences = answered.pop(SILENT, 0)
        kept = Waiting(**total, verdicts=answered, silences=silences, by=process.answer_by)
        if kept.total > EXACT_UP_TO:
            cache.set(key, kept, max(SECONDS_KEPT, SHARE * (time.monotonic() - started)))
    return kept


def forget_waiting(process: Process) -> None:
    """Count again next time: called by the actions that answer."""
    cache.delete(f"decisions:waiting:{process.ref}")


@prepared
def _reply(ref: UUID) -> QuerySet[Reply]:
    return Reply.objects.filter(ref=ref, replaced=False).select_related("answer__decision", "answer__author").order_by("pk")


def answer_of(ref: UUID) -> Answer | None:
    """Give the answer that stands for a thing, with its decision."""
    reply = _reply.first(ref)
    return reply.answer if reply else None


@prepared
def _silence(ref: UUID) -> QuerySet[Silence]:
    return Silence.objects.filter(ref=ref)


def silence_on(ref: UUID) -> Silence | None:
    """Give the stated silence on a thing, if there is one."""
    return _silence.first(ref)


def answers_to(refs: Iterable[UUID]) -> dict[UUID, Answer]:
    """Give the answers that stand for many things: for lists that show a verdict beside each, in one query."""
    replied = Reply.objects.filter(ref__in=list(refs), replaced=False).select_related("answer")
    return {reply.ref: reply.answer for reply in replied}


def refs_answered_by(answer: Answer) -> list[UUID]:
    """Give the refs that an answer answers."""
    return list(answer.replies.order_by("pk").values_list("ref", flat=True))


def verdicts(process: Process, *, silences: bool = False) -> dict[str, int]:
    """Count what was answered in a process, by verdict, in the order of the verdicts; those that nobody got are left out.

    With `silences`, the same query counts what has a stated silence, under `SILENT`.
    """
    found = Reply.objects.filter(answer__process=process, replaced=False).order_by().values_list("answer__verdict").annotate(Count("pk"))
    if silences:
        silent = Silence.objects.filter(process=process).order_by().annotate(word=Value(SILENT)).values_list("word").annotate(Count("pk"))
        found = found.union(silent, all=True)
    counted = dict(found)
    return {verdict: counted[verdict] for verdict in [*Answer.Verdict.values, SILENT] if verdict in counted}


def decisions_listed(filters: Mapping[str, str], *, spaces: list[UUID]) -> QuerySet[Decision]:
    """Give the decisions of a list page: `espace` (slug), `demarche` (slug), `annee`, `q`. The page and its table ask the same."""
    found = Decision.objects.visible_in(spaces).select_related("process__space", "body", "phase")
    if slug := filters.get("espace"):
        found = found.filter(process__space__slug=slug)
    if slug := filters.get("demarche"):
        found = found.filter(process__slug=slug)
    if year := filters.get("annee"):
        found = found.filter(decided_on__year=int(year)) if year.isdigit() and len(year) == 4 else found.none()
    if words := filters.get("q"):
        found = found.filter(title__icontains=words)
    return found


def answers_listed(filters: Mapping[str, str], *, spaces: list[UUID]) -> QuerySet[Answer]:
    """Give the answers of a list page: `espace`, `demarche`, `verdict` (its French code)."""
    found = Answer.objects.visible_in(spaces).select_related("process", "decision")
    if slug := filters.get("espace"):
        found = found.filter(process__space__slug=slug)
    if slug := filters.get("demarche"):
        found = found.filter(process__slug=slug)
    if code := filters.get("verdict"):
        found = found.filter(verdict=VERDICTS_BY_CODE.get(code, ""))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer with what a list shows of what it answers: the first thing, its author, and how many there are."""

    answer: Answer
    first: Thing | None
    author: str
    count: int

    @property
    def others(self) -> int:
        """How many things it answers beside the first."""
        return self.count - 1


def with_what_they_answer(answers: Iterable[Answer]) -> list[Given]:
    """Give answers with what they answer. Three queries, however many there are."""
    given = list(answers)
    standing = Reply.objects.filter(answer__in=given, replaced=False).order_by().values("answer")
    counted = {row["answer"]: row for row in standing.annotate(count=Count("pk"), first=Min("pk"))} if given else {}
    refs = dict(Reply.objects.filter(pk__in=[row["first"] for row in counted.values()]).values_list("answer", "ref"))
    things = {thing.ref: thing for thing in with_text(Thing.objects.filter(ref__in=refs.values(), state=State.PUBLISHED))}
    writers = {thing.author for thing in things.values() if thing.author}
    names = dict(Pseudonym.objects.filter(uuid__in=writers).values_list("uuid", "name")) if writers else {}
    found = []
    for answer in given:
        first = things.get(refs[answer.pk]) if answer.pk in refs else None
        author = names.get(first.author, "") if first and first.author else ""
        found.append(Given(answer=answer, first=first, author=author, count=counted[answer.pk]["count"] if answer.pk in counted else 0))
    return found


def answers_by_weight(process: Process, most: int) -> list[Answer]:
    """Give the answers of a process that answer the most things."""
    standing = Answer.objects.filter(process=process, replies__replaced=False).select_related("decision")
    return list(standing.annotate(weight=Count("replies")).order_by("-weight", "-given_at")[:most])


def with_text(things: QuerySet[Thing]) -> QuerySet[Thing]:
    """Read the text of each thing too, which lists usually leave where it is."""
    return things.defer(None).defer("words")


def matching(things: QuerySet[Thing], words: str) -> QuerySet[Thing]:
    """Keep the things that hold all these words, in their title or text."""
    for word in words.split()[:8]:
        things = things.filter(Q(title__icontains=word) | Q(body__icontains=word))
    return things


def promises_listed(filters: Mapping[str, str], *, spaces: list[UUID]) -> QuerySet[Promise]:
    """Give the promises of a list page: `espace`, `demarche`, `etat` (its French code), `q`."""
    found = Promise.objects.visible_in(spaces).select_related("decision__process__space")
    if slug := filters.get("espace"):
        found = found.filter(decision__process__space__slug=slug)
    if slug := filters.get("demarche"):
        found = found.filter(decision__process__slug=slug)
    if words := filters.get("q"):
        found = found.filter(text__icontains=words)
    if code := filters.get("etat"):
        found = found.shown_as(STATUSES_BY_CODE.get(code, ""))
    return found


def promises_by_state(promises: QuerySet[Promise]) -> dict[str, int]:
    """Count promises by where they stand, lateness included."""
    rows = promises.order_by().values_list("status", "due_on").annotate(Count("pk"))
    counted = dict.fromkeys([Promise.LATE, *Promise.Status.values], 0)
    for status, due_on, number in rows:
        counted[Promise(status=status, due_on=due_on).shown] += number
    return counted
