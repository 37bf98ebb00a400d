"""Keeping the counts exact, in the transaction of what they count."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.db.models import F

from parvis.core.discussion.kinds import Subject, subject_named
from parvis.core.discussion.models import Argument, Question, Remark, Side, Source, Tally
from parvis.core.record.prepared import Change, PreparedChange, insert, prepared_change


def counter_of(remark: Remark) -> str:
    """Give the counter that this remark belongs to."""
    match remark:
        case Argument():
            return "arguments_for" if remark.side == Side.FOR else "arguments_against"
        case Question():
            return "questions"
        case Source():
            return "sources"
    raise TypeError(f"Expected an argument, a question or a source, got {type(remark).__name__}.")


def count(ref: UUID, kind: str, **changes: int) -> None:
    """Add to the counters of a thing, and to the columns in which its room repeats them.

    Arguments:
        ref, kind: of the thing, as its card says.
        changes: what to add to each counter; negative when something is taken back.
    """
    for name, change in changes.items():
        if not change:
            continue
        if not _tallied(name)(ref, change):
            # Two people may be the first at the same time: whoever comes second finds the row of the first.
            insert(Tally(ref=ref), unless_there=True)
            _tallied(name)(ref, change)
        column = name.partition("_")[0]  # `arguments` counts both sides
        subject = subject_named(kind)
        if subject and column in subject.columns:
            _repeated(subject, column)(ref, change)


@cache
def _tallied(counter: str) -> PreparedChange[[UUID, int]]:
    @prepared_change
    def tallied(ref: UUID, change: int) -> Change:
        return Change(Tally.objects.filter(ref=ref), **{counter: F(counter) + change})

    return tallied


@cache
def _repeated(subject: Subject, column: str) -> PreparedChange[[UUID, int]]:
    @prepared_change
    def repeated(ref: UUID, change: int) -> Change:
        return Change(subject.row(ref), **{column: F(column) + change})

    return repeated
