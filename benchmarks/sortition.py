"""Fair draws beside sortition-algorithms, in seconds of CPU, in one run: `python -m benchmarks sortition`.

python -m benchmarks.sortition            maximin on 500 people and 40 seats, and what the peer cannot do without a commercial solver
python -m benchmarks.sortition --record   write again what the tests compare with (parvis/mechanisms/sortition/tests)

The aims: maximin in 1/15 of the peer's time, with the same or a larger smallest chance; leximin on sf150 in 5 s and on synthfr_1000_60
in 180 s. The peer is installed in a folder of its own, under ~/.cache/parvis-peers.
"""

from __future__ import annotations

import csv
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from parvis.mechanisms.sortition.computing import InfeasibleQuotas, compute
from parvis.mechanisms.sortition.foundation import as_settings, read_features, read_people
from parvis.mechanisms.sortition.groups import Groups
from parvis.mechanisms.sortition.pool import Draw, Pool

PEER = "sortition-algorithms==0.12.15"
CACHE = Path.home() / ".cache" / "parvis-peers" / PEER.replace("==", "-")
ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PARVIS_SHARED") or ROOT.parent / "shared") / "data" / "sortition"
RECORD = ROOT / "parvis" / "mechanisms" / "sortition" / "tests" / "sortition_algorithms.json"
Rows = list[list[str]]


def environment() -> Path:
    """Give the Python of the environment of the peer; make it when it is not there."""
    python = CACHE / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", CACHE], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PEER], check=True)
    return python


