"""What still waits for an answer."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from parvis.core.decisions.models.answer import Reply, Silence
from parvis.core.processes.models import Process
from parvis.core.record.models import State, Thing


def calling(process: Process) -> QuerySet[Thing]:
    """Give what calls for an answer in a process, and is still published."""
    things: QuerySet[Thing] = Thing.objects.all()
    return things.filter(process=process.ref, calls_for_answer=True, state=State.PUBLISHED)


def without_answer(process: Process) -> QuerySet[Thing]:
    """Give what calls for an answer and has neither answer nor stated silence, in no order."""
    answered = Reply.objects.filter(ref=OuterRef("ref"), replaced=False)
    silent = Silence.objects.filter(ref=OuterRef("ref"))
    return calling(process).filter(~Exists(answered), ~Exists(silent))
