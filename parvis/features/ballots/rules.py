"""Who may vote, know the result, and prepare a vote."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.processes import rules as processes
from parvis.core.processes.models import Phase
from parvis.core.rules.verdict import YES, Verdict, no
from parvis.core.spaces.rules import SIGN_IN
from parvis.features.ballots import electorate
from parvis.features.ballots.models import Participation

VOTED = _("You have voted. Nobody can find your ballot in the box any more, so that it can neither be changed nor taken back.")
NOT_LISTED = _("The roll of this vote is a list of addresses, and the one of your account is not on it.")
TOO_LATE = _("The electoral roll was fixed when the vote opened, and you were not on it then.")
NOT_ON_ROLL = _("You are not on the electoral roll of this vote.")


def may_see(person: Person | None, phase: Phase) -> Verdict:
    """A vote is seen by those who see its process."""
    return processes.may_see(person, phase.process)


def may_vote(person: Person | None, phase: Phase) -> Verdict:
    """Whoever is on the roll votes once, while the vote is open."""
    settings = phase.typed_settings()
    if settings.electorate == electorate.ARCHIVE:
        return no(_("This vote took place elsewhere. Its ballots were brought here to be read and counted again."))
    if not (open_now := processes.is_open(phase)):
        return open_now
    if person is None or not person.is_authenticated:
        return no(SIGN_IN, sign_in=True)
    if not (seen := may_see(person, phase)):
        return seen
    if has_voted(person, phase):
        return no(VOTED)
    return YES if electorate.holds(person, phase) else no(_absent(person, phase))


def has_voted(person: Person | None, phase: Phase) -> bool:
    """Say whether this person's name is signed off; asked for herself only."""
    return person is not None and Participation.objects.filter(phase=phase, person=person).exists()


def may_know_result(person: Person | None, phase: Phase) -> Verdict:
    """Nobody knows anything of the result before the close, whatever her role."""
    closed = YES if phase.state == Phase.State.CLOSED else no(_("The result will be known when the vote is closed."))
    return may_see(person, phase) & closed


def may_know_turnout(person: Person | None, phase: Phase) -> Verdict:
    """How many have voted is known at the close; before, when the vote is set up to show it."""
    if phase.state == Phase.State.OPEN and phase.typed_settings().turnout_shown:
        return may_see(person, phase)
    return may_know_result(person, phase)


def may_prepare(person: Person | None, phase: Phase) -> Verdict:
    """Those who run the process write the options and the list of voters until the vote opens."""
    planned = YES if phase.state == Phase.State.PLANNED else no(_("The vote has opened: its options and its roll are fixed."))
    return processes.may_run(person, phase.process) & planned


def _absent(person: Person, phase: Phase) -> str:
    settings = phase.typed_settings()
    if settings.electorate == electorate.LISTED:
        return NOT_LISTED
    return TOO_LATE if electorate.belongs(person, phase) else NOT_ON_ROLL
