"""Answering those who contributed, one by one or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.core.decisions import acts, queries, rules
from parvis.core.decisions.codes import VERDICTS
from parvis.core.decisions.models import Answer, Decision, Reply, Silence
from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.processes.models import Process
from parvis.core.record.actions import Card, append
from parvis.core.record.models import Thing
from parvis.ui.markdown import plain, render

BATCH = 500


@transaction.atomic
def answer(
    process: Process,
    *,
    refs: Iterable[UUID],
    verdict: str,
    reasons: str,
    by: Person,
    decision: Decision | None = None,
) -> Answer:
    """Answer one contribution, or many that say the same. What was answered before gets this new answer; the earlier one stays readable.

    Arguments:
        refs: what is answered; each must call for an answer in this process.
        verdict: one of `Answer.Verdict`.
        reasons: the answer itself, CommonMark, addressed to those who contributed.
        decision: the decision that the answer follows from, if there is one.

    Raises:
        Refused: the person may not answer here.
        ValidationError: nothing was chosen, something chosen calls for no answer, or the reasons are missing.
    """
    rules.may_answer(by, process).require()
    _lock(process)
    chosen = list(dict.fromkeys(refs))
    _check(process, chosen)
    if decision and decision.process_id != process.pk:
        raise ValidationError({"decision": _("This decision belongs to another process.")})
    given = Answer(
        process=process, verdict=verdict, reasons=reasons, reasons_html=render(reasons, top=3), decision=decision,
        author=pseudonym(by, process.ref),
    )  # fmt: skip
    given.full_clean()
    given.save()
    for some in _batches(chosen):
        Reply.objects.filter(ref__in=some, replaced=False).update(replaced=True)
        Silence.objects.filter(ref__in=some).delete()
    Reply.objects.bulk_create((Reply(answer=given, ref=ref) for ref in chosen), batch_size=BATCH)
    words = plain(reasons)
    append(
        acts.ANSWERED,
        given,
        actor=given.author.uuid,
        space=process.space.ref,
        process=process.ref,
        audience=process.audience,
        fields={"motifs": reasons},
        # An entry of the record is small: it holds the digest of what was answered, and the list stands in open data.
        clear={"verdict": VERDICTS[Answer.Verdict(verdict)], "nombre": len(chosen), "objets": digest(chosen)},
        card=Card(kind="answer", title=words[:120], path=given.get_absolute_url(), body=words),
    )
    transaction.on_commit(partial(queries.forget_waiting, process))
    return given


@transaction.atomic
def keep_silent(process: Process, *, ref: UUID, reason: str, by: Person) -> Silence:
    """State why something is not answered, for its author and everybody to read. An answer given later takes its place."""
    rules.may_answer(by, process).require()
    _lock(process)
    _check(process, [ref])
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this is not answered: its author will read it.")})
    if Reply.objects.filter(ref=ref, replaced=False).exists() or Silence.objects.filter(ref=ref).exists():
        raise ValidationError({"refs": _("This is answered already, or the reason of the silence is given.")})
    author = pseudonym(by, process.ref)
    silence = Silence.objects.create(process=process, ref=ref, reason=reason.strip(), author=author)
    append(
        acts.KEPT_SILENT, ref, actor=author.uuid, space=process.space.ref, process=process.ref, audience=process.audience,
        fields={"motif": silence.reason},
    )  # fmt: skip
    transaction.on_commit(partial(queries.forget_waiting, process))
    return silence


def digest(refs: Iterable[UUID]) -> str:
    """Give the SHA-256 of the refs in order, one a line: what the record keeps of the list."""
    return sha256("\n".join(sorted(str(ref) for ref in refs)).encode()).hexdigest()


def _lock(process: Process) -> None:
    """Let those who answer in the same process, or close it, wait for one another."""
    Process.objects.select_for_update().only("pk").get(pk=process.pk)


def _batches(refs: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (refs[start : start + BATCH] for start in range(0, len(refs), BATCH))


def _check(process: Process, refs: Sequence[UUID]) -> None:
    if not refs:
        raise ValidationError({"refs": _("Choose at least one contribution to answer.")})
    known = sum(Thing.objects.filter(ref__in=some, process=process.ref, calls_for_answer=True).count() for some in _batches(refs))
    if known != len(refs):
        raise ValidationError(
            {"refs": _("%(count)d of the things chosen call for no answer in this process.") % {"count": len(refs) - known}}
        )
