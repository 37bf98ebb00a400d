"""The three processes of the town: prepared, published, and carried through their calendar."""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import Any

from parvis.core.processes import actions as processes
from parvis.core.processes.models import Process
from parvis.core.spaces.models import Role
from parvis.demo import deciding, telling
from parvis.demo.stage import Row, Stage, words
from parvis.features.consultation import actions as consultation

KINDS = {"ballot": "vote"}
DETAILS = ("title", "slug", "kicker", "question", "level", "convenor", "open_to")
PREPARED, PUBLISHED = time(10), time(10, 30)


def plan(story: Row, town: Row, stage: Stage) -> None:
    """Put a whole process in the calendar."""
    first = story["phases"][0]["opens"] - 1
    stage.plan(stage.calendar.at(first, PREPARED), partial(prepare, story, town, stage))
    stage.plan(stage.calendar.at(first, PUBLISHED), partial(publish, story, stage))
    for phase in story["phases"]:
        if phase["opens"] < 0:
            stage.plan(stage.calendar.opens(phase["opens"]), keep_time)
        if phase["closes"] < 0:
            stage.plan(stage.calendar.closes(phase["closes"]), keep_time)
    telling.plan(story, stage)
    telling.plan_options(story, stage)
    telling.plan_discussion(story, stage)
    deciding.plan_ballots(story, stage)
    deciding.plan_decision(story, stage)


def keep_time() -> None:
    """Open and close what is due, as the clock of an instance does every few seconds."""
    processes.keep_time()


def prepare(story: Row, town: Row, stage: Stage) -> Process:
    """Prepare the draft, with its phases and themes."""
    about = story["process"]
    process = processes.create(
        stage.spaces[about["space"]],
        by=stage.people[about["facilitator"]],
        phases=plans(story, town, stage),
        **{name: about[name] for name in DETAILS},
        purpose=f"{words(about, 'purpose')}\n\n{words(about, 'summary')}".strip(),
        plain_summary=words(about, "plain_summary"),
        commitment=words(about, "commitment"),
        body=stage.bodies[about["body"]],
        answer_by=stage.calendar.day(about["answer_by"]),
    )
    made = list(process.phases.order_by("position"))
    for row, phase in zip(story["phases"], made, strict=True):
        stage.things[row["slug"]] = phase
    names = [row["title"] for row in story["themes"]]
    themes = consultation.set_themes(stage.phase(story["phases"][0]["slug"]), by=stage.people[about["facilitator"]], names=names)
    for row, theme in zip(story["themes"], themes, strict=True):
        stage.things[row["slug"]] = theme
    return process


def plans(story: Row, town: Row, stage: Stage) -> list[processes.Plan]:
    """Give the phases as the office would plan them."""
    rows, vote = story["phases"], story.get("vote", {})
    positions = {row["slug"]: position for position, row in enumerate(rows)}
    return [
        processes.Plan(
            kind=KINDS.get(row["kind"], row["kind"]), title=row["title"], description=words(row, "description"),
            opens_at=stage.calendar.opens(row["opens"]), closes_at=stage.calendar.closes(row["closes"]),
            mechanism=row.get("mechanism", "").replace("_", "-"), takes_from=positions.get(row.get("takes_from", "")),
            settings=vote_settings(vote, town) if vote.get("phase") == row["slug"] else {},
        )
        for row in rows
    ]  # fmt: skip


def vote_settings(vote: Row, town: Row) -> dict[str, Any]:
    """Give the settings of a vote. The files say how many voters are needed; the house asks for a share of the roll."""
    on_the_roll = sum(row["role"] in Role.values and row["role"] != Role.RESIDENT for row in town["people"])
    settings: dict[str, Any] = {"electorate": vote["electorate"], "quorum": 100 * vote["quorum"] // on_the_roll}
    if grades := vote.get("grades"):
        settings["grades"] = {5: "five", 6: "six", 7: "seven"}[len(grades)]
    return settings


def publish(story: Row, stage: Stage) -> None:
    """Make the process public."""
    about = story["process"]
    processes.publish(stage.process(about["slug"]), by=stage.people[about["facilitator"]])
