"""The stage on which the demonstration is played: who is who, what is called how, and what happens when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.core.spaces.models import Body, Space
from parvis.demo.clock import Calendar, as_of

Row = dict[str, Any]
"""A table of a file of words."""


@dataclass(frozen=True, slots=True)
class Event:
    """One action, and when it is taken."""

    moment: datetime
    act: Callable[[], object]
    name: str = ""


@dataclass(slots=True)
class Stage:
    """Slugs of the files lead to people and to the things that actions have made; events wait for their turn."""

    calendar: Calendar
    people: dict[str, Person] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    moments: dict[str, datetime] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def plan(self, moment: datetime, act: Callable[[], object], *, name: str = "") -> datetime:
        """Put an action in the calendar; what it gives is kept under its name."""
        self.events.append(Event(moment, act, name))
        if name:
            self.moments[name] = moment
        return moment

    def plan_on(self, day: int, key: str, act: Callable[[], object], *, name: str = "", after: str = "") -> datetime:
        """Put an action somewhere in a day, after the thing of another name if that happens on the same day."""
        return self.plan(self.calendar.during(day, key, after=self.moments.get(after)), act, name=name)

    def play(self) -> int:
        """Take all actions in the order of time, each on its day, and say how many there were."""
        # The sort is stable: at the same minute, what was planned first comes first.
        events = sorted(self.events, key=lambda event: event.moment)
        for event in events:
            with as_of(event.moment):
                made = event.act()
            if event.name:
                self.things[event.name] = made
        self.events.clear()
        return len(events)

    def process(self, slug: str) -> Process:
        """Give a process as it stands now."""
        return Process.objects.select_related("space__parent__parent").get(slug=slug)

    def phase(self, slug: str) -> Phase:
        """Give a phase as it stands now."""
        return Phase.objects.select_related("process__space__parent__parent").get(pk=self.things[slug].pk)


def words(row: Row, name: str) -> str:
    """Give a text of a file without the line break that ends it."""
    return str(row.get(name, "")).strip()
