"""How much CPU it takes to make, cast and verify secret ballots, beside belenios-tool on the same archives.

    python -m benchmarks.secrecy [--ballots N] [--cluster N] [--folder FOLDER]

Both verifiers run as whole programs, one after the other, and their user and system time are compared: ours with --cores 1, then on all
the cores, where the total should stay the same. `--cluster N` verifies N ballots on a Dask cluster of processes and watches their memory.
belenios-tool 2.0 comes with Debian 12; 3.0, for Ed25519, is made by tools/belenios3 and named by PARVIS_BELENIOS3.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from parvis.cli.cluster import SETTINGS
from parvis.cli.cluster import cluster as joined
from parvis.cli.secrecy.files import mapped
from parvis.mechanisms.secrecy import archive, ballots, decryption, tally, urn
from parvis.mechanisms.secrecy.canonical import write
from parvis.mechanisms.secrecy.ciphertexts import read_ciphertexts
from parvis.mechanisms.secrecy.credentials import new_credential, public_of, write_credentials
from parvis.mechanisms.secrecy.elections import new_uuid, read_election, write_election
from parvis.mechanisms.secrecy.groups import group
from parvis.mechanisms.secrecy.homomorphic import Homomorphic
from parvis.mechanisms.secrecy.trustees import Part, Trustees, new_key, read_trustees
from parvis.mechanisms.secrecy.verification import Verifier

draw = secrets.randbelow
CHUNK = 100


def made(name: str, choices: int, count: int, path: Path, *, quickly: bool = False) -> float:
    """Write an election with so many ballots, one a voter, one choice of `choices`; give the CPU that making one ballot took."""
    here = group(name)
    secret, uuid = draw(here.q), new_uuid(draw)
    trustees = write([["Single", new_key(here, secret, draw)]])
    question = Homomorphic(question="?", answers=tuple(str(n) for n in range(choices)), min=0, max=1)
    key = read_trustees(trustees, here).public_key
    election = write_election(uuid=uuid, name="", description="", group=name, public_key=key, questions=[question])
    credentials = [new_credential(draw) for _ in range(count)]
    with ProcessPoolExecutor() as pool, path.open("wb") as file:
        publics = dict.fromkeys(pool.map(_public, ((one, uuid, name) for one in credentials), chunksize=CHUNK), 1)
        setup = urn.found(election, trustees, write_credentials(here, publics), 1_700_000_000)
        file.write(setup)
        board = archive.Board.read(memoryview(setup))
        parent = board.last
        start = cpu()
        sealed = pool.map(_ballot, ((election, one, secret if quickly else None) for one in credentials), chunksize=CHUNK)
        for height, ballot in enumerate(sealed, 1):
            added, parent = archive.event("Ballot", [ballot], parent=parent, height=height, timestamp=board.timestamp)
            file.write(added)
    # The processes of the pool are counted once they have ended.
    spent = cpu() - start
    with path.open("ab") as file:
        for kind, payloads in finish(election, secret, path):
            height += 1
            added, parent = archive.event(kind, payloads, parent=parent, height=height, timestamp=board.timestamp)
            file.write(added)
    return spent / count


def finish(data: bytes, secret: int, path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Give the events that end an election: the sum of its ballots, which nobody verifies here, its decryption and its result."""
    election = read_election(data)
    counted = tally.nothing(election)
    with mapped(path) as view:
        for one in archive.Board.read(view).ballots:
            (answer,) = json.loads(bytes(view[one.span.start : one.span.start + one.span.size]))["answers"]
            choices, _ = read_ciphertexts(answer["choices"], election.group, election.questions[0].ciphertexts)
            counted = counted + tally.of_ballot(election, [choices])
    encrypted = tally.write_tally(election, counted.questions)
    yield "EndBallots", []
    yield "EncryptedTally", [encrypted, tally.write_sized(counted, encrypted)]
    payload = decryption.decrypt(election, counted.questions, secret, draw)
    yield "PartialDecryption", [payload, archive.owned(1, payload)]
    factors = {1: decryption.read_decryption(election, counted.questions, election.public_key, payload)}
    trustees = Trustees(election.group, (Part("Single", 1, (election.public_key,), election.public_key),))
    yield "Result", [decryption.result(election, decryption.opened(election, trustees, counted.questions, factors), counted.weight)]


