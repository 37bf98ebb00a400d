"""What the worker does for votes: it writes to the people of a list once their vote is open. A task names no address."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from parvis.features.ballots import actions, queries

GIVEN_UP = timedelta(minutes=10)  # a worker that died in the middle is waited for no longer


@task()
def invite() -> int:
    """Send the invitations that are due."""
    return actions.send_invitations()


def tick() -> None:
    """Start sending when something is due and nobody is at it; the worker calls it every few seconds."""
    if not queries.invitations_due().exists():
        return
    unfinished = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    since = timezone.now() - GIVEN_UP
    if not DBTaskResult.objects.filter(task_path=invite.module_path, status__in=unfinished, enqueued_at__gt=since).exists():
        invite.enqueue()
