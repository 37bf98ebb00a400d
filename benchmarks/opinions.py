"""How fast opinions are mapped, in seconds of CPU and megabytes; red-dwarf, in an environment of its own, beside us.

    python -m benchmarks opinions [--only 10,000]

The aims: at 10,000 people x 500 statements, 1/20 of red-dwarf's CPU; 100,000 x 1,000 (6 M votes) under 2 s and 500 MB; 1,000,000 x 2,000
(60 M votes) under 15 s and 2,500 MB; there, a warm update after 1 % of new votes under 1 s, and the next statement under 1 ms. Each size
runs in a process of its own, which loads its votes, so that the peak of its memory is its own. Imports are not counted, neither ours nor
theirs.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from parvis.mechanisms.opinions.analysis import analyse
from parvis.mechanisms.opinions.live import Live
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.opinion_map import opinion_map
from parvis.mechanisms.opinions.routing import Routing
from parvis.mechanisms.opinions.vote_log import VoteLog
from parvis.mechanisms.opinions.votes import VoteMatrix

PEER, VERSION = "red-dwarf", "0.4.0"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "parvis-bench"
EACH = 60  # votes of a person
SIZES = {"10,000 x 500": (10_000, 500), "100,000 x 1,000": (100_000, 1_000), "1,000,000 x 2,000": (1_000_000, 2_000)}
THEIRS = """
import json, sys, time, warnings, resource
warnings.simplefilter("ignore")
import numpy as np
from reddwarf.implementations import base, polis
given = np.load(sys.argv[1])
people = np.repeat(np.arange(len(given["starts"]) - 1), np.diff(given["starts"]))
columns = ("participant_id", "statement_id", "vote", "modified")
cells = zip(people.tolist(), given["columns"].tolist(), given["votes"].tolist(), range(len(people)))
votes = [dict(zip(columns, cell)) for cell in cells]
spent = time.process_time()
base.generate_raw_matrix(votes=votes)
reading = time.process_time() - spent
spent = time.process_time()
polis.run_pipeline(votes=votes, random_state=1)
whole = time.process_time() - spent
print(json.dumps({"reading": reading, "whole": whole, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def made(people: int, statements: int, file: Path) -> None:
    """Write the votes of three groups of people, each on 60 statements spread over all, people after people."""
    chance = np.random.default_rng(1)
    thought = (chance.normal(0, 0.7, (1, statements)) + 0.6 * chance.normal(0, 1, (3, statements))).astype(np.float32)
    columns, votes = np.empty((people, EACH), np.int32), np.empty((people, EACH), np.int8)
    wide = statements // EACH
    for begin in range(0, people, 20_000):
        end = min(people, begin + 20_000)
        group, first = chance.integers(0, 3, end - begin), chance.integers(0, statements, (end - begin, 1))
        places = (first + np.arange(EACH) * wide + chance.integers(0, wide, (end - begin, EACH))) % statements
        columns[begin:end] = np.sort(places, axis=1)
        said = thought[group[:, None], columns[begin:end]] + chance.normal(0, 1, places.shape)
        votes[begin:end] = np.where(said > 0.3, 1, np.where(said < -0.3, -1, 0))
    np.savez(file, starts=np.arange(people + 1, dtype=np.int64) * EACH, columns=columns.ravel(), votes=votes.ravel(), statements=statements)


def measured(file: Path) -> dict[str, float]:
    """Map the votes of a file and give what it took: this runs in a process of its own."""
    with np.load(file) as given:
        starts, columns, votes, statements = (given[name] for name in ("starts", "columns", "votes", "statements"))
    options = [str(number) for number in range(int(statements))]
    small, _ = VoteMatrix.of(options, starts[:101], columns[: starts[100]], votes[: starts[100]])
    opinion_map(small)  # what is imported and compiled on first use is not measured
    spent = time.process_time()
    matrix, _ = VoteMatrix.of(options, starts, columns, votes)
    ordered = time.process_time() - spent
    del columns, votes
    result = opinion_map(matrix)
    found = {"ordered": ordered, "whole": time.process_time() - spent}
    found |= {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "groups": len(result.tables["groups"])}  # type: ignore[arg-type]
    if matrix.people >= 1_000_000:
        found |= _warm(matrix)
    if matrix.people <= 10_000:
        people = np.repeat(np.arange(matrix.people), np.diff(matrix.starts))
        rows = list(zip(people.tolist(), matrix.columns.tolist(), matrix.votes.tolist(), range(len(people)), strict=True))
        spent = time.process_time()
        opinion_map(VoteLog.read(rows).matrix()[0])
        found["from_rows"] = time.process_time() - spent
    return found


def _warm(matrix: VoteMatrix) -> dict[str, float]:
    chance = np.random.default_rng(2)
    live = Live(matrix, MapSettings(), analyse(matrix, MapSettings()))
    many = len(matrix.votes) // 100
    new = chance.integers(0, matrix.people, many), chance.integers(0, len(matrix.options), many), chance.integers(-1, 2, many)
    spent = time.process_time()
    live.add(*new)
    live.refresh()
    warm = time.process_time() - spent
    routing = Routing.of(matrix.options, live.counts, np.ones(len(matrix.options)))
    seen = [str(number) for number in range(EACH)]
    spent = time.process_time()
    for number in range(500):
        routing.draw(seen, str(number))
    return {"warm": warm, "next": (time.process_time() - spent) / 500}


def peer() -> Path:
    """Give the Python of the peer's own environment, made on first use."""
    folder = CACHE / PEER
    if not (folder / "bin" / "python").exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", f"{PEER}=={VERSION}"], check=True)
    return folder / "bin" / "python"


def run(only: str = "") -> None:
    """Measure each size, and the peer on the first."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        for said, (people, statements) in SIZES.items():
            if only not in said:
                continue
            file = Path(folder) / "votes.npz"
            made(people, statements, file)
            child = subprocess.run([sys.executable, "-m", "benchmarks.opinions", file], capture_output=True, text=True, check=True)
            ours = json.loads(child.stdout)
            print(f"{said:20} {ours['whole']:7.2f} s  {ours['memory']:6.0f} MB  (rows put in order: {ours['ordered']:.2f} s)", flush=True)
            print(f"{'':20} {ours['groups']:.0f} groups found, 3 planted")
            if "warm" in ours:
                print(f"{'':20} {ours['warm']:7.2f} s  warm update after 1 % of new votes; next statement {ours['next'] * 1000:.3f} ms")
            if people == 10_000:
                theirs = json.loads(subprocess.run([peer(), "-c", THEIRS, file], capture_output=True, text=True, check=True).stdout)
                alone = theirs["whole"] - theirs["reading"]
                print(
                    f"{f'{PEER} {VERSION}':20} {alone:7.2f} s  {theirs['memory']:6.0f} MB  of a matrix, {alone / ours['whole']:.1f} x ours"
                )
                print(
                    f"{'':20} {theirs['whole']:7.2f} s             from rows of votes: {theirs['whole'] / ours['from_rows']:.1f} x ours",
                    end="",
                )
                print(f" ({ours['from_rows']:.2f} s)", flush=True)


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
