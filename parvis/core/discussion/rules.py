"""Who may say what about a thing, and when."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.core.discussion.models import Argument, Question, Remark
from parvis.core.people.models import Person
from parvis.core.processes import rules as processes
from parvis.core.processes.models import Phase, Process
from parvis.core.processes.queries import phases_of
from parvis.core.record.models import State, Thing
from parvis.core.record.prepared import prepared
from parvis.core.rules.verdict import YES, Verdict, no
from parvis.core.spaces import rules as spaces

UP = "space"


@prepared
def _process(ref: UUID) -> QuerySet[Process]:
    return Process.objects.select_related(UP).filter(ref=ref).order_by()


@prepared
def _argument(ref: UUID) -> QuerySet[Argument]:
    return Argument.objects.select_related("author").filter(ref=ref)


@prepared
def _card(ref: UUID) -> QuerySet[Thing]:
    return Thing.objects.filter(ref=ref)  # type: ignore[no-any-return] # its manager is made on the fly


def card_of(ref: UUID) -> Thing:
    """Give the card of a thing; raises Thing.DoesNotExist."""
    thing = _card.first(ref)
    if thing is None:
        raise Thing.DoesNotExist(f"No thing has the ref {ref}.")
    return thing


def process_of(thing: Thing) -> Process | None:
    """Give the process a thing belongs to, with its space."""
    return _process.first(thing.process) if thing.process else None


def thing_of(remark: Remark) -> Thing:
    """Give the card of what was spoken about."""
    return card_of(remark.on)


def may_see(person: Person | None, process: Process | None) -> Verdict:
    """What is said of a thing is read by those who may read the thing."""
    return processes.may_see(person, process) if process else no(_("This does not belong to a process."))


def is_open(process: Process | None, phases: Iterable[Phase] | None = None) -> Verdict:
    """Discussion is open while a phase is open that leaves room for it (its setting `discussion`, yes unless it says no)."""
    if process is None:
        return no(_("This does not belong to a process, and cannot be discussed here."))
    if process.state == Process.State.CLOSED:
        return no(_("This process is closed."))
    open_now = [phase for phase in (phases_of(process) if phases is None else phases) if phase.is_open]
    if not open_now:
        return no(_("Discussion is closed: no phase of this process is open now."))
    if not any(getattr(phase.typed_settings(), "discussion", True) for phase in open_now):
        return no(_("The phase that is open now has no discussion."))
    return YES


def may_discuss(person: Person | None, thing: Thing, process: Process | None = None, phases: Iterable[Phase] | None = None) -> Verdict:
    """Give arguments, ask, cite: on what is published, by those who take part in the process, while discussion is open.

    `process` and `phases` may be given by a caller who has them already.
    """
    if thing.state != State.PUBLISHED:
        return no(_("This is not published any more: it cannot be discussed."))
    process = process or process_of(thing)
    return is_open(process, phases) & processes.may_take_part(person, process) if process else is_open(process)


def may_support_argument(person: Person | None, ref: UUID) -> Verdict:
    """Whoever may discuss the thing supports the arguments on it; not her own."""
    argument = _argument.first(ref)
    if argument is None:
        raise Argument.DoesNotExist(f"No argument has the ref {ref}.")
    if not argument.is_published:
        return no(_("This argument is not published any more."))
    if person is not None and is_hers(person, argument):
        return no(_("This argument is yours: others support it."))
    return may_discuss(person, thing_of(argument))


def is_hers(person: Person | None, remark: Remark) -> bool:
    """Say whether this person wrote it."""
    return person is not None and remark.author.person_id == person.pk


def _hers(person: Person | None, remark: Remark) -> Verdict:
    if person is None:
        return no(spaces.SIGN_IN, sign_in=True)
    if not is_hers(person, remark):
        return no(_("Only the person who wrote this can change it."))
    return YES if remark.is_published else no(_("This is not published any more."))


def may_edit(person: Person | None, remark: Remark) -> Verdict:
    """Authors change their words while discussion is open; a question that was answered stays as it was answered."""
    if isinstance(remark, Question) and remark.answer:
        return _hers(person, remark) & no(_("This question has been answered: ask another one."))
    return _hers(person, remark) & may_discuss(person, thing_of(remark))


def may_withdraw(person: Person | None, remark: Remark) -> Verdict:
    """Authors withdraw their words at any time."""
    return _hers(person, remark)


def may_reply(person: Person | None, question: Question) -> Verdict:
    """Facilitators and officers answer questions, also after the phases are closed."""
    process = process_of(thing_of(question))
    if process is None:
        return is_open(process)
    return spaces.may_run(person, process.space) & (YES if question.is_published else no(_("This question is not published any more.")))


def may_moderate(person: Person | None, remark: Remark) -> Verdict:
    """Moderators hide what breaks the rules of the place, say why, and can show it again."""
    process = process_of(thing_of(remark))
    if process is None:
        return is_open(process)
    not_withdrawn = no(_("Its author withdrew it.")) if remark.state == State.WITHDRAWN else YES
    return spaces.may_moderate(person, process.space) & not_withdrawn
