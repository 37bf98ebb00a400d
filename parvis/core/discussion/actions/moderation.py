"""Hiding what breaks the rules of the place, with the reason, and showing it again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.core.discussion import acts, rules
from parvis.core.discussion.actions.counts import count, counter_of
from parvis.core.discussion.actions.remarks import _append, _held
from parvis.core.discussion.models import Argument, Question, Source
from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import State


def _move(remark: Argument | Question | Source, by: Person, kind: ActKind, state: State, reason: str) -> None:
    held = _held(remark)
    rules.may_moderate(by, held).require()
    if held.state == state:
        return
    held.state, held.hidden_because = state, reason if state == State.HIDDEN else ""
    held.save(update_fields=["state", "hidden_because"])
    thing = rules.thing_of(held)
    assert thing.process is not None, "What is moderated belongs to a process: the rule has checked it."
    count(thing.ref, thing.kind, **{counter_of(held): 1 if state == State.PUBLISHED else -1})
    _append(kind, held, thing, actor=pseudonym(by, thing.process), state=state, fields={"motif": reason})


@transaction.atomic
def hide(remark: Argument | Question | Source, *, by: Person, reason: str) -> None:
    """Hide a remark. The reason is public: at most 300 characters, without the words that are hidden.

    Raises:
        ValidationError: no reason is given, or it is too long.
    """
    if not 0 < len(reason.strip()) <= 300:
        raise ValidationError(_("Give the reason in 1 to 300 characters: it is public."))
    _move(remark, by, acts.HIDDEN, State.HIDDEN, reason.strip())


@transaction.atomic
def show(remark: Argument | Question | Source, *, by: Person, reason: str = "") -> None:
    """Show a remark again that was hidden."""
    _move(remark, by, acts.SHOWN, State.PUBLISHED, reason.strip())
