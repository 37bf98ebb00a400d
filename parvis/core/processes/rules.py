"""Who may do what in a process, and when."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import Audience
from parvis.core.rules.verdict import YES, Verdict, no
from parvis.core.spaces import rules as spaces
from parvis.core.spaces.models import Role, Space

MEMBERS = frozenset(Role.values) - {Role.RESIDENT}


def may_create(person: Person | None, space: Space) -> Verdict:
    """Facilitators and officers create processes."""
    return spaces.may_run(person, space)


def may_see(person: Person | None, process: Process) -> Verdict:
    """A draft is for those who prepare it; a process of members for members; the rest for everyone."""
    if process.state == Process.State.DRAFT:
        return spaces.may_run(person, process.space)
    seen = spaces.may_see(person, process.space)
    if process.audience == Audience.PUBLIC:
        return seen
    members = spaces.holds(person, process.space, spaces.TAKES_PART, _("This process is for the members of the space."))
    return seen & members


def may_edit(person: Person | None, process: Process) -> Verdict:
    """Facilitators and officers change the presentation and the calendar until the process is closed."""
    return spaces.may_run(person, process.space) & not_closed(process)


def not_closed(process: Process) -> Verdict:
    """A closed process stays as it is."""
    return no(_("This process is closed.")) if process.state == Process.State.CLOSED else YES


def may_take_part(person: Person | None, process: Process) -> Verdict:
    """The process says whether everyone, residents or members take part."""
    if process.state == Process.State.DRAFT:
        return no(_("This process is not open yet."))
    if process.open_to == Process.OpenTo.EVERYONE and process.audience == Audience.PUBLIC:
        signed_in = person is not None and person.is_authenticated
        return may_see(person, process) if signed_in else no(spaces.SIGN_IN, sign_in=True)
    if process.open_to == Process.OpenTo.MEMBERS:
        return spaces.holds(person, process.space, MEMBERS, _("Only members of this space take part in this process."))
    return spaces.may_take_part(person, process.space)


def is_open(phase: Phase) -> Verdict:
    """Outside its dates, nothing is done in a phase."""
    if phase.process.state == Process.State.CLOSED:
        return no(_("This process is closed."))
    if phase.is_open:
        return YES
    if phase.state == Phase.State.PLANNED:
        return no(_("This phase has not opened yet."))
    return no(_("This phase is closed."))


def may_act_in(person: Person | None, phase: Phase) -> Verdict:
    """The rule under every citizen's action: she takes part in the process, and the phase is open."""
    return is_open(phase) & may_take_part(person, phase.process)


def may_run(person: Person | None, process: Process) -> Verdict:
    """Facilitators and officers open and close phases, sort, and answer."""
    return spaces.may_run(person, process.space) & not_closed(process)


def may_invite(person: Person | None, process: Process) -> Verdict:
    """Those who run a process invite people to it once they can read it."""
    if process.state == Process.State.DRAFT:
        return may_run(person, process) & no(_("Publish the process first."))
    return may_run(person, process)


def may_open(person: Person | None, phase: Phase) -> Verdict:
    """A phase opens once, when its process is under way and what it needs is there."""
    if phase.process.state != Process.State.RUNNING:
        return may_run(person, phase.process) & no(_("Publish the process first."))
    if phase.state != Phase.State.PLANNED:
        return no(_("This phase has been opened already."))
    return may_run(person, phase.process) & phase.kind_of_phase.ready(phase)


def may_close(person: Person | None, phase: Phase) -> Verdict:
    """An open phase can be closed before its time by those who run the process."""
    if phase.state != Phase.State.OPEN:
        return no(_("This phase is not open."))
    return may_run(person, phase.process)
