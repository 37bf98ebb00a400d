"""A whole house for tests: one of every thing that has an address, in the town and again in a circle that only its members see.

Everything is built through actions. `build(town)` gives a `World`; `world.places` names the two, each with the same things.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from parvis.core.decisions import actions as decisions
from parvis.core.decisions.models import Answer, Decision, Feedback, Promise, Weighed
from parvis.core.discussion import actions as discussion
from parvis.core.processes import actions as processes
from parvis.core.processes.actions import Plan
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import Act, Audience
from parvis.core.spaces import actions as spaces
from parvis.core.spaces.models import Role, Space
from parvis.features.ballots import actions as ballots
from parvis.features.consultation import actions as consultation
from tests import town as towns

# The smallest file that a browser takes for a picture: one transparent point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
SWINGS = ("A bench", "A fountain", "A swing")
PLANS = (
    Plan(kind="gathering", title="Contributions"),
    Plan(kind="sorting", title="Sorting", takes_from=0),
    Plan(kind="vote", title="First vote", mechanism="approval"),
    Plan(kind="vote", title="Second vote", mechanism="majority-judgment"),
    Plan(kind="vote", title="Third vote", mechanism="approval"),
    Plan(kind="decision", title="Decision"),
    Plan(kind="follow_up", title="Follow-up"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One space and what stands in it. Bao writes, Chloé runs, Driss moderates, Fanny decides."""

    space: Space
    process: Process
    draft: Process
    ending: Process
    gathering: Phase
    sorting: Phase
    closed_vote: Phase
    open_vote: Phase
    planned_vote: Phase
    contribution: UUID
    piece: UUID
    hidden: UUID
    argument: UUID
    hidden_argument: UUID
    question: UUID
    source: UUID
    option: UUID
    decision: UUID
    answer: UUID
    promise: UUID
    milestone: int
    evidence: UUID
    feedback: UUID
    hidden_feedback: UUID
    act: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The cast and the two places: `town` is open to everyone; Ada, Émile and visitors do not know of the `circle`."""

    town: SimpleNamespace
    places: dict[str, Place]


def build(town: SimpleNamespace) -> World:
    """Furnish the town, found the circle and furnish it alike."""
    closed = {"audience": Audience.MEMBERS, "joining": Space.Joining.INVITED}
    circle = spaces.found(name="Circle", slug="circle", kind=Space.Kind.UNION, by=town.operator, **closed)
    roles = {"bao": Role.MEMBER, "chloe": Role.FACILITATOR, "driss": Role.MODERATOR, "fanny": Role.OFFICER}
    for slug, role in roles.items():
        spaces.give_role(circle, to=getattr(town, slug), role=role, by=town.operator)
    return World(town=town, places={"town": furnish(town, town.space), "circle": furnish(town, circle)})


def furnish(town: SimpleNamespace, space: Space) -> Place:
    """Let the cast do one of everything in a space."""
    process = made(town, space, "square", *PLANS, commitment="The council will follow the vote.")
    gathering, sorting, closed, open_vote, planned = process.phases.select_related("process__space").order_by("position")[:5]
    gathering, sorting = towns.open_phase(town, gathering), towns.open_phase(town, sorting)
    talk = talked(town, gathering)
    option = consultation.make_option(sorting, by=town.chloe, title="A planted mall", contributions=[talk.pop("made")])
    return Place(
        space=space, process=process, gathering=gathering, sorting=sorting, option=option.ref, **talk,
        draft=made(town, space, "draft", Plan(kind="gathering", title="Ideas"), publish=False),
        ending=made(town, space, "ending", Plan(kind="gathering", title="Ideas")),
        closed_vote=voted(town, closed), open_vote=opened(town, open_vote), planned_vote=prepared(town, planned),
        **decided(town, process, talk["contribution"]),
        act=Act.objects.filter(object=talk["contribution"]).values_list("uuid", flat=True)[0],
    )  # fmt: skip


def made(town: SimpleNamespace, space: Space, name: str, *plans: Plan, publish: bool = True, **details: Any) -> Process:
    """Give a process of a space, with the space's name in its address."""
    given = {
        "title": f"The {name}", "slug": f"{space.slug}-{name}", "question": "What should it be for?", "commitment": "We will answer.",
        "level": Process.Level.INVOLVE, "convenor": "The mayor", "audience": space.audience,
    } | details  # fmt: skip
    process = processes.create(space, by=town.chloe, phases=plans, **given)
    return processes.publish(process, by=town.chloe) if publish else process


