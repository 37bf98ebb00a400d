"""What the worker does for notices: it reads the record at every tick, and sends e-mails as a task of its own."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from parvis.core.notices import actions, queries


@task()
def deliver() -> int:
    """Send what is due by e-mail."""
    return actions.send_due(timezone.now())


def tick(now: datetime | None = None) -> int:
    """Read what is new in the record, and start sending when something is due; say how many acts were read.

    Those who run the instance are told when the record is stopped.

    The worker calls it every few seconds. Several workers may: one reads, and one sends, at a time.
    """
    now = now or timezone.now()
    read = actions.spread(now)
    # After what is told on the site: it waits for no mail server.
    actions.tell_of_alarm()
    if queries.due(now).exists() and actions.take_turn(now):
        deliver.enqueue()
    return read
