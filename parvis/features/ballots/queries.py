"""Reading votes. Nothing here reads participations and ballots together."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from parvis.core.people.models import Person
from parvis.core.people.queries import pseudonyms_of
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Phase
from parvis.core.record.models import Act, State, Thing
from parvis.features.ballots import acts
from parvis.features.ballots.models import Ballot, Eligibility, Invitation, Participation, Vote, VoteOption

KIND = "vote"
ATTEMPTS = 5  # an e-mail that its server refuses so many times is not tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBallot:
    """One option as the voter reads it."""

    ref: str
    title: str
    text: str = ""
    path: str = ""


def votes() -> QuerySet[Phase]:
    """Give the phases that are votes, with what their pages need."""
    return Phase.objects.filter(kind=KIND).select_related("process__space", "vote", "outcome")


def acts_naming(request: HttpRequest) -> list[UUID]:
    """Give the acts that tell who asks that she voted: those of the close whose list has her pseudonym."""
    person = person_of(request)
    phases = Phase.objects.filter(pk__in=Participation.objects.filter(person=person).values("phase_id")) if person else Phase.objects.none()
    signed = Act.objects.filter(kind=acts.SIGNED.code, object__in=phases.values("ref"))
    mine = {str(uuid) for uuid in pseudonyms_of(person)} if person and signed else set()
    return [act.uuid for act in signed if mine & set(act.clear["votants"])]


def vote_of(phase: Phase) -> Vote | None:
    """Give what was fixed when the vote opened; None before."""
    return getattr(phase, "vote", None)


def options_to_come(phase: Phase) -> list[OnBallot]:
    """Give what will be put to the vote if it opens now: what an earlier phase left, or what was written in the office."""
    if phase.takes_from_id:
        published = [thing for thing in phase.options if thing.state == State.PUBLISHED]
        bodies = dict(Thing.objects.filter(ref__in=[thing.ref for thing in published]).values_list("ref", "body"))
        return [OnBallot(ref=str(thing.ref), title=thing.title, text=bodies[thing.ref], path=thing.path) for thing in published]
    written = VoteOption.objects.filter(phase=phase)
    return [OnBallot(ref=str(option.ref), title=option.title, text=option.text) for option in written]


def on_ballot(phase: Phase) -> list[OnBallot]:
    """Give the options of a vote: as they were fixed when it opened, with what can still be read of each."""
    vote = vote_of(phase)
    if vote is None:
        return options_to_come(phase)
    refs = [UUID(option["ref"]) for option in vote.options]
    cards = {str(thing.ref): thing for thing in Thing.objects.filter(ref__in=refs, state=State.PUBLISHED).defer(None)}
    here = phase.process.get_absolute_url()
    listed = []
    for option in vote.options:
        card = cards.get(option["ref"])
        path = card.path if card and card.kind != "option" and card.path != here else ""
        listed.append(OnBallot(ref=option["ref"], title=option["title"], text=card.body if card else "", path=path))
    return listed


def eligible_so_far(phase: Phase) -> int:
    """Give how many are on the roll now."""
    return Eligibility.objects.filter(phase=phase).count()


def invitations_due() -> QuerySet[Invitation]:
    """Give the invitations to the votes that are open, in the order of their keys, which tells nothing."""
    open_votes = Phase.objects.filter(kind=KIND, state=Phase.State.OPEN)
    return Invitation.objects.filter(phase__in=open_votes, attempts__lt=ATTEMPTS).order_by("pk")


def invitations_waiting(phase: Phase) -> int:
    """Give how many invitations have not left yet."""
    return Invitation.objects.filter(phase=phase).count()


def turnout(phase: Phase) -> int:
    """Give how many have voted."""
    vote = vote_of(phase)
    if vote is not None and vote.signed is not None:
        return vote.signed
    return Participation.objects.filter(phase=phase).count()


def published_ballots(phase: Phase) -> QuerySet[Ballot]:
    """Give the ballots of a closed vote, in the order of their numbers, which tells nothing."""
    ballots = Ballot.objects.filter(phase=phase, phase__state=Phase.State.CLOSED)
    return ballots.order_by("receipt", "id").only("id", "receipt", "choice")


def ballot_numbered(phase: Phase, receipt: str) -> Ballot | None:
    """Give the published ballot that has this number."""
    return published_ballots(phase).filter(receipt=receipt).first()


def votes_taken_part_in(person: Person) -> QuerySet[Phase]:
    """Give the votes in which this person has voted: for her own eyes, and the copy of her data."""
    return votes().filter(pk__in=Participation.objects.filter(person=person).values("phase_id"))


def votes_on_whose_roll_is(person: Person) -> QuerySet[Phase]:
    """Give the votes on whose roll this account stands: for her own eyes, and the copy of her data."""
    return votes().filter(pk__in=Eligibility.objects.filter(person=person).values("phase_id"))
