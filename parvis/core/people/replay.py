"""Erasing again, after a backup was restored, the accounts that were erased since it was made.

Only the random ref of an erased account is remembered, in the folder that no backup holds (`record.log.guard`).
"""

from __future__ import annotations

from uuid import UUID

from parvis.core.people.actions import erase_account
from parvis.core.people.models import Person
from parvis.core.record.log import guard


def erase_again() -> int:
    """Erase the remembered accounts that are there again, and give how many there were."""
    refs = [UUID(line) for line in (guard.read(guard.ERASED) or b"").decode().split()]
    back = list(Person.objects.filter(ref__in=refs, erased_at=None))
    for person in back:
        erase_account(person, by=person)
    return len(back)
