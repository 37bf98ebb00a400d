"""Keeping the counts exact, in the transaction of what they count."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from parvis.core.discussion.kinds import subject_named
from parvis.core.discussion.models import Argument, Question, Remark, Side, Source, Tally


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
    changed = {name: F(name) + change for name, change in changes.items() if change}
    if not changed:
        return
    if not Tally.objects.filter(ref=ref).update(**changed):
        # Two people may be the first at the same time: whoever comes second finds the row of the first.
        Tally.objects.bulk_create([Tally(ref=ref)], ignore_conflicts=True)
        Tally.objects.filter(ref=ref).update(**changed)
    if subject := subject_named(kind):
        repeated = {
            "supports": changes.get("supports", 0),
            "arguments": changes.get("arguments_for", 0) + changes.get("arguments_against", 0),
        }
        columns = {name: F(name) + change for name, change in repeated.items() if change and name in subject.columns}
        if columns:
            subject.row(ref).update(**columns)
