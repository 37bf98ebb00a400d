"""A worker that places and publishes acts is killed again and again at random points, while another writes: nothing is lost or doubled.

    python -m tests.kills KILLS SEED        in an instance of its own (PARVIS_DATA, PARVIS_GUARD, DATABASE_URL)

Everything is a child of one process that has loaded Django: a kill costs some milliseconds, so that a thousand can be seen. Some writers
are rolled back, some are killed. After each kill the checkpoint that readers see must continue the one they saw before.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

LONGEST = 0.08  # seconds that a worker lives at most
PATIENCE = 600


def child(work: Callable[[], None]) -> int:
    """Run this in another process and give its number."""
    from django.db import connections

    connections.close_all()
    if (pid := os.fork()) == 0:
        try:
            work()
        except BaseException as error:
            print(f"{error!r}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return pid


def end(pid: int) -> None:
    """Kill a child as a failing machine would, and wait until it is gone; one that failed by itself is a failure of the test."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a worker or writer failed by itself; what it said stands above")


def write_for_ever(seed: int) -> None:
    """Append acts, a few at a time; every tenth transaction is given up."""
    from django.db import transaction

    from parvis.core.record.tests.writing import write

    chance = random.Random(seed)
    while True:
        with suppress(InterruptedError), transaction.atomic():
            write(chance.choice([1, 1, 2, 5, 40]))
            time.sleep(chance.random() * 0.003)
            if chance.random() < 0.1:
                raise InterruptedError
        time.sleep(0.004)


def publish_for_ever() -> None:
    """What the worker does, without a pause."""
    from parvis.core.record.tasks import tick

    while True:
        tick()
        time.sleep(0.001)


def main(kills: int, seed: int) -> dict[str, int]:
    """Kill a worker so many times, and a writer now and then; then let a last worker finish, and compare acts with entries."""
    from django.conf import settings

    from parvis.core.record.log.files import Files
    from parvis.core.record.log.publishing import published
    from parvis.core.record.log.sequencing import frontier
    from parvis.core.record.models import Act, Thing
    from parvis.core.record.tasks import tick
    from parvis.core.record.tests.writing import audited
    from parvis.mechanisms.ledger.tree import Tree

    chance, seen, until = random.Random(seed), [], time.monotonic() + PATIENCE
    tick()
    writer = child(lambda: write_for_ever(seed))
    rival = child(publish_for_ever)
    for number in range(kills):
        if time.monotonic() > until:
            raise SystemExit(f"only {number} kills in {PATIENCE} s")
        worker = child(publish_for_ever)
        time.sleep(chance.random() * LONGEST)
        end(worker)
        head = published(Files())
        if head and (not seen or seen[-1] != head):
            seen.append(head)
        if number % 20 == 19:
            end(writer)
            writer = child(lambda number=number: write_for_ever(seed + number))
            # The rival, a second worker at the same time, is there half of the while.
            end(rival)
            rival = child(publish_for_ever if number % 40 == 39 else lambda: time.sleep(PATIENCE))
    end(writer)
    end(rival)
    while (turn := tick()) is None or turn.new:
        pass
    size = audited(Path(settings.PARVIS_DATA) / "registre")
    acts = Act.objects.count()
    assert size == acts == Thing.objects.count() == frontier().size, (size, acts, Thing.objects.count(), frontier().size)
    assert list(Act.objects.order_by("place").values_list("place", flat=True)) == list(range(acts))
    now = published(Files())
    assert now is not None
    tree = Tree(now.size, now.root, Files())
    for earlier in seen:
        tree.consistency(earlier.size, earlier.root)
    assert [head.size for head in seen] == sorted(head.size for head in seen)
    return {"kills": kills, "acts": acts, "entries": size, "heads": len(seen)}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
