"""Reading the record: lists of acts, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from parvis.core.record.models import Act, Audience, Opening, Thing
from parvis.core.record.sentences import Told, tell
from parvis.mechanisms.ledger.commitments import opens
from parvis.mechanisms.ledger.entries import Value

PER_PAGE = 50
IN_A_FEED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The acts of one day, the latest first."""

    day: date
    told: Sequence[Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some acts, day by day, and the act to continue before, if there are older ones."""

    days: Sequence[Day]
    older: UUID | None


def page_of(acts: QuerySet[Act], *, before: UUID | None = None, size: int = PER_PAGE) -> Page:
    """Give the latest of these acts, or those just before one of them.

    A cursor rather than a page number: a page costs the same however far one goes, and does not shift when an act is added.
    """
    if before:
        cursor = Act.objects.filter(uuid=before).values_list("pk", flat=True).first()
        acts = acts.filter(pk__lt=cursor) if cursor else acts.none()
    rows = list(acts.order_by("-pk")[: size + 1])
    shown = rows[:size]
    return Page(days=by_day(tell(shown)), older=shown[-1].uuid if len(rows) > size else None)


def by_day(told: Iterable[Told]) -> list[Day]:
    """Group acts by the day on which they happened, in the order in which they come."""
    return [Day(day=day, told=list(group)) for day, group in groupby(told, key=lambda one: timezone.localtime(one.act.at).date())]


def latest(acts: QuerySet[Act], *, size: int = IN_A_FEED) -> list[Told]:
    """Give the latest of these acts in words."""
    return tell(acts.order_by("-pk")[:size])


def card_of(ref: UUID, spaces: Sequence[UUID]) -> Thing | None:
    """Give the card of an object if this reader may know of it, whatever became of it since: that it was hidden is public."""
    thing = Thing.objects.filter(ref=ref).first()
    if thing is None:
        return None
    return thing if thing.audience != Audience.MEMBERS or thing.space in spaces else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One field of an act: its fingerprint, and its value and salt as long as nobody had them erased.

    `holds` says whether the value and the salt kept here give the fingerprint that was recorded.
    """

    name: str
    fingerprint: str
    is_open: bool = False
    value: Value = ""
    salt: str = ""
    holds: bool = False


def commitments_of(act: Act) -> list[Commitment]:
    """Give the fields that an act committed to, in the order of their names, each open or erased."""
    opening = Opening.objects.filter(act=act).first()
    fields = opening.fields if opening else {}
    made = []
    for name, fingerprint in sorted(act.commitments.items()):
        if name not in fields:
            made.append(Commitment(name=name, fingerprint=fingerprint))
            continue
        value, salt = fields[name]
        holds = opens(name, (value, salt), fingerprint)
        made.append(Commitment(name=name, fingerprint=fingerprint, is_open=True, value=value, salt=salt, holds=holds))
    return made
