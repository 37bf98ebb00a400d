"""Another time for a while, and a load that fails leaves nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from parvis.core.people.models import Person
from parvis.core.record.models import Act
from parvis.core.spaces.models import Space
from parvis.demo import archive, load, processes
from parvis.demo.clock import Calendar, as_of

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = Calendar(date(2026, 11, 23), PARIS)


def test_it_is_another_time_for_a_while_and_also_for_the_defaults_of_fields() -> None:
    then = datetime(2002, 4, 21, 8, 30, tzinfo=PARIS)
    with as_of(then):
        assert timezone.now() == then
        assert Person().joined_at == then
        assert timezone.localdate(timezone=PARIS) == date(2002, 4, 21)
        assert timezone.template_localtime(datetime(2002, 4, 21, 6, tzinfo=UTC)).hour == 8
    assert timezone.now() - then > timedelta(days=8000)


def test_time_comes_back_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), as_of(datetime(2002, 4, 21, tzinfo=PARIS)):
        _ = 1 / 0
    assert timezone.now().year > 2002


def test_nobody_speaks_at_night_nor_before_what_she_speaks_of() -> None:
    for key in "abcdefghij":
        first = CALENDAR.during(-12, key)
        assert CALENDAR.opens(-12) < first < CALENDAR.closes(-12)
        assert first < CALENDAR.during(-12, f"{key} again", after=first) < CALENDAR.closes(-12)
        assert CALENDAR.during(-11, key, after=first).date() == date(2026, 11, 12)
        assert first == CALENDAR.during(-12, key)


def test_days_keep_their_hours_when_the_clocks_change() -> None:
    assert [CALENDAR.opens(day).hour for day in (-30, -28, -27)] == [9, 9, 9]
    assert CALENDAR.number(CALENDAR.day(-260)) == -260


@pytest.mark.django_db
def test_a_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object) -> None:
        assert Space.objects.exists()
        raise RuntimeError("The power went out.")

    monkeypatch.setattr(processes, "plan", lambda *_args: None)
    monkeypatch.setattr(archive, "bring_in", fails)
    with pytest.raises(RuntimeError, match="power"):
        load.load()
    assert (Space.objects.count(), Person.objects.count(), Act.objects.count()) == (0, 0, 0)
    assert not load.is_there()
