"""The days of the demonstration: counted from the day of loading, and lived one after the other.

What is told happened on its own day, under the rules of that day. Actions ask Django what time it is; `as_of` gives them another answer
for a while. Only the loading of the demonstration uses it, in a process of its own: every thread would see the other time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from django.utils import timezone

OPENS, CLOSES = time(9), time(18)
# People speak between a few minutes after the opening and a few before the close.
FIRST, LAST = 9 * 60 + 5, 17 * 60 + 50


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Make `django.utils.timezone.now()` answer this moment, also where it is the default of a field.

    >>> with as_of(datetime(2002, 4, 21, 8, tzinfo=timezone.get_default_timezone())):
    ...     timezone.now().year
    2002
    """
    real: Any = datetime

    class AnyDatetime(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, real)

    class Then(datetime, metaclass=AnyDatetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # as the caller expects it
            return moment.astimezone(tz)

    # Fields hold the function itself, so the name that the function looks up is what has to change.
    before: Any = vars(timezone)["datetime"]
    vars(timezone)["datetime"] = Then
    try:
        yield
    finally:
        vars(timezone)["datetime"] = before


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days counted from today: -12 is twelve days ago."""

    today: date
    zone: ZoneInfo

    def day(self, number: int) -> date:
        """Give the date of a day."""
        return self.today + timedelta(days=number)

    def number(self, day: date) -> int:
        """Give the number of a date."""
        return (day - self.today).days

    def at(self, number: int, hour: time) -> datetime:
        """Give an hour of a day."""
        return datetime.combine(self.day(number), hour, self.zone)

    def opens(self, number: int) -> datetime:
        """Give when a phase opens that begins on this day."""
        return self.at(number, OPENS)

    def closes(self, number: int) -> datetime:
        """Give when a phase closes that ends on this day."""
        return self.at(number, CLOSES)

    def during(self, number: int, key: str, *, after: datetime | None = None) -> datetime:
        """Give a minute of a day, always the same for the same key; when something came before it that day, a later one."""
        first = FIRST
        if after and after.astimezone(self.zone).date() == self.day(number):
            first = after.astimezone(self.zone).hour * 60 + after.astimezone(self.zone).minute + 1
        # Seven tenths of what is left of the day: those who reply have time to.
        minute = first + int(share(key) * 0.7 * max(LAST - first, 0))
        return self.at(number, time(minute // 60, minute % 60))


def share(key: str) -> float:
    """Give a number from 0 to 1 that looks as if drawn by lot, and is always the same for the same key.

    >>> share("maud") == share("maud") != share("robert")
    True
    """
    return crc32(key.encode()) / 2**32
