"""Closing a process, once everybody is answered."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from parvis.core.decisions import queries, rules
from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.processes import acts
from parvis.core.processes.models import Process
from parvis.core.record.actions import append


@transaction.atomic
def close_process(process: Process, *, by: Person) -> Process:
    """Close a process. Refused while a phase is open, or while somebody waits for an answer: the reason says how many."""
    process = Process.objects.select_for_update(of=("self",)).select_related("space").get(pk=process.pk)
    rules.may_close_process(by, process).require()
    process.state, process.closed_at = Process.State.CLOSED, timezone.now()
    process.save(update_fields=["state", "closed_at"])
    counted = queries.verdicts(process)
    append(
        acts.CLOSED, process, actor=pseudonym(by, process.ref).uuid, space=process.space.ref, process=process.ref,
        audience=process.audience, clear={"reponses": sum(counted.values()), "silences": process.silences.count()},
    )  # fmt: skip
    return process
