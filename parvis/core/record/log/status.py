"""How far the record is published, and who vouches for it: what pages and commands say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from parvis.core.record.log import alarm, keys
from parvis.core.record.log.alarm import Alarm
from parvis.core.record.log.files import CHECKPOINT, Files
from parvis.core.record.log.policy import policy
from parvis.core.record.models import Witness
from parvis.mechanisms.ledger.policies import Attested


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A witness that cosigned what is published, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of the log.

    Arguments:
        origin: its name.
        size, root: what is published; 0 and nothing before the first turn.
        seen: who cosigned what is published.
        asked: how many witnesses there are.
        troubled: those that did not answer well last.
        alarm: since when and why nothing is signed any more, if that is so.
    """

    origin: str
    size: int
    root: bytes
    seen: Sequence[Seen]
    asked: int
    troubled: Sequence[Witness]
    alarm: Alarm | None

    @property
    def witnessed(self) -> bool:
        """Whether anybody else vouches for it."""
        return bool(self.seen)

    @property
    def witnesses(self) -> list[str]:
        """The names of those who do."""
        return [each.name for each in self.seen]


def now() -> Status:
    """Give the state of the log as readers see it: some small files, and one query."""
    witnesses = list(Witness.objects.order_by("pk"))
    attested = _attested(witnesses)
    seen = attested.witnesses.items() if attested else ()
    return Status(
        origin=keys.origin(),
        size=attested.checkpoint.size if attested else 0,
        root=attested.checkpoint.root if attested else b"",
        seen=[Seen(name=name, at=datetime.fromtimestamp(time, UTC)) for name, time in seen],
        asked=len(witnesses),
        troubled=[witness for witness in witnesses if witness.trouble],
        alarm=alarm.current(),
    )


def _attested(witnesses: Sequence[Witness]) -> Attested | None:
    try:
        return policy(witnesses).examine(Files().read(CHECKPOINT))
    except FileNotFoundError:
        return None
