"""Founding the town: its spaces, the accounts and roles of its people, its bodies."""

from __future__ import annotations

from datetime import time, timedelta
from functools import partial

from parvis.core.people import actions as people
from parvis.core.people.models import Person
from parvis.core.spaces import actions as spaces
from parvis.core.spaces.models import Membership, Role, Space
from parvis.demo.clock import share
from parvis.demo.stage import Row, Stage, words

FOUNDED, SETTLED = -300, -263
# An address that nobody can have, and that is not one of the cast: nobody steps into whoever runs the instance (RFC 2606).
OPERATOR = "equipe@parvis.invalid"
OFFICES = {Role.FACILITATOR.value, Role.MODERATOR.value, Role.OFFICER.value}


def plan(content: Row, stage: Stage) -> None:
    """Put the founding of the town in the calendar."""
    first = stage.calendar.at(FOUNDED, time(10))
    stage.plan(first, partial(open_spaces, content["spaces"], stage))
    for row in content["people"]:
        early = row["role"] in OFFICES or any(entry.split(":")[1] in OFFICES for entry in row.get("also", []))
        day = FOUNDED + 1 + (0 if early else int(share(row["slug"]) * (SETTLED - FOUNDED)))
        stage.plan_on(day, row["slug"], partial(settle, row, stage))
    stage.plan(stage.calendar.at(FOUNDED + 2, time(10)), partial(hand_over, stage))
    for body in content["bodies"]:
        stage.plan(stage.calendar.at(FOUNDED + 3, time(10)), partial(set_up, body, stage), name=body["slug"])
        day = min(max(stage.calendar.number(body["starts_on"]), FOUNDED + 4), -1)
        moment = stage.calendar.at(day, time(19))
        for number, mandate in enumerate(body["mandates"]):
            stage.plan(moment + timedelta(minutes=number), partial(give_seat, body, mandate, stage))


def open_spaces(rows: list[Row], stage: Stage) -> None:
    """Open the spaces, the commune first."""
    operator = stage.people["operator"] = people.appoint_operator(OPERATOR, public_name="L’équipe de la plateforme")
    for row in rows:
        stage.spaces[row["slug"]] = spaces.found(
            name=row["name"], slug=row["slug"], kind=row["kind"], by=operator, parent=stage.spaces.get(row.get("parent", "")),
            strapline=row.get("strapline", ""), description=words(row, "description"), tint=row.get("tint", ""),
        )  # fmt: skip


def settle(row: Row, stage: Stage) -> None:
    """Open somebody's account, and give her a place in the town."""
    person = stage.people[row["slug"]] = people.open_account(
        Person(), email=row["email"], public_name=row["public_name"], language="fr", in_cast=True
    )
    operator, town = stage.people["operator"], next(iter(stage.spaces.values()))
    if row["role"] == Role.RESIDENT:
        spaces.join(town, by=person)
    elif row["role"] in Role.values:
        spaces.give_role(town, to=person, role=row["role"], by=operator)
    for entry in row.get("also", []):
        where, role = entry.split(":")
        spaces.give_role(stage.spaces[where], to=person, role=role, by=operator)


def hand_over(stage: Stage) -> None:
    """Leave the town to its own officers: whoever runs the server is none of them."""
    operator = stage.people["operator"]
    for space in stage.spaces.values():
        spaces.end_role(Membership.objects.select_related("space", "person").get(space=space, person=operator), by=operator)


def set_up(row: Row, stage: Stage) -> object:
    """Set up a body."""
    space = stage.spaces[row["space"]]
    body = spaces.set_up_body(space, name=row["name"], kind=row["kind"], seats=row["seats"], by=officer_of(space, stage))
    stage.bodies[row["slug"]] = body
    return body


def give_seat(row: Row, mandate: Row, stage: Stage) -> None:
    """Give one seat of a body."""
    spaces.seat(
        stage.bodies[row["slug"]], holder=mandate["holder"], office=mandate.get("office", ""), starts_on=row["starts_on"],
        person=stage.people.get(mandate.get("person", "")), by=officer_of(stage.spaces[row["space"]], stage),
    )  # fmt: skip


def officer_of(space: Space, stage: Stage) -> Person:
    """Give an officer of this space, or of the one above it."""
    found = Membership.objects.current().filter(space=space, role=Role.OFFICER).order_by("pk").first()
    if found is None:
        assert space.parent is not None, f"{space.slug} has no officer."
        return officer_of(space.parent, stage)
    return next(person for person in stage.people.values() if person.pk == found.person_id)
