"""The public seed: promises made before, opened before, and a number that nobody controls, drawn after.

Each guardian publishes a promise, the hash of a secret. The lottery is published, with its digest. The guardians open their promises.
Only then is the public number drawn (a national lottery, a beacon, dice thrown in public). The seed is made of all of it: a number that
nobody can choose is enough, and one honest guardian is when it could be foreseen but not changed. Whoever can choose the number after the
secrets are open can choose the panel. docs/mechanisms/public-lottery.md has the protocol step by step.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import rfc8785

from parvis.mechanisms.registry import Mechanism
from parvis.mechanisms.registry_settings import settings_to_json
from parvis.mechanisms.sortition.pool import Draw, Pool


class BrokenPromise(ValueError):
    """A secret that is not the one promised, or is missing. The message names the guardian."""


def promise(guardian: str, secret: str) -> str:
    """Give what a guardian publishes before: SHA-256("parvis/promise/v1" ‖ 0x00 ‖ name ‖ 0x00 ‖ secret), in hexadecimal.

    >>> promise("Ada", "correct horse")[:16]
    '111987a38ec56840'
    """
    return hashlib.sha256(b"parvis/promise/v1\0" + guardian.encode() + b"\0" + secret.encode()).hexdigest()


def digest(mechanism: Mechanism[Any, Any], pool: Pool, settings: Draw) -> str:
    """Give the SHA-256 of everything that is fixed before the seed: people, quotas, panels and tickets (RFC 8785 JSON)."""
    fixed = {
        "mechanism": {"slug": mechanism.slug, "version": mechanism.version, "settings": settings_to_json(replace(settings, seed=""))},
        "people": [choice for choice, _ in pool.choices()],
    }
    return hashlib.sha256(b"parvis/lottery/v1\0" + rfc8785.dumps(fixed)).hexdigest()  # type: ignore[arg-type]  # plain values


def seed(lottery: str, promises: Mapping[str, str], secrets: Mapping[str, str], number: str) -> str:
    """Give the seed: the SHA-256 of a JSON list (RFC 8785) of the lottery's digest, each guardian's name and secret in the order of
    names, and the public number.

    Raise BrokenPromise when a secret is missing or is not the one promised: the draw must then be prepared again, with other promises.

    >>> seed("00", {"Ada": promise("Ada", "s1")}, {"Ada": "s1"}, "5 12 23 31 48")[:16]
    '8d56c494e36eb9dc'
    """
    for guardian, promised in promises.items():
        if guardian not in secrets:
            raise BrokenPromise(f"{guardian}: a secret was expected; it was not opened.")
        if promise(guardian, secrets[guardian]) != promised:
            raise BrokenPromise(f"{guardian}: the secret opened is not the one promised.")
    unasked = set(secrets) - set(promises)
    if unasked:
        raise BrokenPromise(f"{', '.join(sorted(unasked))}: a secret was opened without a promise.")
    parts = [lottery, *(part for guardian in sorted(promises) for part in (guardian, secrets[guardian])), number]
    return hashlib.sha256(b"parvis/seed/v1\0" + rfc8785.dumps(parts)).hexdigest()