def talked(town: SimpleNamespace, gathering: Phase) -> dict[str, Any]:
    """Let Bao contribute and say one of everything about it."""
    said: dict[str, Any] = {"kind": "idea", "text": "Shade where people wait for the bus."}
    picture = SimpleUploadedFile("plan.png", PICTURE, content_type="image/png")
    kept = consultation.contribute(gathering, by=town.bao, title="Trees", latitude=48.5, longitude=-2.7, attachments=[picture], **said)
    hidden = consultation.contribute(gathering, by=town.bao, title="Rude words", **said)
    consultation.hide(hidden, by=town.driss, reason="An insult.")
    argument = discussion.argue(kept.ref, by=town.bao, side="for", text="Heat kills old people.")
    hidden_argument = discussion.argue(kept.ref, by=town.bao, side="against", text="Rude words.")
    discussion.hide(hidden_argument, by=town.driss, reason="An insult.")
    document = SimpleUploadedFile("heat.png", PICTURE, content_type="image/png")
    return {
        "made": kept,
        "contribution": kept.ref,
        "piece": kept.attachments.get().ref,
        "hidden": hidden.ref,
        "argument": argument.ref,
        "hidden_argument": hidden_argument.ref,
        "question": discussion.ask(kept.ref, by=town.bao, text="How many trees?").ref,
        "source": discussion.cite(kept.ref, by=town.bao, title="Heat in towns", document=document).ref,
    }


def prepared(town: SimpleNamespace, phase: Phase) -> Phase:
    """Write the options of a vote."""
    for title in SWINGS:
        ballots.write_option(phase, by=town.chloe, title=title)
    return phase


def opened(town: SimpleNamespace, phase: Phase) -> Phase:
    """Prepare a vote and open it; nobody has voted."""
    towns.open_phase(town, prepared(town, phase))
    return Phase.objects.select_related("process__space").get(pk=phase.pk)


def voted(town: SimpleNamespace, phase: Phase) -> Phase:
    """Hold a vote in which Bao and Driss vote, and count it."""
    phase = opened(town, phase)
    bench, _fountain, swing = [option["ref"] for option in phase.vote.options]
    ballots.cast(phase, by=town.bao, choice=[bench, swing])
    ballots.cast(phase, by=town.driss, choice=[swing])
    processes.close_phase(phase, by=town.chloe)
    return Phase.objects.select_related("process__space").get(pk=phase.pk)


def decided(town: SimpleNamespace, process: Process, contribution: UUID) -> dict[str, Any]:
    """Let Fanny decide, promise and answer, Chloé follow up, and Bao say what he sees."""
    today = timezone.localdate()
    weighed = [decisions.Option(title="The planted mall", kept=Weighed.Kept.YES, why="First in the vote.")]
    decision: Decision = decisions.decide(
        process, by=town.fanny, title="It will be planted", decided_on=today, text="Thirty trees.", reasons="Heat.", options=weighed
    )
    answer: Answer = decisions.answer(process, refs=[contribution], verdict="adopted", reasons="Yes.", by=town.fanny, decision=decision)
    promise: Promise = decisions.promise(decision, by=town.fanny, text="Plant", due_on=today + timedelta(days=30), who="Public works")
    milestone = decisions.add_milestone(promise, by=town.chloe, title="Dig", due_on=today + timedelta(days=9))
    photograph = SimpleUploadedFile("dug.png", PICTURE, content_type="image/png")
    evidence = decisions.add_evidence(promise, by=town.chloe, title="Dug", dated_on=today, file=photograph)
    feedback: Feedback = decisions.give_feedback(promise, by=town.bao, satisfied=Feedback.Satisfied.YES, text="I saw them.")
    hidden: Feedback = decisions.give_feedback(promise, by=town.chloe, satisfied=Feedback.Satisfied.NO, text="Rude words.")
    decisions.hide_feedback(hidden, by=town.driss, reason="An insult.")
    return {
        "decision": decision.ref, "answer": answer.ref, "promise": promise.ref, "milestone": milestone.pk, "evidence": evidence.ref,
        "feedback": feedback.ref, "hidden_feedback": hidden.ref,
    }  # fmt: skip