class Known:
    """A group whose elements are their logarithms, known here because the trustee's secret is: ballots are made six times quicker, and
    are those that voters would make. Only for filling a large urn.
    """

    identity, generator = 0, 1

    def __init__(self, name: str) -> None:
        self.real = group(name)
        self.name, self.q, self.embedding = name, self.real.q, self.real.embedding

    def text(self, element: int) -> str:
        return _text(self.name, element)

    def times(self, one: int, other: int) -> int:
        return (one + other) % self.q

    def inverse(self, element: int) -> int:
        return -element % self.q

    def power(self, element: int, exponent: int) -> int:
        return element * exponent % self.q

    def powers(self, element: int, exponents: Sequence[int]) -> list[int]:
        return [element * exponent % self.q for exponent in exponents]

    def table(self, element: int) -> Callable[[int], int]:
        return lambda exponent: element * exponent % self.q

    def of_generator(self, exponent: int) -> int:
        return exponent % self.q


@lru_cache(maxsize=256)
def _text(name: str, element: int) -> str:
    here = group(name)
    return here.text(here.of_generator(element))


def _public(given: tuple[str, str, str]) -> str:
    credential, uuid, name = given
    return public_of(credential, uuid, group(name))


def _ballot(given: tuple[bytes, str, int | None]) -> bytes:
    election = read_election(given[0])
    if given[2] is not None:
        election = replace(election, group=Known(election.group.name), public_key=given[2])
    marks = [0] * election.questions[0].ciphertexts
    marks[draw(len(marks))] = draw(2)
    return ballots.make(election, given[1], [marks], draw)[0]


