"""A temporary instance: its folder and database, its rows, its server of two processes, and how much CPU it takes."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROCESSES, THREADS = 2, 2
GRANIAN = Path(sys.executable).parent / "granian"
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Instance:
    """An instance that was filled: where it is, and what can be asked of it (`about`, see `load.py`)."""

    folder: Path
    database: str  # sqlite, postgresql
    environ: dict[str, str]
    about: dict[str, Any] = field(default_factory=dict)

    def run(self, *command: str) -> str:
        """Run a program of ours in this instance and give what it prints."""
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def fill(self, contributions: int) -> None:
        """Load the rows, unless the folder holds them already."""
        loaded = self.folder / "loaded.json"
        self.run("-m", "parvis.cli.main", "upgrade", "--quiet")
        if not loaded.exists():
            self.run("-m", "benchmarks.load", str(contributions))
        self.about = json.loads(loaded.read_text())


def instance(folder: Path, database: str, url: str = "") -> Instance:
    """Give an instance in this folder; `url` is its DATABASE_URL."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DATABASE_URL", "DJANGO"))}
    environ = kept | {"PARVIS_DATA": str(folder), "DATABASE_URL": url, "PYTHONPATH": str(ROOT), "BARE_DATA": str(folder)}
    return Instance(folder, database, environ)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Start a throw-away PostgreSQL as somebody who is not root, durable as it comes, and give its DATABASE_URL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if not found:
        raise FileNotFoundError("PostgreSQL is not installed (apt install postgresql): its part is left out.")
    folder.mkdir(parents=True, exist_ok=True)
    data, port = folder / "data", str(free_port())
    as_other: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        for above in [folder, *folder.parents][:-1]:
            if not above.stat().st_mode & 0o001:
                above.chmod(above.stat().st_mode | 0o011)
        as_other = ["runuser", "-u", "postgres", "--"]

    def tool(name: str, *arguments: str) -> None:
        subprocess.run([*as_other, str(found[-1] / name), *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")

    if not (data / "PG_VERSION").exists():
        tool("initdb", "-D", str(data), "--username=parvis", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c shared_buffers=512MB -c max_wal_size=4GB"
    tool("pg_ctl", "-D", str(data), "-w", "-t", "120", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield f"postgresql://parvis@127.0.0.1:{port}/postgres"
    finally:
        tool("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")


@dataclass
class Server:
    """A server that answers, and the processes whose CPU counts."""

    url: str
    roots: list[int]

    def cpu(self) -> float:
        """Give the seconds of CPU that the server (and the database's own processes) have taken so far."""
        parents: dict[int, int] = {}
        spent: dict[int, int] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                words = path.read_text().rpartition(")")[2].split()
                pid = int(path.parent.name)
                parents[pid], spent[pid] = int(words[1]), sum(map(int, words[11:15]))
        return sum(ticks for pid, ticks in spent.items() if self._ours(pid, parents)) / TICKS

    def _ours(self, pid: int, parents: dict[int, int]) -> bool:
        while pid > 1:
            if pid in self.roots:
                return True
            pid = parents.get(pid, 0)
        return False


@contextmanager
def serving(place: Instance, application: str = "parvis.config.wsgi:application") -> Iterator[Server]:
    """Serve with as many processes and threads as `parvis serve` does, on a free port of this machine."""
    port = int(os.environ.get("PORT") or free_port())
    command = [
        str(GRANIAN), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(PROCESSES),
        "--blocking-threads", str(THREADS), "--no-ws", "--no-access-log", "--log-level", "warning", application,
    ]  # fmt: skip
    roots = []
    postmaster = place.folder.parent / f"{place.folder.name}-base" / "data" / "postmaster.pid"
    if application.startswith("parvis") and postmaster.exists():
        roots.append(int(postmaster.read_text().split()[0]))
    program = subprocess.Popen(command, cwd=ROOT, env=place.environ | {"PORT": str(port)})
    try:
        for _try in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield Server(f"http://127.0.0.1:{port}", [program.pid, *roots])
    finally:
        program.terminate()
        program.wait(15)
