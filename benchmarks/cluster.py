"""Fifty million rankings in a hundred files, counted on a Dask cluster of separate processes, one of which is killed on the way.

    python -m benchmarks cluster                        100 files of 500,000 ballots, 2 workers of this machine
    python -m benchmarks.cluster --scheduler tcp://…    the same on a cluster that is running; nobody is killed there

It says whether the result is that of one process reading the same files, and how much memory each worker used at most.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from parvis.mechanisms import registry
from parvis.mechanisms.fold import fold
from parvis.mechanisms.voting.ballot_file import read
from parvis.mechanisms.voting.profile import RankProfile

OPTIONS = 9
LIMIT = 1_000_000_000


def write(folder: Path, files: int, ballots: int) -> list[Path]:
    """Write files of complete rankings of nine options, each neighbourhood with preferences of its own."""
    paths = []
    head = f"# NUMBER ALTERNATIVES: {OPTIONS}\n".encode()
    for number in range(files):
        path = folder / f"part-{number:03}.soc"
        paths.append(path)
        if path.exists():
            continue
        chance = np.random.default_rng(number)
        liking = chance.normal(size=OPTIONS) + np.linspace(0, 0.5, OPTIONS)
        orders = (chance.gumbel(size=(ballots, OPTIONS)) + liking).argsort(axis=1)
        lines = np.empty((ballots, 3 + 2 * OPTIONS), dtype=np.uint8)
        lines[:, :3] = np.frombuffer(b"1: ", dtype=np.uint8)
        lines[:, 3::2] = orders + ord("1")
        lines[:, 4::2] = ord(",")
        lines[:, -1] = ord("\n")
        path.write_bytes(head + lines.tobytes())
    return paths


def summarise(path: Path) -> RankProfile:
    """Read one file; equal ballots are counted together before anything is sent."""
    profile = read(path.name, path.read_bytes()).profile
    assert isinstance(profile, RankProfile)
    return profile.compact()


def peak() -> int:
    """Give the most memory that this process has used, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class Losing:
    """An executor that kills one of its workers once it has been given so many parts, while both are reading."""

    def __init__(self, client: Any, executor: Any, after: int) -> None:
        self.client, self.executor, self.after = client, executor, after
        self.given = 0
        self.killed: list[int] = []

    def submit(self, function: Any, part: Any) -> Any:
        """Give a part to the cluster."""
        future = self.executor.submit(function, part)
        self.given += 1
        if self.given == self.after:
            self.killed.append(next(iter(self.client.run(os.getpid).values())))
            os.kill(self.killed[0], signal.SIGKILL)
        return future


def main(files: int = 100, ballots: int = 500_000, folder: Path | None = None, scheduler: str = "") -> None:
    """Count on the cluster, then in this process, and compare."""
    from distributed import Client, LocalCluster

    with contextlib.ExitStack() as stack:
        place = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-cluster-")))
        paths = write(place, files, ballots)
        print(f"{files} files of {ballots:,} ballots, {sum(path.stat().st_size for path in paths) / 1e6:,.0f} MB", flush=True)
        if scheduler:
            client = stack.enter_context(Client(scheduler))
            executor: Any = stack.enter_context(client.get_executor())
        else:
            cluster = stack.enter_context(
                LocalCluster(n_workers=2, threads_per_worker=1, processes=True, memory_limit=LIMIT, dashboard_address="127.0.0.1:0")
            )
            client = stack.enter_context(Client(cluster))
            executor = Losing(client, stack.enter_context(client.get_executor()), files * 4 // 5)
        start = time.perf_counter()
        counted = fold(paths, summarise, on=executor)
        killed = getattr(executor, "killed", [])
        taken = time.perf_counter() - start
        memory = client.run(peak)
        print(f"counted {counted.expressed:,} ballots in {taken:.0f} s; killed on the way: {len(killed)} worker", flush=True)
        for worker, used in memory.items():
            print(f"  {worker}: {used / 1e6:.0f} MB at most ({'within' if used < LIMIT else 'OVER'} 1 GB)")
        alone = fold(paths, summarise)
        same = counted == alone
        for slug in ("schulze", "irv", "scottish-stv"):
            one, other = (registry.get(slug)(profile) for profile in (counted, alone))
            same = same and one == other
            print(f"  {slug}: {', '.join(one.outcome)}")
        print(f"the same as one process, to the last ballot: {same}")
        if not same or (not scheduler and not killed):
            raise SystemExit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--ballots", type=int, default=500_000, help="ballots in each file")
    parser.add_argument("--folder", type=Path, help="keep the files in this folder, and use them again")
    parser.add_argument("--scheduler", default="", help="the address of a running cluster, whose workers see the same folder")
    given = parser.parse_args()
    main(given.files, given.ballots, given.folder, given.scheduler)
