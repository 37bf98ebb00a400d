"""Who may contribute, change, support and sort, and when."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.processes import rules as processes
from parvis.core.processes.models import Phase
from parvis.core.record.models import State
from parvis.core.record.prepared import prepared
from parvis.core.rules.verdict import YES, Verdict, no
from parvis.core.spaces import rules as spaces
from parvis.features.consultation.models import Contribution, Option

GATHERING, SORTING = "gathering", "sorting"
UP = "phase__process__space"


def _is(phase: Phase, kind: str) -> Verdict:
    return YES if phase.kind == kind else no(_("This is not the phase for that."))


def may_see(person: Person | None, phase: Phase) -> Verdict:
    """Contributions are read by those who may read the process."""
    return processes.may_see(person, phase.process)


def may_contribute(person: Person | None, phase: Phase) -> Verdict:
    """Those who take part in the process contribute while the phase is open."""
    return _is(phase, GATHERING) & processes.may_act_in(person, phase)


def may_support(person: Person | None, contribution: Contribution) -> Verdict:
    """Those who take part support the contributions of others while the phase is open, if the phase has supports."""
    phase = contribution.phase
    if not contribution.is_published:
        return no(_("This contribution is not published any more."))
    if phase.kind == GATHERING and not phase.typed_settings().supports:
        return no(_("Contributions are not supported in this phase."))
    if is_hers(person, contribution):
        return no(_("This contribution is yours: others support it."))
    return processes.may_act_in(person, phase)


def may_support_ref(person: Person | None, ref: UUID) -> Verdict:
    """The same, for the contribution with this ref."""
    contribution = _with_all_above.first(ref)
    if contribution is None:
        raise Contribution.DoesNotExist(f"No contribution has the ref {ref}.")
    return may_support(person, contribution)


@prepared
def _with_all_above(ref: UUID) -> QuerySet[Contribution]:
    return Contribution.objects.select_related("author", UP).defer("text", "html", "excerpt", "phase__process__purpose").filter(ref=ref)


def is_hers(person: Person | None, contribution: Contribution) -> bool:
    """Say whether this person wrote it."""
    return person is not None and contribution.author.person_id == person.pk


def _hers(person: Person | None, contribution: Contribution) -> Verdict:
    if person is None:
        return no(spaces.SIGN_IN, sign_in=True)
    if not is_hers(person, contribution):
        return no(_("Only the person who wrote this contribution can do this."))
    return YES if contribution.is_published else no(_("This contribution is not published any more."))


def may_edit(person: Person | None, contribution: Contribution) -> Verdict:
    """Authors change their words while the phase is open."""
    return _hers(person, contribution) & processes.may_act_in(person, contribution.phase)


def may_withdraw(person: Person | None, contribution: Contribution) -> Verdict:
    """Authors withdraw their contribution at any time."""
    return _hers(person, contribution)


def may_moderate(person: Person | None, contribution: Contribution) -> Verdict:
    """Moderators hide what breaks the rules of the place, and can show it again."""
    withdrawn = no(_("Its author withdrew it.")) if contribution.state == State.WITHDRAWN else YES
    return spaces.may_moderate(person, contribution.phase.process.space) & withdrawn


def may_bring_in(person: Person | None, phase: Phase) -> Verdict:
    """Those who run the process bring in contributions from elsewhere, until the phase is closed."""
    closed = no(_("This phase is closed.")) if phase.state == Phase.State.CLOSED else YES
    return _is(phase, GATHERING) & processes.may_run(person, phase.process) & closed


def may_set_themes(person: Person | None, phase: Phase) -> Verdict:
    """Those who run the process set the themes of a phase."""
    return _is(phase, GATHERING) & processes.may_run(person, phase.process)


def may_sort(person: Person | None, phase: Phase) -> Verdict:
    """Facilitators and officers group contributions into options while the sorting is open."""
    return _is(phase, SORTING) & processes.may_run(person, phase.process) & processes.is_open(phase)


def may_change(person: Person | None, option: Option) -> Verdict:
    """The same for one option that stands."""
    stands = YES if option.state == State.PUBLISHED else no(_("This option was given up."))
    return may_sort(person, option.phase) & stands
