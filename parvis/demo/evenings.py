"""In the evening people hear what happened in the day; now and then they read what they were told."""

from __future__ import annotations

from datetime import time

from parvis.core.notices import actions as notices
from parvis.demo.stage import Stage

HEARS, READS = time(20), time(21)
# Everybody reads at least every two weeks, and for the last time eight days ago: what came since waits for whoever steps in.
EVERY, LAST = 14, -8


def plan(stage: Stage) -> None:
    """Put the evenings in the calendar, once everything else is there."""
    days = sorted({stage.calendar.number(event.moment.astimezone(stage.calendar.zone).date()) for event in stage.events})
    read = days[0]
    for day in [day for day in days if day < 0]:
        stage.plan(stage.calendar.at(day, HEARS), hear)
        if day >= read + EVERY and day < LAST:
            stage.plan(stage.calendar.at(day, READS), lambda: read_all(stage))
            read = day
    stage.plan(stage.calendar.at(LAST, READS), lambda: read_all(stage))


def hear() -> None:
    """Tell people what happened, as the worker of an instance does every few seconds."""
    while notices.spread():
        pass


def read_all(stage: Stage) -> None:
    """Let everybody read what they were told; no e-mail is sent about it any more."""
    for person in stage.people.values():
        notices.mark_all_read(by=person)
