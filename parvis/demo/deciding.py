"""What follows: ballots, the decision, the answers, and the promises with what becomes of them."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from parvis.core.decisions import actions as decisions
from parvis.core.decisions.models import Decision, Milestone, Promise
from parvis.demo.stage import Row, Stage, words
from parvis.demo.telling import between
from parvis.features.ballots import actions as ballots


def plan_ballots(story: Row, stage: Stage) -> None:
    """Put the voters in the calendar, each on a day of her own."""
    if not story.get("vote"):
        return
    phase = next(phase for phase in story["phases"] if phase["slug"] == story["vote"]["phase"])
    for row in story["ballots"]:
        key = f"{phase['slug']} {row['voter']}"
        day = between(phase["opens"], min(phase["closes"], -1), key)
        stage.plan_on(day, key, partial(cast, row, phase["slug"], stage))


def cast(row: Row, phase: str, stage: Stage) -> None:
    """Cast a ballot. The receipt is the voter's: it is kept nowhere."""
    choice: object
    if "grades" in row:
        choice = {str(stage.things[slug].ref): grade for slug, grade in row["grades"].items()}
    else:
        choice = [str(stage.things[slug].ref) for slug in row["approves"]]
    ballots.cast(stage.phase(phase), by=stage.people[row["voter"]], choice=choice)


def plan_decision(story: Row, stage: Stage) -> None:
    """Put the decision, the answers, and the promises with all that follows, in the calendar."""
    row = story.get("decision")
    if not row:
        return
    process = story["process"]["slug"]
    stage.plan_on(row["day"], row["slug"], partial(decide, story, stage), name=row["slug"])
    for answer in story["answers"]:
        stage.plan_on(answer["day"], answer["slug"], partial(give_answer, answer, process, row["slug"], stage), after=row["slug"])
    for promise in story["promises"]:
        by = promise["owner"] if promise["owner"] in _officers(story) else story["process"]["convened_by"]
        stage.plan_on(
            promise["day"], promise["slug"], partial(make_promise, promise, by, row["slug"], stage), name=promise["slug"], after=row["slug"]
        )
        plan_follow_up(promise, by, story, stage)


def _officers(story: Row) -> set[str]:
    """Give those who write in this story what only officers may write."""
    return {row["by"] for name in ("updates", "evidence") for row in story[name]}


def plan_follow_up(promise: Row, by: str, story: Row, stage: Stage) -> None:
    """Put what becomes of one promise in the calendar."""
    slug = promise["slug"]
    for number, row in enumerate(each for each in story["milestones"] if each["on"] == slug):
        name = f"{slug} étape {number}"
        stage.plan_on(promise["day"], name, partial(add_milestone, row, by, stage), name=name, after=slug)
        if "done" in row:
            stage.plan_on(row["done"], f"{name} fait", partial(reach, name, row, by, stage), after=name)
    updates = [row for row in story["updates"] if row["on"] == slug]
    for number, row in enumerate(updates):
        # What was spent is known at the last update.
        spent = promise.get("spent_cents") if number == len(updates) - 1 else None
        stage.plan_on(row["day"], f"{slug} suite {number}", partial(mark, row, spent, stage), after=slug)
    for number, row in enumerate(each for each in story["evidence"] if each["on"] == slug):
        stage.plan_on(row["day"], f"{slug} preuve {number}", partial(show, row, stage), after=slug)
    for number, row in enumerate(each for each in story["testimonies"] if each["on"] == slug):
        stage.plan_on(row["day"], f"{slug} avis {number}", partial(testify, row, stage), after=slug)


def decide(story: Row, stage: Stage) -> Decision:
    """Publish the decision, with the options that were weighed."""
    row = story["decision"]
    weighed = [
        decisions.Option(title=stage.things[each["on"]].title, kept=each["kept"], why=each["why"], ref=stage.things[each["on"]].ref)
        for each in story["weighed"]
    ]
    return decisions.decide(
        stage.process(story["process"]["slug"]), by=stage.people[row["by"]], title=row["title"], decided_on=stage.calendar.day(row["day"]),
        text=words(row, "text"), reasons=words(row, "reasons"), body=stage.bodies[row["body"]], options=weighed, number=row["number"],
        voices=(row["votes_for"], row["votes_against"], row["abstentions"]),
    )  # fmt: skip


def give_answer(row: Row, process: str, decision: str, stage: Stage) -> None:
    """Answer one or several contributions."""
    refs: list[UUID] = [stage.things[slug].ref for slug in row["to"]]
    decisions.answer(
        stage.process(process), refs=refs, verdict=row["verdict"], reasons=words(row, "reasons"), by=stage.people[row["by"]],
        decision=stage.things[decision],
    )  # fmt: skip


def make_promise(row: Row, by: str, decision: str, stage: Stage) -> Promise:
    """Make a promise; the service and the person who answers for it are both named."""
    who = f"{row['on_behalf_of']}, {stage.people[row['owner']].public_name}"
    return decisions.promise(
        stage.things[decision], by=stage.people[by], text=row["title"], details=words(row, "text"), who=who,
        due_on=stage.calendar.day(row["due"]), budget_cents=row.get("budget_cents"),
    )  # fmt: skip


def add_milestone(row: Row, by: str, stage: Stage) -> Milestone:
    """Set a step on the way."""
    due_on = stage.calendar.day(row["due"])
    return decisions.add_milestone(stage.things[row["on"]], by=stage.people[by], title=row["title"], due_on=due_on)


def reach(name: str, row: Row, by: str, stage: Stage) -> None:
    """Say that a step was reached."""
    decisions.reach_milestone(stage.things[name], by=stage.people[by], on=stage.calendar.day(row["done"]))


def mark(row: Row, spent_cents: int | None, stage: Stage) -> None:
    """Say where a promise stands."""
    promise = stage.things[row["on"]]
    decisions.mark(promise, by=stage.people[row["by"]], status=row["status"], reason=words(row, "text"), spent_cents=spent_cents)


def show(row: Row, stage: Stage) -> None:
    """Give evidence."""
    decisions.add_evidence(
        stage.things[row["on"]], by=stage.people[row["by"]], title=row["title"], dated_on=stage.calendar.day(row["day"]),
        address=row["address"],
    )  # fmt: skip


def testify(row: Row, stage: Stage) -> None:
    """Say what came of a promise."""
    decisions.give_feedback(stage.things[row["on"]], by=stage.people[row["by"]], satisfied=row["satisfied"], text=words(row, "text"))
