"""Writing to the people of an imported list when their vote opens, and no more to those who refuse."""

from __future__ import annotations

import logging

from django.core.mail import get_connection
from django.db import transaction

from parvis.features.ballots import invitations, queries
from parvis.features.ballots.models import Invitation, Refusal

log = logging.getLogger("parvis.invitations")
AT_ONCE = 50


def send_invitations(*, most: int = 1000) -> int:
    """Send the invitations of the votes that are open, and give how many left.

    An address is erased before its e-mail leaves, so that nobody gets two, and written again when the mail server refuses it: five times
    at most. Afterwards it waits, unsent, until the vote is closed: the office sees how many.
    """
    sent = 0
    with get_connection() as connection:
        while sent < most and (claimed := _claim()):
            marks = [invitations.mark(each.address) for each in claimed]
            refused = set(Refusal.objects.filter(mark__in=marks).values_list("mark", flat=True))
            left = []
            for invitation, mark in zip(claimed, marks, strict=True):
                if mark in refused:
                    continue
                try:
                    message = invitations.letter(invitation.phase, invitation.address)
                    message.connection = connection
                    message.send()
                    sent += 1
                except OSError as error:  # what a mail server answers is an OSError, too; its words may name the address
                    log.warning("An invitation could not be sent (%s); it is tried again.", type(error).__name__)
                    left.append(invitation)
            _give_back(left)
            if left:
                break
    return sent


@transaction.atomic
def _claim() -> list[Invitation]:
    """Take some addresses, at random, so that no other worker takes them."""
    connection = transaction.get_connection()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # nothing is left of an address where it stood
    rows = queries.invitations_due().select_related("phase__process__space")
    claimed = list(rows.select_for_update(of=("self",), skip_locked=connection.features.has_select_for_update_skip_locked)[:AT_ONCE])
    Invitation.objects.filter(pk__in=[each.pk for each in claimed]).delete()
    return claimed


@transaction.atomic
def _give_back(left: list[Invitation]) -> None:
    for invitation in left:
        invitation.attempts += 1
    Invitation.objects.bulk_create(left, ignore_conflicts=True)


def refuse(token: str) -> bool:
    """Write no more to the address whose link this is; say whether the link is one of ours. A second time changes nothing."""
    mark = invitations.mark_in(token)
    if mark is None:
        return False
    Refusal.objects.get_or_create(mark=mark)
    return True
