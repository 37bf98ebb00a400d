"""Giving each public act its place, in the order in which they are seen, without a gap.

Never by a number of the database: on PostgreSQL an act with a smaller number may become visible after one with a greater number, and a
transaction that is rolled back leaves a gap. Whoever has no place yet is asked for, oldest first, by one process at a time.
"""

from __future__ import annotations

from django.db import connection, transaction

from parvis.core.record.models import Act, Audience, Log
from parvis.mechanisms.ledger.frontier import Frontier
from parvis.mechanisms.ledger.hashing import leaf_hashes

BATCH = 4_096
# A number of our own for `pg_try_advisory_xact_lock`: "PARV" in ASCII.
LOCK = 0x50415256

WAITING = f"SELECT id, entry FROM record_act WHERE place IS NULL AND audience = '{Audience.PUBLIC}' ORDER BY id LIMIT %s"  # noqa: S608
PLACED = {
    "sqlite": "UPDATE record_act SET place = %s WHERE id = %s",
    "postgresql": "UPDATE record_act SET place = given.place FROM unnest(%s::bigint[], %s::bigint[]) AS given(place, id) "
    "WHERE record_act.id = given.id",
}


def is_somebody_waiting() -> bool:
    """Say whether a public act has no place yet; asked first, so that nobody takes the turn to write for nothing."""
    return Act.objects.public().filter(place=None).exists()


def give_places(limit: int = BATCH) -> int:
    """Give a place to the acts that wait, at most so many, and give their number; 0 when another process is at it.

    The places and the frontier of the tree are written in one transaction: after a crash at any point it has happened or it has not.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # On SQLite the transaction holds the lock of writers from its start.
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
        cursor.execute(WAITING, [limit])
        rows = cursor.fetchall()
        if not rows:
            return 0
        log, _new = Log.objects.get_or_create(pk=1)
        grown = Frontier.decode(log.size, bytes(log.nodes)).extend(leaf_hashes([bytes(entry) for _pk, entry in rows]))
        keys = [pk for pk, _entry in rows]
        places = range(log.size, grown.size)
        if connection.vendor == "postgresql":
            cursor.execute(PLACED["postgresql"], [list(places), keys])
        else:
            cursor.executemany(PLACED["sqlite"], list(zip(places, keys, strict=True)))
        log.size, log.nodes = grown.size, grown.encode()
        log.save()
    return len(rows)


def frontier() -> Frontier:
    """Give the tree of the acts that have their place."""
    row = Log.objects.filter(pk=1).first()
    return Frontier.decode(row.size, bytes(row.nodes)) if row else Frontier()
