"""Plain values that pages hand over to components. Every part checks itself when it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

STEP_STATES = ("done", "here", "next", "late")
STATUS_STATES = ("open", "coming", "half", "kept", "late", "dropped")


def one_of(what: str, value: object, accepted: Sequence[str]) -> None:
    """Raise ValueError naming what is accepted unless the value is in it."""
    if value not in accepted:
        raise ValueError(f"{what} must be one of {', '.join(accepted)}; got {value!r}.")


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to, by its name. `note` is what one should know before going (a weight, a format)."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the main navigation. `current` is true on the pages behind it."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """A language the reader can switch to: its code, its name in itself, where choosing it happens."""

    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class House:
    """What the base page needs to know about the place: built by the portal, in the context as `house`."""

    name: str
    home_url: str = "/"
    strapline: str = ""
    doors: Sequence[Door] = ()
    tools: Sequence[Link] = ()
    rules: Sequence[Link] = ()
    spaces: Sequence[Door] = ()
    spaces_url: str = ""
    languages: Sequence[Language] = ()
    person: Any = None
    tint_css_url: str = ""
    feed_url: str = ""
    band: str = ""
    alarm: str = ""
    alarm_url: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One paver of a thread: a phase, a step of the way of a thing, a milestone.

    `state` is done, here, next or late. `notes` are one or two short lines under the name. `here` replaces "You are here".
    `late` is the delay in words, written under a late step.
    """

    label: str
    state: str = "next"
    url: str = ""
    notes: Sequence[str] = ()
    here: str = ""
    late: str = ""

    def __post_init__(self) -> None:
        one_of("The state of a step", self.state, STEP_STATES)


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure and what it counts, with its denominator ("voters, of 4,912 people aged 16 and over")."""

    value: str | int
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ledger: a name and an amount."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PublicAct:
    """One act of the record as a list shows it: when, in words, and its number with its address."""

    when: datetime | date
    text: str
    number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits for somebody in the office: how long, what and why it waits, one thing to press."""

    due: str
    title: str
    url: str
    action: str
    why: str = ""
    action_url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of a page that has an address of its own."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a ballot asks about. `value` is what the form sends."""

    value: str
    label: str
    about: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a form before and not sent: values by field, as posted. Without fields there is nothing yet."""

    address: str
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Figures are set at the end of their cell; `wide` cells take the whole card on a phone."""

    label: str
    figures: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, rows of cells in their order (text, number, Link or ready HTML), and how many first rows stand out."""

    columns: Sequence[Column | str]
    rows: Sequence[Sequence[Any]] = field(default_factory=tuple)
    lead: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"A row has {len(row)} cells for {len(self.columns)} columns: {list(row)!r}.")
