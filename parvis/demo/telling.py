"""What people say in a process: contributions, supports, arguments, sources, questions, and what becomes of some of them."""

from __future__ import annotations

from functools import partial

from parvis.core.decisions import actions as decisions
from parvis.core.discussion import actions as discussion
from parvis.core.discussion.models import Argument, Question
from parvis.demo.clock import share
from parvis.demo.stage import Row, Stage, words
from parvis.features.consultation import actions as consultation
from parvis.features.consultation.models import Contribution


def plan(story: Row, stage: Stage) -> None:
    """Put all of it in the calendar."""
    gathering = story["phases"][0]
    ends = min(gathering["closes"], -1)
    # Nobody supports what is no longer there.
    gone = {row["on"]: row["day"] for name in ("withdrawals", "moderations") for row in story.get(name, [])}
    for row in story["contributions"]:
        slug = row["slug"]
        stage.plan_on(row["day"], slug, partial(contribute, row, gathering["slug"], stage), name=slug)
        for who in row.get("supports", []):
            day = between(row["day"], min(ends, gone.get(slug, 1) - 1), f"{slug} {who}")
            stage.plan_on(day, f"{slug} {who}", partial(support, slug, who, stage), after=slug)
    for row in story.get("edits", []):
        stage.plan_on(row["day"], f"edit {row['on']}", partial(edit, row, stage), after=row["on"])
    for row in story.get("withdrawals", []):
        stage.plan_on(row["day"], f"withdraw {row['on']}", partial(withdraw, row, stage), after=row["on"])
    for row in story.get("moderations", []):
        stage.plan_on(row["day"], f"hide {row['on']}", partial(hide, row, stage), after=row["on"])


def plan_discussion(story: Row, stage: Stage) -> None:
    """Put arguments and questions in the calendar, once contributions and options are there."""
    for number, row in enumerate(story["arguments"]):
        name = f"{story['process']['slug']} argument {number}"
        stage.plan_on(row["day"], name, partial(argue, row, stage), name=name, after=row["on"])
        last = min(closing(story, row["day"]), -1)
        for who in row.get("supports", []):
            stage.plan_on(between(row["day"], last, f"{name} {who}"), f"{name} {who}", partial(support, name, who, stage), after=name)
    for number, row in enumerate(story.get("questions", [])):
        name = f"{story['process']['slug']} question {number}"
        stage.plan_on(row["day"], name, partial(ask, row, stage), name=name, after=row["on"])
        if answer := row.get("answer"):
            stage.plan_on(answer["day"], f"{name} answer", partial(reply, name, answer, stage), after=name)


def closing(story: Row, day: int) -> int:
    """Give the day on which the phase closes that is open on this day."""
    return int(next(phase["closes"] for phase in story["phases"] if phase["opens"] <= day <= phase["closes"]))


def between(first: int, last: int, key: str) -> int:
    """Give a day between two, rather an early one: what is new is read most."""
    return first + int((max(last, first) - first + 1) * share(f"day {key}") ** 2)


def contribute(row: Row, phase: str, stage: Stage) -> Contribution:
    """Bring one contribution."""
    return consultation.contribute(
        stage.phase(phase), by=stage.people[row["by"]], kind=row["kind"], title=row["title"], text=words(row, "text"),
        theme=stage.things[row["theme"]], latitude=row.get("latitude"), longitude=row.get("longitude"),
        channel=row.get("channel", Contribution.Channel.ONLINE),
    )  # fmt: skip


def support(name: str, who: str, stage: Stage) -> None:
    """Support a contribution or an argument."""
    discussion.support(stage.things[name].ref, by=stage.people[who])


def edit(row: Row, stage: Stage) -> None:
    """Change what a contribution says."""
    before = stage.things[row["on"]]
    title, text = row.get("title", before.title), words(row, "text") or before.text
    stage.things[row["on"]] = consultation.edit(before, by=stage.people[row["by"]], title=title, text=text)


def withdraw(row: Row, stage: Stage) -> None:
    """Take a contribution back."""
    consultation.withdraw(stage.things[row["on"]], by=stage.people[row["by"]])


def hide(row: Row, stage: Stage) -> None:
    """Hide a contribution."""
    consultation.hide(stage.things[row["on"]], by=stage.people[row["by"]], reason=row["reason"])


def argue(row: Row, stage: Stage) -> Argument:
    """Give an argument, with its sources."""
    by = stage.people[row["by"]]
    argument = discussion.argue(stage.things[row["on"]].ref, by=by, side=row["side"], title=row.get("title", ""), text=words(row, "text"))
    for source in row.get("sources", []):
        discussion.cite(
            argument.ref, by=by, title=source["title"], url=source["url"], publisher=source["publisher"], published_on=source["date"],
            kind=source["kind"],
        )  # fmt: skip
    return argument


def ask(row: Row, stage: Stage) -> Question:
    """Ask a question."""
    return discussion.ask(stage.things[row["on"]].ref, by=stage.people[row["by"]], text=words(row, "text"))


def reply(name: str, row: Row, stage: Stage) -> None:
    """Answer a question."""
    discussion.reply(stage.things[name], by=stage.people[row["by"]], text=words(row, "text"))


def plan_options(story: Row, stage: Stage) -> None:
    """Put the sorting in the calendar: the options, and what enters none of them."""
    if not story.get("options"):
        return
    sorting = next(phase["slug"] for phase in story["phases"] if phase["kind"] == "sorting")
    after = ""
    for row in story["options"]:  # in their order: it was drawn by lot
        stage.plan_on(row["day"], row["slug"], partial(make_option, row, sorting, stage), name=row["slug"], after=after)
        after = row["slug"]
    answered = {slug for row in story.get("answers", []) for slug in row["to"]}
    for row in story.get("set_aside", []):
        # Whoever is not answered with the decision hears at once why her contribution went no further.
        if row["on"] not in answered:
            stage.plan_on(row["day"], f"aside {row['on']}", partial(set_aside, row, story, stage), after=after)


def make_option(row: Row, phase: str, stage: Stage) -> object:
    """Make an option of contributions; what it costs is said in its text."""
    text = words(row, "text")
    if row["cost_cents"] and "€" not in text:
        text += f"\n\nCoût estimé\u00a0: {row['cost_cents'] // 100:,}\u00a0€.".replace(",", "\u202f")
    origins = [Contribution.objects.get(pk=stage.things[slug].pk) for slug in row["from"]]
    return consultation.make_option(
        stage.phase(phase), by=stage.people[row["by"]], title=row["title"], text=text, contributions=origins
    )  # fmt: skip


def set_aside(row: Row, story: Row, stage: Stage) -> None:
    """Say why a contribution enters no option."""
    process = stage.process(story["process"]["slug"])
    refs = [stage.things[row["on"]].ref]
    decisions.answer(process, refs=refs, verdict="not_adopted", reasons=row["reason"], by=stage.people[row["by"]])
