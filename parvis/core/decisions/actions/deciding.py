"""Writing a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.core.decisions import acts, rules
from parvis.core.decisions.models import Decision, Weighed
from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.core.record.actions import Card, append
from parvis.core.record.models import Thing
from parvis.core.spaces.models import Body
from parvis.ui.markdown import plain, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option that was weighed: `kept` is one of `Weighed.Kept`. `ref` names it when it was published (a contribution, a scenario)."""

    title: str
    kept: str
    why: str
    ref: UUID | None = None


@transaction.atomic
def decide(
    process: Process,
    *,
    by: Person,
    title: str,
    decided_on: date,
    text: str,
    reasons: str,
    body: Body | None = None,
    phase: Phase | None = None,
    options: Sequence[Option] = (),
    number: str = "",
    voices: tuple[int, int, int] | None = None,
) -> Decision:
    """Publish what was decided.

    Arguments:
        title: the outcome as a sentence (“The market square will be planted”).
        decided_on: when; not a day to come.
        text, reasons: CommonMark.
        body, phase: the body that decided, or the vote that did; neither when the convenor decided alone.
        options: what was weighed, in the order in which it is shown.
        voices: votes for, against and abstentions, when the body counted them.

    Raises:
        Refused: the person may not decide here, or the process is closed.
        ValidationError: something is missing or does not belong to this process.
    """
    rules.may_decide(by, process).require()
    if decided_on > timezone.localdate():
        raise ValidationError({"decided_on": _("A decision is written once it is taken: this date is still to come.")})
    if phase and phase.process_id != process.pk:
        raise ValidationError({"phase": _("This vote belongs to another process.")})
    refs = [option.ref for option in options if option.ref]
    if Thing.objects.filter(ref__in=refs, process=process.ref).count() != len(set(refs)):
        raise ValidationError({"options": _("An option that was weighed belongs to another process.")})
    voted_for, against, abstentions = voices or (None, None, None)
    decision = Decision(
        process=process, title=title, number=number, body=body, phase=phase, decided_on=decided_on,
        text=text, text_html=render(text, top=3), reasons=reasons, reasons_html=render(reasons, top=3),
        votes_for=voted_for, votes_against=against, abstentions=abstentions,
        author=pseudonym(by, process.ref),
    )  # fmt: skip
    decision.full_clean()
    decision.save()
    Weighed.objects.bulk_create(
        Weighed(decision=decision, position=position, ref=option.ref, title=option.title, kept=option.kept, why=option.why)
        for position, option in enumerate(options, 1)
    )
    append(
        acts.DECIDED,
        decision,
        actor=decision.author.uuid,
        space=process.space.ref,
        process=process.ref,
        audience=process.audience,
        clear={
            "titre": title,
            "date": decided_on.isoformat(),
            "instance": str(body.ref) if body else None,
            "vote": str(phase.ref) if phase else None,
            "voix": list(voices) if voices else None,
            "texte": sha256(text.encode()).hexdigest(),
            "motifs": sha256(reasons.encode()).hexdigest(),
        },
        card=Card(kind="decision", title=title, path=decision.get_absolute_url(), body=plain(f"{text}\n\n{reasons}")),
    )
    return decision
