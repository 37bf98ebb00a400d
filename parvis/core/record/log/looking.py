"""Looking, before anything is placed or signed, whether this database goes as far as what guard, files and witnesses say was signed."""

from __future__ import annotations

import logging

from parvis.core.record.log import alarm, guard, keys, witnesses
from parvis.core.record.log.files import Files
from parvis.core.record.log.publishing import another_history, furthest, published, rolled_back, root_of
from parvis.core.record.log.sequencing import frontier
from parvis.core.record.models import Witness
from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.frontier import Frontier
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tree import Tree


def look() -> None:
    """Make sure, before anybody gets a place, that this database goes as far as what was signed.

    An act that got a place in an older copy would make another history, and the missing acts could not be put back before it.

    Raises:
        Rejected: the alarm lasts, or is raised now: this is an older copy of the database.
        NoAnswer: nothing here says what was signed last (the folder of the guard is new), and no witness can be asked.
    """
    if lasting := alarm.current():
        raise lasting.rejected()
    signers = keys.log_keys()
    with alarm.sounding():
        # First what was signed, then what is here: another process may be placing and signing meanwhile.
        last = furthest(guard.last_signed(signers), published(Files(), signers))
        here = frontier()
        if last and last.size > here.size:
            raise rolled_back(last, here.size)
    if last is None and here.size and Witness.objects.exists() and not look_at_witnesses():
        raise witnesses.NoAnswer(
            "Nobody here remembers what was signed last, and no witness answers. Nothing was signed; the next turn asks again. Is "
            "PARVIS_GUARD the folder that this instance had before?"
        )


def look_at_witnesses() -> list[str]:
    """Compare what our witnesses publish of this log with what is here, and give the names of those that answered.

    The worker does it once when it starts, before its first turn: where database, files and guard are all of an older copy (a machine that
    was put back as a whole), they alone remember.

    Raises:
        Rejected: one of them has seen more, or another history. The alarm is raised.
    """
    origin, answered = keys.origin(), []
    for witness in Witness.objects.order_by("pk"):
        try:
            seen = witnesses.seen_by(witness, origin)
        except witnesses.NoAnswer as error:
            logging.getLogger(__name__).warning("A witness was not heard: %s", error)
            continue
        answered.append(witness.name)
        if seen is None:
            continue
        here = frontier()
        with alarm.sounding():
            if seen.size > here.size:
                raise _seen_more(witness, seen, here)
            if not _continues(seen):
                raise another_history(seen, here.size)
    return answered


def _continues(seen: Checkpoint) -> bool:
    """Say whether what is published here, or the database, begins with this head."""
    files = Files()
    shown = published(files)
    try:
        if shown and shown.size >= seen.size:
            return Tree(shown.size, shown.root, files).root_at(seen.size) == seen.root
    except (FileNotFoundError, Rejected):
        pass  # lost or damaged: the entries tell
    return root_of(seen.size) == seen.root


def _seen_more(witness: Witness, seen: Checkpoint, here: Frontier) -> Rejected:
    return Rejected(
        "rollback",
        f"The witness {witness.name} publishes a head of {seen.size} acts of this record, and this instance has {here.size}: it is "
        "probably an older copy. Nothing is signed until the missing acts are found again: run `parvis record repair`.",
        signed=seen.size,
        size=here.size,
    )
