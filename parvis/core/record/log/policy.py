"""Whom a reader of this record is asked to believe. C2SP tlog-policy."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from parvis.core.record.log import alarm, keys
from parvis.core.record.models import Witness
from parvis.mechanisms.ledger.keys import VerifierKey
from parvis.mechanisms.ledger.policies import NO_QUORUM, Group, Policy, Trusted

QUORUM = "majorite"
# Seconds in which an act is published once it is done, also said in each promise: maximum merge delay, RFC 6962, section 3.
DELAY = 60


def address() -> str:
    """Give where the files of this log are published, without the last stroke."""
    number = keys.number()
    return f"{settings.PARVIS_URL}/registre{f'/{number}' if number > 1 else ''}"


def policy(witnesses: Sequence[Witness] | None = None) -> Policy:
    """Give the keys of this log, its witnesses, and how many of them must agree: more than half.

    Arguments:
        witnesses: those that there are, when they are at hand.
    """
    if witnesses is None:
        witnesses = list(Witness.objects.order_by("pk"))
    logs = [key.verifier for key in keys.log_keys()] + [each.key for each in keys.retired_keys()]
    known = {each.name: Trusted(VerifierKey.parse(each.key), each.url) for each in witnesses}
    groups = {QUORUM: Group(len(known) // 2 + 1, tuple(known))} if known else {}
    return Policy(tuple(Trusted(key, address()) for key in logs), known, groups, QUORUM if known else NO_QUORUM)


def written() -> bytes:
    """Give the policy as a file, with what its lines cannot say in comments."""
    retired = "".join(f"# retired at {each.size} entries: {each.key.name}+{each.key.key_id.hex()}\n" for each in keys.retired_keys())
    lasting = alarm.current()
    stopped = f"# Nothing has been signed since {lasting.since.isoformat()}: see the pages of this site.\n" if lasting else ""
    said = f"# An act is published within {DELAY} seconds. Get this file from somewhere else than the record that it judges.\n"
    return (said + stopped + retired).encode() + policy().encode()
