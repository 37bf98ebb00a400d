"""Making promises, and saying where they stand."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.core.decisions import acts, rules
from parvis.core.decisions.codes import STATUSES
from parvis.core.decisions.models import Decision, Evidence, Milestone, Move, Promise
from parvis.core.discussion.documents import kept
from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.mechanisms.ledger.entries import Value
from parvis.ui.markdown import plain, render


def _append(
    kind: ActKind, promise: Promise, by: Person, *, fields: dict[str, Value] | None = None, card: bool = False, **clear: Value
) -> None:
    process = promise.decision.process
    append(
        kind,
        promise,
        actor=pseudonym(by, process.ref).uuid,
        space=process.space.ref,
        process=process.ref,
        audience=process.audience,
        fields=fields,
        clear=clear,
        card=Card(kind="promise", title=promise.text, path=promise.get_absolute_url(), body=plain(promise.details)) if card else None,
    )


@transaction.atomic
def promise(
    decision: Decision,
    *,
    by: Person,
    text: str,
    due_on: date,
    who: str,
    budget_cents: int | None = None,
    currency: str = "EUR",
    details: str = "",
) -> Promise:
    """Promise something that follows from a decision.

    Arguments:
        text: what will be done, one sentence.
        due_on: by when.
        who: the service or the person who answers for it.
        budget_cents: the money set aside, in cents of `currency` (ISO 4217).
        details: CommonMark, when one sentence does not say enough.
    """
    rules.may_promise(by, decision.process).require()
    if due_on < decision.decided_on:
        raise ValidationError({"due_on": _("A promise is due after the decision that makes it.")})
    made = Promise(
        decision=decision, text=text, due_on=due_on, who=who, budget_cents=budget_cents, currency=currency,
        details=details, details_html=render(details, top=3) if details else "", author=pseudonym(by, decision.process.ref),
    )  # fmt: skip
    made.full_clean()
    made.save()
    _append(
        acts.PROMISED, made, by, fields={"responsable": who}, card=True, titre=text, echeance=due_on.isoformat(),
        budget=budget_cents, devise=currency, decision=str(decision.ref),
    )  # fmt: skip
    return made


@transaction.atomic
def mark(promise: Promise, *, by: Person, status: str, reason: str = "", spent_cents: int | None = None) -> Promise:
    """Say where a promise stands. Dropping it, or keeping it in part, needs a reason.

    The same status again with a new reason explains a delay; `spent_cents` says what was spent so far.
    """
    rules.may_follow_up(by, promise).require()
    promise = Promise.objects.select_for_update(of=("self",)).select_related("decision__process__space").get(pk=promise.pk)
    if status in (Promise.Status.DROPPED, Promise.Status.HALF) and not reason.strip():
        raise ValidationError({"reason": _("Say why the promise is not wholly kept: it will be read beside it.")})
    spent_cents = promise.spent_cents if spent_cents is None else spent_cents
    if (status, reason.strip(), spent_cents) == (promise.status, promise.status_reason, promise.spent_cents):
        raise ValidationError({"status": _("Nothing changed: choose another status, or say what is new.")})
    promise.status, promise.status_reason, promise.status_since = status, reason.strip(), timezone.now()
    promise.spent_cents = spent_cents
    promise.full_clean()
    promise.save(update_fields=["status", "status_reason", "status_since", "spent_cents"])
    Move.objects.create(promise=promise, status=status, reason=promise.status_reason)
    _append(acts.MARKED, promise, by, fields={"motif": promise.status_reason}, statut=STATUSES[Promise.Status(status)], depense=spent_cents)
    return promise


@transaction.atomic
def add_milestone(promise: Promise, *, by: Person, title: str, due_on: date, reached_on: date | None = None) -> Milestone:
    """Add a step on the way to keeping a promise."""
    rules.may_follow_up(by, promise).require()
    milestone = Milestone(promise=promise, title=title, due_on=due_on, reached_on=reached_on)
    _not_to_come(reached_on)
    milestone.full_clean()
    milestone.save()
    _append(
        acts.MILESTONE_SET,
        promise,
        by,
        fields={"etape": title},
        echeance=due_on.isoformat(),
        fait=reached_on.isoformat() if reached_on else None,
    )
    return milestone


@transaction.atomic
def reach_milestone(milestone: Milestone, *, by: Person, on: date) -> Milestone:
    """Say that a step was reached."""
    rules.may_follow_up(by, milestone.promise).require()
    milestone = Milestone.objects.select_for_update(of=("self",)).select_related("promise__decision__process__space").get(pk=milestone.pk)
    if milestone.reached_on:
        raise ValidationError({"on": _("This milestone has been reached already.")})
    _not_to_come(on)
    milestone.reached_on = on
    milestone.save(update_fields=["reached_on"])
    _append(acts.MILESTONE_REACHED, milestone.promise, by, fields={"etape": milestone.title}, date=on.isoformat())
    return milestone


def _not_to_come(on: date | None) -> None:
    if on and on > timezone.localdate():
        raise ValidationError({"reached_on": _("This date is still to come.")})


@transaction.atomic
def add_evidence(
    promise: Promise, *, by: Person, title: str, dated_on: date, file: File[bytes] | None = None, address: str = ""
) -> Evidence:
    """Show what was done: a file or an address, with its title and date."""
    rules.may_follow_up(by, promise).require()
    if bool(file) == bool(address):
        raise ValidationError(_("Give a file or an address: one of the two."))
    evidence = Evidence(promise=promise, title=title, dated_on=dated_on, address=address)
    if file:
        file = kept(file)[0]
        evidence.file.save(file.name or "piece", file, save=False)
        evidence.size = file.size
    evidence.full_clean()
    evidence.save()
    _append(
        acts.EVIDENCE_GIVEN,
        promise,
        by,
        fields={"titre": title, "adresse": address or None},
        empreinte=_fingerprint(file) if file else None,
    )
    return evidence


def _fingerprint(file: File[bytes]) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
