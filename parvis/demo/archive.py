"""A real vote among the fiction: the approval ballots of 2002, in a space of their own."""

from __future__ import annotations

import tomllib
from datetime import time
from functools import partial
from pathlib import Path

from parvis.core.decisions.actions import close_process
from parvis.core.processes import actions as processes
from parvis.core.processes.models import Process
from parvis.core.spaces import actions as spaces
from parvis.demo.stage import Row, Stage, words
from parvis.features.ballots import actions as ballots
from parvis.features.ballots.imports import finished

FOLDER = Path(__file__).parent / "content" / "preflib"
BROUGHT_IN = -240


def plan(stage: Stage) -> None:
    """Put the archive in the calendar: it was brought in long ago, and the vote is older still."""
    content = tomllib.loads((FOLDER / "archive.toml").read_text(encoding="utf-8"))
    stage.plan(stage.calendar.at(BROUGHT_IN, time(11)), partial(bring_in, content, stage))


def bring_in(content: Row, stage: Stage) -> Process:
    """Open the space, and bring in the vote with all its ballots."""
    operator, about, vote = stage.people["operator"], content["process"], content["vote"]
    space = content["space"]
    archives = spaces.found(
        name=space["name"], slug=space["slug"], kind=space["kind"], by=operator, strapline=space["strapline"],
        description=words(space, "description"), tint=space["tint"], joining="invited",
    )  # fmt: skip
    plan = processes.Plan(
        kind="vote", title=vote["title"], description=vote["description"], mechanism="approval", settings={"electorate": "archive"},
        opens_at=vote["held_from"].replace(tzinfo=stage.calendar.zone), closes_at=vote["held_until"].replace(tzinfo=stage.calendar.zone),
    )  # fmt: skip
    process = processes.create(
        archives, by=operator, phases=[plan], **{name: value.strip() for name, value in about.items()}
    )  # fmt: skip
    processes.publish(process, by=operator)
    held = finished([(path.name, path.read_bytes()) for path in sorted(FOLDER.glob("*.cat"))])
    ballots.bring_in_finished(
        process.phases.get(),
        by=operator,
        options=[(content["names"][title], text) for title, text in held.options],
        ballots=held.ballots,
        about={name: vote[name] for name in ("citation", "source", "licence")},
    )
    return close_process(process, by=operator)
