"""What the public record costs: placing acts, publishing them, proving one, auditing all, and what an act adds to a request.

    python -m benchmarks record [--database sqlite]

CPU seconds, and ratios; the clock beside them. The log grows from 1,000 to 1,000,000 acts. The aims: 40,000 entries a second placed on
SQLite and 15,000 on PostgreSQL, 20 ms for the proof of an entry among a million, 15 s and 500 MB for an audit of a million, 0.6 ms for what
an act adds to a request.

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
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks import ledger
from benchmarks.instance import TICKS, Instance

SIZES = (1_000, 20_000, 100_000, 1_000_000)
ASIDE = 10_000  # placed at each size, and measured
A_DAY = 5_000  # acts, so that a million of them are two hundred days
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

    known = Act.objects.count()
    with transaction.atomic():
        for start in range(0, count, 10_000):
            now, rows = timezone.now().replace(second=0, microsecond=0), []
            for number, entry in enumerate(ledger.entries(min(10_000, count - start)), known + start):
                at = now - timedelta(days=200 - number // A_DAY)
                act = Act(uuid=uuid.uuid4(), kind="essai.mesuré", object=uuid.uuid4(), actor=uuid.uuid4(), at=at, audience="public")
                act.commitments, act.entry = {"auteur": "A" * 44, "texte": "B" * 44, "titre": "C" * 44}, entry
                rows.append(act)
            Act.objects.bulk_create(rows, batch_size=500)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE record_act")


def placing() -> list[dict[str, Any]]:
    """Place acts in a log of growing size, publish them, and ask for the pages of the record."""
    from parvis.core.record.log.publishing import publish
    from parvis.core.record.log.sequencing import frontier, give_places

    found = []
    for size in SIZES:
        fill(size - frontier().size)
        while give_places():
            pass
        publish()
        fill(ASIDE)
        cpu, clock = spent(), time.monotonic()
        while give_places():
            pass
        placed = {"cpu": ASIDE / (spent() - cpu), "clock": ASIDE / (time.monotonic() - clock)}
        cpu, clock = spent(), time.monotonic()
        publish()
        said = {"published": ASIDE / (spent() - cpu), "published clock": ASIDE / (time.monotonic() - clock)}
        found.append({"size": size, **placed, **said, "pages": pages()})
    return found


def pages() -> dict[str, float]:
    """What the pages of the record cost, in milliseconds of CPU; another act each time, so that nothing is kept."""
    from django.test import Client

    from parvis.core.record.models import Act, Log

    client, size, found = Client(SERVER_NAME="127.0.0.1"), Log.objects.get().size, {}
    acts = list(Act.objects.filter(place__in=[place * 7919 % size for place in range(50)]))
    asked = {
        "latest acts": lambda act: f"/registre/?avant={act.uuid}",
        "a day": lambda act: f"/registre/jours/{act.at:%Y-%m-%d}/?avant={act.uuid}",
        "an act": lambda act: f"/registre/actes/{act.uuid}/",
        "its receipt": lambda act: f"/registre/actes/{act.uuid}/recu/",
        "the file of it": lambda act: f"/registre/actes/{act.uuid}/recu.tlog-proof",
    }
    for name, address in asked.items():
        for act in acts[:5]:
            assert client.get(address(act)).status_code == 200, address(act)
        cpu = spent()
        for act in acts[5:]:
            client.get(address(act))
        found[name] = (spent() - cpu) / len(acts[5:]) * 1000
    return found


def proving() -> list[dict[str, float]]:
    """Publish logs of a growing size as files alone; ask for the page that proves an entry, which needs no database; audit them."""
    from django.core.files.storage import storages
    from django.test import Client

    from parvis.core.record.log import keys
    from parvis.mechanisms.ledger.checkpoints import Checkpoint
    from parvis.mechanisms.ledger.edge import Edge, grow
    from parvis.mechanisms.ledger.notes import sign
    from parvis.mechanisms.ledger.storage import Memory

    storage: Any = storages["record"]
    found, client = [], Client(SERVER_NAME="127.0.0.1")
    for size in SIZES:
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
        milliseconds = (spent() - cpu) / 200 * 1000
        found.append({"size": size, "ms": milliseconds, **audited(Path(storage.location))})
    return found


def audited(folder: Path) -> dict[str, float]:
    """Audit published files with the command of citizens, in a process of its own, and give its seconds of CPU and its memory."""
    from parvis.core.record.log.policy import written

    policy = folder.parent / "policy"
    policy.write_bytes(written())
    command = [sys.executable, "-m", "parvis.cli.main", "verify", "record", str(folder), "--policy", str(policy), "--json"]
    child = os.posix_spawn(sys.executable, command, os.environ)
    _pid, status, after = os.wait4(child, 0)
    if status:
        raise SystemExit("the audit failed")
    return {"audit": after.ru_utime + after.ru_stime, "memory": after.ru_maxrss / 1024}


def adding() -> dict[str, float]:
    """What an act adds to a transaction that reads and holds its thing anyway, in milliseconds of CPU, the server's included."""
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
    act = Act.objects.latest("pk")

    def without(held: Thing) -> None:
        Thing.objects.filter(pk=held.pk).update(state=held.state)

    def with_it(work: Callable[[Thing], object]) -> Callable[[Thing], None]:
        def both(held: Thing) -> None:
            without(held)
            work(held)

        return both

    works: dict[str, Callable[[Thing], None]] = {
        "nothing": without,
        "without values": with_it(lambda held: append(plain, ref, actor=me, held=held)),
        "with a title and a text": with_it(lambda held: append(fielded, ref, actor=me, held=held, fields=fields)),
        "its entry of the log alone": with_it(lambda _held: entry_of(act)),
    }
    total = dict.fromkeys(works, 0.0)
    # In turns, so that what else the machine does falls on all of them.
    for number in range(11):
        for name, work in works.items():
            cpu = spent()
            for _time in range(100):
                with transaction.atomic():
                    work(Thing.objects.select_for_update().get(ref=ref))
            total[name] += spent() - cpu if number else 0.0
    return {name: (seconds - total["nothing"]) for name, seconds in total.items() if name != "nothing"}


