"""Hiding a contribution that breaks the rules of the place, with the reason, and showing it again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import State
from parvis.features.consultation import acts, rules
from parvis.features.consultation.actions.contributions import held, record
from parvis.features.consultation.actions.shelves import counted
from parvis.features.consultation.models import Contribution


def _move(contribution: Contribution, by: Person, kind: ActKind, state: State, reason: str) -> Contribution:
    contribution = held(contribution)
    rules.may_moderate(by, contribution).require()
    if contribution.state == state:
        return contribution
    contribution.state, contribution.hidden_because = state, reason if state == State.HIDDEN else ""
    contribution.save(update_fields=["state", "hidden_because"])
    counted(contribution.phase_id, 1 if state == State.PUBLISHED else -1)
    me = pseudonym(by, contribution.phase.process.ref)
    record(kind, contribution, actor=me.uuid, state=state, fields={"motif": reason})
    return contribution


@transaction.atomic
def hide(contribution: Contribution, *, by: Person, reason: str) -> Contribution:
    """Hide a contribution. The reason is public: at most 300 characters, without the words that are hidden.

    Raises:
        ValidationError: no reason is given, or it is too long.
    """
    if not 0 < len(reason.strip()) <= 300:
        raise ValidationError(_("Give the reason in 1 to 300 characters: it is public."))
    return _move(contribution, by, acts.HIDDEN, State.HIDDEN, reason.strip())


@transaction.atomic
def show(contribution: Contribution, *, by: Person, reason: str = "") -> Contribution:
    """Show a contribution again that was hidden."""
    return _move(contribution, by, acts.SHOWN, State.PUBLISHED, reason.strip())
