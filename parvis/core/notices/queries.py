"""Reading notices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from parvis.core.notices.models import Notice, Preference
from parvis.core.people.models import Person
from parvis.core.record.models import Audience, Thing
from parvis.core.record.sentences import Told, is_shown, tell
from parvis.core.spaces.standing import spaces_of

Rhythm = Preference.Rhythm
MORNING = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A notice in words: what happened, where to read it, and what it is about when that is the person's own."""

    notice: Notice
    told: Told
    about: Thing | None

    @property
    def path(self) -> str:
        """Where it is read: on her own thing, whose page shows the whole way, otherwise on what the act was done to."""
        if self.about:
            return self.about.path
        return self.told.thing.path if self.told.thing and is_shown(self.told.thing) else ""


def notices_of(person: Person) -> QuerySet[Notice]:
    """Give the notices of a person, unread first, then the latest first."""
    seen = Case(When(read_at__isnull=True, then=0), default=1)
    return Notice.objects.filter(person=person).select_related("act").order_by(seen, "-pk")


def unread(person: Person) -> int:
    """Count what a person has not read."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()


def in_words(notices: Iterable[Notice], person: Person) -> list[Line]:
    """Put notices of one person into words, as she may see them now. Four queries, however many there are."""
    rows = list(notices)
    mine = set(spaces_of(person)) if any(row.act.audience == Audience.MEMBERS for row in rows) else set()
    rows = [row for row in rows if row.act.audience == Audience.PUBLIC or row.act.space in mine]
    own = {thing.ref: thing for thing in Thing.objects.filter(ref__in=[row.ref for row in rows if row.mine])}
    lines = []
    for row, told in zip(rows, tell(row.act for row in rows), strict=True):
        about = own.get(row.ref) if row.mine and row.ref != row.act.object else None
        lines.append(Line(notice=row, told=told, about=about if is_shown(about) else None))
    return lines


def rhythm_of(person: Person) -> str:
    """Give how often a person wants her notices by e-mail."""
    found = Preference.objects.filter(person=person).values_list("rhythm", flat=True).first()
    return found or Rhythm.AT_ONCE


def latest_mornings(now: datetime) -> tuple[date, date]:
    """Give the days of the latest daily and weekly digest: a morning that has passed, and a Monday morning that has passed.

    >>> from datetime import UTC
    >>> [str(day) for day in latest_mornings(datetime(2026, 11, 23, 5, 30, tzinfo=UTC))]
    ['2026-11-22', '2026-11-16']
    """
    local = timezone.localtime(now)
    morning = local.date() if local.hour >= MORNING else local.date() - timedelta(days=1)
    return morning, morning - timedelta(days=morning.weekday())


def due(now: datetime) -> QuerySet[Person]:
    """Give the people to whom an e-mail is due now, at the rhythm each has chosen."""
    morning, monday = latest_mornings(now)
    waiting = Person.objects.filter(notices__to_mail=True, is_active=True, email__isnull=False)
    at_once = Q(notice_preference__isnull=True) | Q(notice_preference__rhythm=Rhythm.AT_ONCE)
    daily = Q(notice_preference__rhythm=Rhythm.DAILY) & _before(morning)
    weekly = Q(notice_preference__rhythm=Rhythm.WEEKLY) & _before(monday)
    return waiting.filter(at_once | daily | weekly).distinct().order_by("pk")


def _before(day: date) -> Q:
    return Q(notice_preference__digest_on__isnull=True) | Q(notice_preference__digest_on__lt=day)