INSIDE: dict[str, Callable[..., object]] = {"placing": placing, "proving": proving, "adding": adding}


def run(place: Instance) -> None:
    """Measure on one database, and print tables."""
    place.environ["PARVIS_GUARD"] = str(place.folder / "guard")
    place.run("-m", "parvis.cli.main", "upgrade", "--quiet")
    print(f"\n{place.database}: what an act adds to a request, ms of CPU (aim 0.6); load {os.getloadavg()[0]:.1f}")
    for name, milliseconds in _inside(place, "adding").items():
        print(f"{name:>30} {milliseconds:8.2f}", flush=True)
    aim, rows = AIMS[place.database], _inside(place, "placing")
    print(f"placing and publishing {ASIDE:,} acts; load {os.getloadavg()[0]:.1f}")
    print(f"{'acts in the log':>16} {'placed/s CPU':>13} {'aim ×':>6} {'clock':>9} {'aim ×':>6} {'published/s':>12} {'clock':>9}")
    for row in rows:
        placed = f"{row['cpu']:13,.0f} {row['cpu'] / aim:6.1f} {row['clock']:9,.0f} {row['clock'] / aim:6.1f}"
        print(f"{row['size']:16,} {placed} {row['published']:12,.0f} {row['published clock']:9,.0f}")
    print("pages of the record, ms of CPU")
    print(" ".join([f"{'acts in the log':>16}", *(f"{name:>15}" for name in rows[0]["pages"])]))
    for row in rows:
        print(" ".join([f"{row['size']:16,}", *(f"{milliseconds:15.1f}" for milliseconds in row["pages"].values())]), flush=True)
    if place.database == "sqlite":
        print("the published files alone (aims: 20 ms, 15 s, 500 MB)")
        print(f"{'entries':>16} {'a proof, ms':>12} {'an audit, s':>12} {'its MB':>8}")
        for row in _inside(place, "proving"):
            print(f"{row['size']:16,} {row['ms']:12.2f} {row['audit']:12.2f} {row['memory']:8.0f}", flush=True)


def _inside(place: Instance, what: str, *more: str) -> Any:
    return json.loads(place.run("-m", "benchmarks.record", what, *more).splitlines()[-1])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    print(json.dumps(INSIDE[sys.argv[1]](*sys.argv[2:])))
