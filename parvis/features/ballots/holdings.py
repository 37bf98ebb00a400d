"""What votes hold about a person, for the copy of her data: that she is on a roll, that she voted, and never what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.people.mydata import Holding, held
from parvis.features.ballots import queries


def _rows(votes: Any) -> Iterator[dict[str, str]]:
    for phase in votes:
        yield {"demarche": phase.process.title, "vote": phase.title, "adresse": phase.get_absolute_url()}


def voted(person: Person) -> Iterator[dict[str, str]]:
    """Give the votes in which she has voted."""
    return _rows(queries.votes_taken_part_in(person))


def on_the_roll(person: Person) -> Iterator[dict[str, str]]:
    """Give the open votes on whose roll her account stands."""
    return _rows(queries.votes_on_whose_roll_is(person))


LABELS = {"demarche": _("Process"), "vote": _("Vote"), "adresse": _("Address")}


def declare() -> None:
    """Tell the people room; called once, by `apps.ready()`."""
    held(
        Holding(
            key="votes",
            title=_("Votes in which I voted"),
            labels=LABELS,
            rows=voted,
            why=_("So that each person votes once. What you voted is not linked to you, and cannot be given here."),
        )
    )
    held(
        Holding(
            key="listes_electorales",
            title=_("Electoral rolls I am on"),
            labels=LABELS,
            rows=on_the_roll,
            why=_("To know who may vote. Deleted when the vote is closed."),
        )
    )