def peer(features: Path, people: Path, size: int, fairness: str, household: str | None = None) -> dict[str, float] | None:
    """Give what the peer finds, None when it finds no panel."""
    command = [
        environment(),
        ROOT / "benchmarks" / "peers" / "draw.py",
        features,
        people,
        str(size),
        fairness,
        *([household] if household else []),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def ours(features: Path, people: Path, size: int, fairness: str, household: str | None = None) -> dict[str, float]:
    """Give what we find, before and after its tickets are whole numbers."""
    pool, asked = read(features, people, size, household)
    start = time.process_time()
    lottery = compute(pool, asked, fairness)
    spent = time.process_time() - start
    groups = Groups.of(pool, asked)
    lottery.check(groups)
    chances = [(chance, count) for chance, count in zip(lottery.chances(groups), groups.counts, strict=True) if chance]
    mean = sum(count * math.log(chance) for chance, count in chances) / sum(count for _, count in chances)
    return {"cpu": spent, "minimum": float(min(chance for chance, _ in chances)), "mean_log": mean, "panels": len(lottery.panels)}


def read(features: Path, people: Path, size: int, household: str | None) -> tuple[Pool, Draw]:
    quotas = [found.quota for found in read_features(features.name, features.read_bytes(), size)]
    pool = read_people(people.name, people.read_bytes(), quotas, household=[household] if household else [])
    asked = {key: tuple(value) for key, value in as_settings(quotas).items()}  # type: ignore[arg-type]  # lists
    return pool, Draw(size=size, one_per_household=bool(household), **asked)  # type: ignore[arg-type]  # the same


def written(folder: Path, name: str, quotas: Rows, people: Rows, features: list[str]) -> tuple[Path, Path]:
    """Write a pool as the two files."""
    paths = folder / f"{name}_features.csv", folder / f"{name}_people.csv"
    for path, head, rows in zip(paths, (["feature", "value", "min", "max"], ["id", *features, "address"]), (quotas, people), strict=True):
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([head, *rows])
    return paths


def volunteers(folder: Path) -> tuple[Path, Path]:
    """Write 500 people of four criteria, who came forward unevenly, and quotas of 40 seats near the shares of the town."""
    chance = random.Random(40)
    town = {
        "sex": {"woman": 0.52, "man": 0.48},
        "age": {"16-24": 0.13, "25-39": 0.23, "40-54": 0.25, "55-69": 0.22, "70+": 0.17},
        "school": {"none": 0.2, "short": 0.3, "long": 0.25, "longest": 0.25},
        "place": {"north": 0.25, "south": 0.25, "centre": 0.2, "hills": 0.15, "farms": 0.15},
    }
    came = {"16-24": 0.5, "70+": 0.7, "none": 0.4, "longest": 2.2, "farms": 0.5, "centre": 1.6}
    people = [
        [
            f"p{n}",
            *(chance.choices([*values], [share * came.get(value, 1) for value, share in values.items()])[0] for values in town.values()),
            f"a{n}",
        ]
        for n in range(500)
    ]
    quotas = [
        [feature, value, str(math.floor(40 * share)), str(math.ceil(40 * share) + (math.ceil(40 * share) == math.floor(40 * share)))]
        for feature, values in town.items()
        for value, share in values.items()
    ]
    return written(folder, "volunteers", quotas, people, [*town])


def small(folder: Path, number: int) -> tuple[Path, Path, int, bool] | None:
    """Write a random pool of 20 to 40 people; None when nobody would meet its quotas."""
    chance = random.Random(number)
    size, count, apart = chance.randint(4, 8), chance.randint(20, 40), number % 3 == 0
    features = {
        name: [f"{name}{value}" for value in range(chance.randint(2, 4))] for name in ("one", "two", "three")[: chance.randint(2, 3)]
    }
    people = [[f"p{n}", *(chance.choice(values) for values in features.values()), f"a{chance.randrange(count)}"] for n in range(count)]
    chosen = chance.sample(people, size)
    quotas = []
    for column, (feature, values) in enumerate(features.items(), start=1):
        for value in values:
            held = sum(1 for person in chosen if person[column] == value)
            quotas.append([feature, value, str(max(0, held - chance.randint(0, 1))), str(held + chance.randint(0, 1))])
    paths = written(folder, f"small{number}", quotas, people, [*features])
    try:
        compute(*read(*paths, size, "address" if apart else None), "maximin")
    except InfeasibleQuotas:
        return None
    return *paths, size, apart


def record() -> None:
    """Write what the peer finds on sf150 and on small pools, for the tests."""
    sf150 = [SHARED / f"sf150_{kind}.csv" for kind in ("features", "candidates")]
    found: dict[str, object] = {
        "peer": PEER,
        "sf150": {"maximin": peer(*sf150, 22, "maximin")["minimum"], "nash_mean_log": peer(*sf150, 22, "nash")["mean_log"]},  # type: ignore[index]
    }
    cases = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(10):
            made = small(Path(folder), number)
            if made is None:
                continue
            features, people, size, apart = made
            household = "address" if apart else None
            answer = peer(features, people, size, "maximin", household)
            pool, asked = read(features, people, size, household)
            kept = {name: getattr(asked, name) for name in ("size", "features", "values", "minimum", "maximum", "one_per_household")}
            if answer is not None:
                said = [{**choice, "person": str(place)} for place, (choice, _) in enumerate(pool.choices())]  # type: ignore[dict-item]
                cases.append({"name": f"small-{number}", "draw": kept, "people": said, "maximin": answer["minimum"]})
    RECORD.write_text(json.dumps(found | {"small": cases}, separators=(",", ":")) + "\n")
    print(f"{RECORD.name}: {len(cases)} small pools.")


def main() -> None:
    """Measure, peer and us in one run."""
    print("Fair draws, seconds of CPU (the smallest chance in brackets):")
    with tempfile.TemporaryDirectory() as folder:
        pools = {"volunteers 500/40": (*volunteers(Path(folder)), 40, "maximin")}
        if SHARED.is_dir():
            pools |= {
                f"sf150 150/22 {how}": (*(SHARED / f"sf150_{kind}.csv" for kind in ("features", "candidates")), 22, how)
                for how in ("maximin", "nash")
            }
        for name, (features, people, size, fairness) in pools.items():
            mine, other = ours(features, people, size, fairness), peer(features, people, size, fairness)
            said = (
                ""
                if other is None
                else f"; peer {other['cpu']:.2f} ({other['minimum']:.5f}); the peer takes {other['cpu'] / mine['cpu']:.0f} times ours"
            )
            print(f"  {fairness} {name}: {mine['cpu']:.2f} ({mine['minimum']:.5f}){said}")
    for name, size, aim in (("sf150", 22, 5), ("synthfr_1000_60", 60, 180)) if SHARED.is_dir() else ():
        mine = ours(SHARED / f"{name}_features.csv", SHARED / f"{name}_candidates.csv", size, "leximin")
        print(
            f"  leximin {name}: {mine['cpu']:.2f} of {aim} allowed ({mine['minimum']:.5f}), {mine['panels']} panels; the peer needs Gurobi"
        )


if __name__ == "__main__":
    record() if "--record" in sys.argv else main()
