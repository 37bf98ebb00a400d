"""Inviting people to a process by e-mail."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import get_connection

from parvis.core.notices.invitations import invitation
from parvis.core.people.models import Person
from parvis.core.processes import rules
from parvis.core.processes.models import Process

AT_ONCE = 200


def invite(process: Process, addresses: Sequence[str], *, by: Person, words: str = "") -> int:
    """Send one e-mail to each address and say how many went out. Nothing is written: no address is kept, no act names anybody.

    They are sent while the page waits, over one connection, so that no address stands in a queue. Raises ValueError above 200
    addresses, SMTPException or OSError when the mail server refuses.
    """
    rules.may_invite(by, process).require()
    if len(addresses) > AT_ONCE:
        raise ValueError(f"At most {AT_ONCE} addresses at once; got {len(addresses)}.")
    who = by.public_name or process.space.name
    messages = [invitation(process, address, who=who, words=words) for address in addresses]
    with get_connection() as connection:
        return connection.send_messages(messages) or 0
