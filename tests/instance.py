"""A running demonstration for tests that need a real server: browsers, page weights, feeds.

    from tests.instance import running_demo

    with running_demo() as demo:
        page.goto(demo.url)

The demonstration is loaded once for all workers of a test session; each server gets a copy of its own, and leaves nothing behind.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
PARVIS = [sys.executable, "-m", "parvis.cli.main"]
PATIENCE = 60
# xdist gives all its workers the same name for one session.
SESSION = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)[:16]


@dataclass(frozen=True, slots=True)
class Running:
    """A server: its address without the last stroke, its data folder, and the environment that it runs in."""

    url: str
    data: Path
    environ: Mapping[str, str]


def on_postgres() -> bool:
    """Say whether this session runs on PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@contextmanager
def running_demo(**settings: str) -> Iterator[Running]:
    """Run the demonstration on a free port of this computer, with these environment variables beside the usual ones."""
    loaded = _loaded()
    port = free_port()
    name = f"parvis_demo_{uuid4().hex[:12]}"
    with tempfile.TemporaryDirectory(prefix="parvis-demo-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(loaded, data)
        environ = _environ(data, name) | {"PORT": str(port)} | settings
        if on_postgres():
            _cluster(f'CREATE DATABASE "{name}" TEMPLATE "{_template()}"')
        try:
            with _serving(environ, port, Path(folder) / "log") as url:
                yield Running(url, data, environ)
        finally:
            if on_postgres():
                _cluster(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _serving(environ: Mapping[str, str], port: int, log: Path) -> Iterator[str]:
    command = [*PARVIS, "serve", "--port", str(port), "--processes", "1", "--no-worker"]
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out, stderr=out) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(server, url, log)
            yield url
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server answers, whatever it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"The server ended with {server.returncode}:\n{log.read_text(errors='replace')}")
        try:
            urllib.request.urlopen(f"{url}/", timeout=PATIENCE).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"The server did not answer in {PATIENCE} s:\n{log.read_text(errors='replace')}")


def free_port() -> int:
    """Give a port of this computer that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _environ(data: Path, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DJANGO_"))}
    url = {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()} if on_postgres() else {}
    return kept | url | {"PARVIS_DATA": str(data), "PARVIS_DEMO": "1", "PARVIS_GALLERY": "1", "PYTHONUNBUFFERED": "1"}


def _template() -> str:
    return f"parvis_demo_{SESSION}"


@cache
def _loaded() -> Path:
    """Load the demonstration, or wait for the worker that does, and give the folder to copy from."""
    folder = Path(tempfile.gettempdir()) / f"parvis-demo-{SESSION}"
    folder.mkdir(exist_ok=True)
    # Each worker keeps a hand on the folder; the last one to leave clears it away. Who loads holds another lock: one that waited for the
    # hands of the others would wait for the end of their tests.
    hand = os.open(folder / "hands", os.O_RDWR | os.O_CREAT)
    fcntl.flock(hand, fcntl.LOCK_SH)
    atexit.register(_clear, folder, hand)
    data, done = folder / "data", folder / "done"
    with (folder / "loading").open("w") as loading:
        fcntl.flock(loading, fcntl.LOCK_EX)
        if not done.exists():
            if on_postgres():
                _cluster(f'CREATE DATABASE "{_template()}"')
            command = [*PARVIS, "demo", "--quiet"]
            made = subprocess.run(command, cwd=ROOT, env=_environ(data, _template()), capture_output=True, text=True, check=False)
            if made.returncode:
                raise RuntimeError(f"parvis demo ended with {made.returncode}:\n{made.stderr}")
            done.touch()
    return data


def _clear(folder: Path, hand: int) -> None:
    try:
        fcntl.flock(hand, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    shutil.rmtree(folder, ignore_errors=True)
    if on_postgres():
        _cluster(f'DROP DATABASE IF EXISTS "{_template()}" WITH (FORCE)')


def _cluster(statement: str) -> None:
    """Say something to the cluster of DATABASE_URL, outside any of its databases."""
    import psycopg

    url = urlsplit(os.environ["DATABASE_URL"])._replace(scheme="postgresql", path="/postgres").geturl()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # the names in it are our own
