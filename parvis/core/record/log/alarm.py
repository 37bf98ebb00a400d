"""The alarm: since when, and why, nothing is signed any more. What is here and what was signed before contradict each other.

Acts go on while it lasts. They wait in the database without a place, so that none is lost, and get their places after the missing ones once
those are found again (`parvis record repair`). No promise is signed meanwhile: it could not be kept. It stands in the folder of the guard,
which no backup brings back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from parvis.core.record.log import guard, keys
from parvis.mechanisms.ledger.rejected import Rejected

NAME = "alarm"
# What makes the log stop: signing once more could make a second history.
STOPPING = frozenset({"rollback", "not-consistent", "wrong-root", "not-signed"})


@dataclass(frozen=True, slots=True)
class Alarm:
    """Since when nothing is signed, and why, with what to do."""

    since: datetime
    reason: str

    def rejected(self) -> Rejected:
        """Give what a turn of the log raises as long as it lasts."""
        return Rejected("rollback", self.reason)


def current() -> Alarm | None:
    """Give the alarm, if it lasts. Every page asks: some looks at the disk, and nothing of the database."""
    path = Path(settings.PARVIS_KEYS) / keys.LOG
    try:
        made = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None  # a log without a key has signed nothing
    for name in _names(str(path), made):
        if (data := guard.read(name)) is not None:
            since, _, reason = data.decode().partition("\n")
            return Alarm(datetime.fromisoformat(since), reason)
    return None


def sound(error: Rejected) -> None:
    """Raise the alarm for this reason; one that lasts already keeps its beginning."""
    if current() is None:
        moment = timezone.now().astimezone(UTC).replace(microsecond=0)
        guard.write(guard.named(NAME, keys.log_keys()[-1]), f"{moment.isoformat()}\n{error}".encode())


@contextmanager
def sounding() -> Iterator[None]:
    """Raise the alarm when what is done inside is refused for a reason that stops the log."""
    try:
        yield
    except Rejected as error:
        if error.code in STOPPING:
            sound(error)
        raise


def end() -> None:
    """Sign again: what was missing is found."""
    for key in keys.log_keys():
        guard.forget(guard.named(NAME, key))


@lru_cache(maxsize=4)
def _names(path: str, made: int) -> tuple[str, ...]:
    return tuple(guard.named(NAME, key) for key in keys.log_keys())
