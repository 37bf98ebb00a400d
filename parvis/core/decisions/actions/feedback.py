"""What the people concerned say of a promise."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from parvis.core.decisions import acts, rules
from parvis.core.decisions.codes import SATISFIED
from parvis.core.decisions.models import Feedback, Promise
from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import State
from parvis.mechanisms.ledger.entries import Value


def _append(
    kind: ActKind,
    feedback: Feedback,
    by: Person,
    *,
    fields: dict[str, Value] | None = None,
    state: State | None = None,
    card: Card | None = None,
    **clear: Value,
) -> None:
    process = feedback.promise.decision.process
    append(
        kind, feedback, actor=pseudonym(by, process.ref).uuid, space=process.space.ref, process=process.ref, audience=process.audience,
        fields=fields, clear=clear, card=card, state=state,
    )  # fmt: skip


@transaction.atomic
def give_feedback(promise: Promise, *, by: Person, satisfied: str, text: str) -> Feedback:
    """Say what came of a promise; `satisfied` is one of `Feedback.Satisfied`. A person says it once; saying it again replaces it."""
    rules.may_give_feedback(by, promise).require()
    if satisfied not in Feedback.Satisfied.values:
        raise ValidationError({"satisfied": _("Choose one of the answers.")})
    if not text.strip():
        raise ValidationError({"text": _("Say in a few words what you see.")})
    author = pseudonym(by, promise.decision.process.ref)
    said, new = Feedback.objects.update_or_create(
        promise=promise, author=author, state=State.PUBLISHED, defaults={"satisfied": satisfied, "text": text.strip()}
    )
    card = Card(
        kind="feedback",
        title=Truncator(said.text).chars(120),
        path=f"{promise.get_absolute_url()}#avis",
        body=said.text,
        author=author.uuid,
    )
    verdict = SATISFIED[Feedback.Satisfied(satisfied)]
    _append(
        acts.FEEDBACK_GIVEN, said, by, fields={"texte": said.text}, card=card, satisfait=verdict, promesse=str(promise.ref), nouveau=new
    )
    return said


def _change(feedback: Feedback, state: State) -> None:
    feedback.state = state
    feedback.save(update_fields=["state"])


@transaction.atomic
def withdraw_feedback(feedback: Feedback, *, by: Person) -> Feedback:
    """Take back one's own words."""
    rules.may_withdraw_feedback(by, feedback).require()
    _change(feedback, State.WITHDRAWN)
    _append(acts.FEEDBACK_WITHDRAWN, feedback, by, state=State.WITHDRAWN)
    return feedback


@transaction.atomic
def hide_feedback(feedback: Feedback, *, by: Person, reason: str) -> Feedback:
    """Hide what breaks the rules of the place, with the reason."""
    rules.may_hide_feedback(by, feedback).require()
    _change(feedback, State.HIDDEN)
    _append(acts.FEEDBACK_HIDDEN, feedback, by, fields={"motif": reason}, state=State.HIDDEN)
    return feedback


@transaction.atomic
def show_feedback(feedback: Feedback, *, by: Person, reason: str) -> Feedback:
    """Show again what was hidden, unless its author has said something else since."""
    rules.may_show_feedback(by, feedback).require()
    if Feedback.objects.filter(promise=feedback.promise_id, author=feedback.author_id, state=State.PUBLISHED).exists():
        raise ValidationError(_("The author has written something else since."))
    _change(feedback, State.PUBLISHED)
    _append(acts.FEEDBACK_SHOWN, feedback, by, fields={"motif": reason}, state=State.PUBLISHED)
    return feedback
