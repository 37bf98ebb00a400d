"""What the public record costs: placing acts, publishing them, proving one, and what an act adds to a request. CPU seconds, and ratios.

    python -m benchmarks record [--database sqlite]

The aims: 40,000 entries a second placed on SQLite and 15,000 on PostgreSQL, 20 ms for the proof of an entry among a million, 0.6 ms for
what an act adds to a request. The full audit of a million entries is measured by `python -m benchmarks ledger`.

What runs inside an instance is `python -m benchmarks.record WHAT`; it prints JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import ledger
from benchmarks.instance import TICKS, Instance

STEPS = {"sqlite": (20_000, 80_000, 400_000), "postgresql": (20_000, 80_000, 200_000)}
ASIDE = 20_000  # placed at each size, and measured
LARGE = 1_000_000
AIMS = {"sqlite": 40_000, "postgresql": 15_000}


def spent() -> float:
    """Give the seconds of CPU of this process and, on PostgreSQL, of the one that serves it."""
    from django.db import connection

    own = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        words = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return own + sum(map(int, words[11:13])) / TICKS


def fill(count: int) -> None:
    """Add acts that wait for their place, as rows, without going through `append`."""
    from django.db import connection, transaction
    from django.utils import timezone

    from parvis.core.record.models import Act

    with transaction.atomic():
        for start in range(0, count, 10_000):
            now, rows = timezone.now().replace(second=0, microsecond=0), []
            for entry in ledger.entries(min(10_000, count - start)):
                act = Act(uuid=uuid.uuid4(), kind="essai.mesuré", object=uuid.uuid4(), actor=uuid.uuid4(), at=now, audience="public")
                act.commitments, act.entry = {"auteur": "A" * 44, "texte": "B" * 44, "titre": "C" * 44}, entry
                rows.append(act)
            Act.objects.bulk_create(rows, batch_size=500)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE record_act")


def placing(database: str) -> list[dict[str, float]]:
    """Place acts in a log of growing size, then publish them."""
    from parvis.core.record.log.publishing import publish
    from parvis.core.record.log.sequencing import frontier, give_places

    found = []
    for size in STEPS[database]:
        fill(size - frontier().size - ASIDE)
        while give_places():
            pass
        publish()
        fill(ASIDE)
        cpu, clock = spent(), time.monotonic()
        while give_places():
            pass
        placed = {"cpu": ASIDE / (spent() - cpu), "clock": ASIDE / (time.monotonic() - clock)}
        cpu = spent()
        publish()
        found.append({"size": size, **placed, "published": ASIDE / (spent() - cpu)})
    return found


def proving() -> list[dict[str, float]]:
    """Publish logs of a growing size as files alone, and ask for the page that proves an entry: nothing of it needs the database."""
    from django.core.files.storage import storages
    from django.test import Client

    from parvis.core.record.log import keys
    from parvis.mechanisms.ledger.checkpoints import Checkpoint
    from parvis.mechanisms.ledger.edge import Edge, grow
    from parvis.mechanisms.ledger.notes import sign
    from parvis.mechanisms.ledger.storage import Memory

    storage: Any = storages["record"]
    found, client = [], Client(SERVER_NAME="127.0.0.1")
    for size in (10_000, 100_000, LARGE):
        edge = Edge()
        for file in grow(edge, ledger.entries(size), Memory({})):
            path = Path(storage.path(file.tile.path))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        signer = keys.log_keys()[0]
        Path(storage.path("checkpoint")).write_bytes(sign(Checkpoint(signer.name, size, edge.root).text, signer).encode())
        asked = [f"/registre/preuve/{place * 7919 % size}.tlog-proof" for place in range(220)]
        for address in asked[:20]:
            assert client.get(address).status_code == 200
        cpu = spent()
        for address in asked[20:]:
            client.get(address)
        found.append({"size": size, "ms": (spent() - cpu) / 200 * 1000})
    return found


def adding() -> dict[str, float]:
    """What an act adds to a transaction that changes something anyway, in milliseconds of CPU."""
    from django.db import transaction

    from parvis.core.record.actions import Card, append
    from parvis.core.record.entries import entry_of
    from parvis.core.record.kinds import ActKind
    from parvis.core.record.models import Act, Thing

    plain = ActKind(code="essai.simple", sentence="x")
    fielded = ActKind(code="essai.rempli", sentence="x", fields=("titre", "texte"))
    with transaction.atomic():
        ref = uuid.uuid4()
        append(plain, ref, actor=None, card=Card(kind="note", title="A note", path="/"))
    me, fields = uuid.uuid4(), {"titre": "Un banc à l’ombre", "texte": "Sous le tilleul de la place, pour qui attend le car. " * 12}

    def each(work: Callable[[Thing], object], count: int = 600) -> float:
        total = 0.0
        for number in range(count + 50):
            with transaction.atomic():
                held = Thing.objects.select_for_update().get(ref=ref)
                cpu = time.process_time()
                work(held)
                total += time.process_time() - cpu if number >= 50 else 0.0
        return total / count * 1000

    act = Act.objects.latest("pk")
    return {
        "without values": each(lambda held: append(plain, ref, actor=me, held=held)),
        "with a title and a text": each(lambda held: append(fielded, ref, actor=me, held=held, fields=fields)),
        "its entry of the log alone": each(lambda _held: entry_of(act)),
    }


INSIDE: dict[str, Callable[..., object]] = {"placing": placing, "proving": proving, "adding": adding}


def run(place: Instance) -> None:
    """Measure on one database, and print a table."""
    place.environ["PARVIS_GUARD"] = str(place.folder / "guard")
    place.run("-m", "parvis.cli.main", "upgrade", "--quiet")
    aim = AIMS[place.database]
    heads = f"{'acts in the log':>16} {'placed/s CPU':>13} {'clock':>9} {'aim ×':>6} {'published/s':>12}"
    print(f"\n{place.database}: placing and publishing acts\n{heads}")
    for row in _inside(place, "placing", place.database):
        print(f"{row['size']:16,} {row['cpu']:13,.0f} {row['clock']:9,.0f} {row['cpu'] / aim:6.1f} {row['published']:12,.0f}", flush=True)
    print("what an act adds to a request, ms of CPU")
    for name, milliseconds in _inside(place, "adding").items():
        print(f"{name:>30} {milliseconds:8.2f}", flush=True)
    if place.database == "sqlite":
        print("page that proves an entry, ms of CPU")
        for row in _inside(place, "proving"):
            print(f"{row['size']:16,} entries {row['ms']:8.2f}", flush=True)


def _inside(place: Instance, what: str, *more: str) -> Any:
    return json.loads(place.run("-m", "benchmarks.record", what, *more).splitlines()[-1])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    print(json.dumps(INSIDE[sys.argv[1]](*sys.argv[2:])))