def cpu() -> float:
    """Give the CPU of this process and of those it waited for."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def of_program(*command: str) -> tuple[float, float]:
    """Run a program that must succeed; give its CPU and its time on the clock."""
    before, start = cpu(), time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return cpu() - before, time.monotonic() - start


def compare(name: str, choices: int, count: int, peer: str | None, folder: Path) -> None:
    """Verify one archive with both programs."""
    path = folder / f"{name}-{choices}-{count}" / "placeholder"
    path.parent.mkdir(parents=True)
    making = made(name, choices, count, path)
    with mapped(path) as data:
        uuid = urn.Urn(data).election.uuid
    path = path.rename(path.with_name(f"{uuid}.bel"))
    program = str(Path(sys.executable).with_name("parvis"))
    one, clock_one = of_program(program, "verify", "election", str(path), "--cores", "1")
    every, clock_every = of_program(program, "verify", "election", str(path))
    print(
        f"{name}, {choices} choices, {count} ballots, {path.stat().st_size / 1e6:.1f} MB: make {1000 * making:.2f} ms a ballot", flush=True
    )
    print(f"  verify, 1 core   {1000 * one / count:7.2f} ms of CPU a ballot  ({clock_one:.1f} s on the clock)")
    print(f"  verify, {os.cpu_count()} cores  {1000 * every / count:7.2f} ms of CPU a ballot  ({clock_every:.1f} s on the clock)")
    if peer:
        theirs, _ = of_program(peer, "election", "verify", "--dir", str(path.parent))
        print(
            f"  {Path(peer).name} verify {1000 * theirs / count:7.2f} ms of CPU a ballot; ours takes {one / theirs:.2f} of it", flush=True
        )
    casting(path)


def casting(path: Path, tries: int = 50) -> None:
    """Measure a cast: parse, verify, append. The urn is open already, as it is on a server."""
    with mapped(path) as data:
        whole = urn.Urn(data)
        given = [bytes(data[one.span.start : one.span.start + one.span.size]) for one in islice(whole.board.ballots, tries)]
        first = whole.board.ballots[0].span.start - archive.BLOCK
        empty = bytes(data[:first])
    now = urn.Urn(memoryview(empty))
    with tempfile.TemporaryFile() as file:
        start = time.process_time()
        for ballot in given:
            file.write(now.cast(ballot))
            file.flush()
        print(f"  cast {1000 * (time.process_time() - start) / len(given):.2f} ms of CPU a ballot", flush=True)


def cluster(count: int, folder: Path) -> None:
    """Verify many ballots on a Dask cluster of processes, and say how much memory each process had at most."""
    import dask
    from distributed import Client, LocalCluster

    path = folder / f"cluster-{count}.bel"
    if not path.exists():
        print(f"making {count} ballots …", flush=True)
        made("Ed25519", 5, count, path, quickly=True)
    with (
        dask.config.set(SETTINGS),
        LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, processes=True, dashboard_address=None) as here,
        Client(here) as client,
    ):
        watched = {"this process": os.getpid()} | {f"worker {n}": one["pid"] for n, one in enumerate(client.run(_who).values())}
        before = {name: _memory(pid) for name, pid in watched.items()}
        start, clock = sum(_spent(pid) for pid in watched.values()), time.monotonic()
        with mapped(path) as data, joined(here) as pool, _peaks(watched) as peaks:
            report = Verifier(data, on=pool).run()
        spent = sum(_spent(pid) for pid in watched.values()) - start
    assert report.complete, report
    print(f"Dask, {os.cpu_count()} processes: {report.ballots} ballots, {path.stat().st_size / 1e6:.0f} MB, result {report.result}")
    print(f"  {1000 * spent / count:.2f} ms of CPU a ballot in all, {time.monotonic() - clock:.0f} s on the clock")
    for name in watched:
        print(f"  {name}: {before[name]:.0f} MB before, {peaks()[name]:.0f} MB at most (pages of the file left out)", flush=True)


def _who() -> dict[str, int]:
    return {"pid": os.getpid()}


def _memory(pid: int) -> float:
    """Give the memory of a process in MB, without the pages of files that it maps."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _spent(pid: int) -> float:
    """Give the CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class _peaks:  # noqa: N801  # used as a function
    """Watch the memory of processes while something runs."""

    def __init__(self, pids: dict[str, int]) -> None:
        self.pids, self.most, self.over = pids, dict.fromkeys(pids, 0.0), threading.Event()

    def __enter__(self) -> Callable[[], dict[str, float]]:
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return lambda: self.most

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(0.5):
            for name, pid in self.pids.items():
                self.most[name] = max(self.most[name], _memory(pid))


def run(count: int, many: int, folder: Path) -> None:
    """Measure all of it; with no ballots to compare, only the cluster."""
    if not count:
        cluster(many, folder)
        return
    two, three = shutil.which("belenios-tool"), os.environ.get("PARVIS_BELENIOS3")
    for missing, what in ((two, "belenios-tool 2.0 (apt install belenios-tool)"), (three, "belenios-tool 3.0 (tools/belenios3)")):
        if not missing:
            print(f"{what} is not there: no comparison with it")
    for name, choices, share, peer in _cases(two, three):
        compare(name, choices, max(10, count // share), peer, folder)
    if many:
        cluster(many, folder)


def _cases(two: str | None, three: str | None) -> Iterator[tuple[str, int, int, str | None]]:
    yield "BELENIOS-2048", 5, 1, two
    yield "BELENIOS-2048", 20, 4, two
    yield "Ed25519", 5, 1, three
    yield "Ed25519", 20, 4, three


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.secrecy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ballots", type=int, default=400)
    parser.add_argument("--cluster", type=int, default=0, metavar="N")
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        run(args.ballots, args.cluster, args.folder or Path(folder))


if __name__ == "__main__":
    main()
