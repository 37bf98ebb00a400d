"""How many contributions, arguments and supports a second are written through the real views: sessions, CSRF, rules, the record and all.

What is counted is what stands in the database afterwards, act by act, and not what the server answered.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from benchmarks import texts
from benchmarks.instance import Instance, serving
from benchmarks.wrk import measure

SECONDS = 8
ON_THE_WAY = 16  # answers that had not come when wrk stopped
TOKEN = "b" * 32  # the secret of every form: the cookies of load.py carry the same
HEAD = f"{'':28} {'written/s':>10} {'CPU ms':>8} {'errors':>7}   beside it"
KINDS = ("contributions", "arguments", "supports")


def bodies(kind: str, chance: Random) -> list[str]:
    """Give forms as a browser sends them."""
    token = {"csrfmiddlewaretoken": TOKEN}
    if kind == "supports":
        return [urlencode(token | {"faire": "donner"})]
    made = []
    for _each in range(500):
        words = {"title": texts.title(chance), "text": "\n\n".join(" ".join(each) for each in texts.paragraphs(chance, 3, 9))}
        more = (
            {"kind": chance.choice(["idea", "problem", "opinion"])}
            if kind == "contributions"
            else {"side": chance.choice(["for", "against"])}
        )
        made.append(urlencode(token | words | more))
    return made


def paths(kind: str, place: Instance) -> list[str]:
    """Give where the forms are posted."""
    if kind == "contributions":
        return [f"/phases/{place.about['phase']}/contributions/nouvelle/"]
    last = {"arguments": "arguments", "supports": "soutien"}[kind]
    return [f"/sur/{ref}/{last}/" for ref in place.about["refs"]]


def run(place: Instance, only: str = "") -> None:
    """Write for some seconds each, and print a table."""
    print(f"\n{place.database}, {place.about['contributions']:,} contributions, written through the views\n{HEAD}")
    print(f"{'durable writes of the disk':28} {fsyncs(place.folder):10.0f}", flush=True)
    chance = Random()
    with serving(place) as server:
        for kind in [kind for kind in KINDS if only in kind]:
            forms, where = bodies(kind, chance), paths(kind, place)
            measure(server, where, method="POST", cookies=place.about["cookies"], bodies=forms, seconds=1)
            before, started = counts(place), time.monotonic()
            got = measure(server, where, method="POST", cookies=place.about["cookies"], bodies=forms, seconds=SECONDS)
            spent = time.monotonic() - started
            after = counts(place)
            written = after[kind] - before[kind]
            assert after["acts"] - before["acts"] == written, "every write is one act, and every act a write"
            idle = got.answers - written
            beside = f"{idle} answers wrote nothing" if idle > ON_THE_WAY else ""
            print(f"{kind:28} {written / spent:10.0f} {got.cpu:8.2f} {got.wrong:7}   {beside}", flush=True)


def fsyncs(folder: Path, seconds: float = 1.0) -> float:
    """Give how many times a second this disk makes 8 kB durable: no transaction is confirmed faster than one of these."""
    name, done, started = folder / "fsync", 0, time.monotonic()
    descriptor = os.open(name, os.O_RDWR | os.O_CREAT)
    while time.monotonic() - started < seconds:
        os.pwrite(descriptor, b"x" * 8192, 8192 * (done % 64))
        os.fdatasync(descriptor)
        done += 1
    os.close(descriptor)
    name.unlink()
    return done / seconds


def counts(place: Instance) -> dict[str, int]:
    """Count what stands in the database, in a process of its own."""
    counted: dict[str, int] = json.loads(place.run("-m", "benchmarks.writes"))
    return counted


if __name__ == "__main__":
    from parvis.cli.ready import set_up

    set_up()
    from parvis.core.discussion.models import Argument, Support
    from parvis.core.record.models import Act
    from parvis.features.consultation.models import Contribution

    rows = {"contributions": Contribution, "arguments": Argument, "supports": Support, "acts": Act}
    print(json.dumps({name: model.objects.count() for name, model in rows.items()}))  # type: ignore[attr-defined]
