"""Who may decide, answer and promise, who may say what came of it, and when a process can be closed."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.core.decisions.models import Feedback, Promise
from parvis.core.decisions.models.waiting import without_answer
from parvis.core.people.models import Person
from parvis.core.processes import rules as processes
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import State
from parvis.core.rules.verdict import YES, Verdict, no
from parvis.core.spaces import rules as spaces


def published(process: Process) -> Verdict:
    """Nothing is decided or answered in a draft."""
    return no(_("Publish the process first.")) if process.state == Process.State.DRAFT else YES


def may_decide(person: Person | None, process: Process) -> Verdict:
    """Officers write the decisions of a process, until it is closed."""
    return spaces.may_answer_for(person, process.space) & published(process) & processes.not_closed(process)


def may_answer(person: Person | None, process: Process) -> Verdict:
    """Facilitators and officers answer, and correct an answer also after the close."""
    return spaces.may_run(person, process.space) & published(process)


def may_promise(person: Person | None, process: Process) -> Verdict:
    """Officers commit the convenor; they may promise more after the close."""
    return spaces.may_answer_for(person, process.space) & published(process)


def may_follow_up(person: Person | None, promise: Promise) -> Verdict:
    """Facilitators and officers say where a promise stands, also after the process is closed."""
    return spaces.may_run(person, promise.decision.process.space)


def may_give_feedback(person: Person | None, promise: Promise) -> Verdict:
    """Whoever could take part says what came of a promise, at any time."""
    return processes.may_take_part(person, promise.decision.process)


def may_withdraw_feedback(person: Person | None, feedback: Feedback) -> Verdict:
    """Each person takes back her own words, unless moderation has hidden them."""
    if person is None or not person.is_authenticated:
        return no(spaces.SIGN_IN, sign_in=True)
    if feedback.author.person_id != person.pk:
        return no(_("Only the person who wrote this can take it back."))
    return YES if feedback.state == State.PUBLISHED else no(_("This is not shown any more."))


def may_hide_feedback(person: Person | None, feedback: Feedback) -> Verdict:
    """Moderators and officers hide what breaks the rules of the place."""
    shown = YES if feedback.state == State.PUBLISHED else no(_("This is not shown any more."))
    return spaces.may_moderate(person, feedback.promise.decision.process.space) & shown


def may_show_feedback(person: Person | None, feedback: Feedback) -> Verdict:
    """They show again what was hidden; what its author took back stays away."""
    hidden = YES if feedback.state == State.HIDDEN else no(_("Only what moderation has hidden can be shown again."))
    return spaces.may_moderate(person, feedback.promise.decision.process.space) & hidden


def may_close_process(person: Person | None, process: Process) -> Verdict:
    """A process closes when its phases are over and nobody waits for an answer any more."""
    if process.state == Process.State.DRAFT:
        return spaces.may_run(person, process.space) & published(process)
    return processes.may_run(person, process) & _phases_over(process) & _everybody_answered(process)


def _phases_over(process: Process) -> Verdict:
    still_open = process.phases.filter(state=Phase.State.OPEN).count()
    if not still_open:
        return YES
    reason = ngettext("%(count)d phase is still open: close it first.", "%(count)d phases are still open: close them first.", still_open)
    return no(reason % {"count": still_open})


def _everybody_answered(process: Process) -> Verdict:
    waiting = without_answer(process).count()
    if not waiting:
        return YES
    reason = ngettext(
        "%(count)d contribution still waits for an answer. Answer it, or give the reason why it is not answered.",
        "%(count)d contributions still wait for an answer. Answer them, or give the reason why they are not answered.",
        waiting,
    ) % {"count": waiting}
    if process.answer_by:
        promised = _g("Everybody was to be answered by %(date)s.") % {"date": date_format(process.answer_by, "DATE_FORMAT")}
        reason = f"{reason} {promised}"
    return no(reason)
