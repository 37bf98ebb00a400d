"""The server and the worker beside it: what fails is taken up again, and nothing is left running."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from parvis.cli import serve

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_worker_waits_while_the_database_is_locked(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # the test is inside a transaction
    turns: list[int] = []

    def tasks() -> None:
        turns.append(1)
        if len(turns) < 3:
            raise OperationalError("database is locked")

    serve.work(tasks, pause=0)
    assert len(turns) == 3


def test_other_faults_of_a_worker_are_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        serve.work(lambda: 1 / 0, pause=0)


def test_a_worker_that_ends_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    monkeypatch.setattr(serve, "TICK", 0.01)
    mark, asked = tmp_path / "mark", threading.Event()
    once = [sys.executable, "-c", f"open({str(mark)!r}, 'a').write('x'); raise SystemExit(3)"]
    server = subprocess.Popen(SLEEPS)

    def enough() -> None:
        while not mark.exists() or len(mark.read_text()) < 2:
            asked.wait(0.05)
        asked.set()

    threading.Thread(target=enough, daemon=True).start()
    assert serve.watch(server, asked, beside=once, environ=os.environ) == 0
    assert server.returncode is not None
    assert "the background worker ended with 3; it is started again" in capfd.readouterr().err


def test_when_the_server_ends_the_worker_does_too(capfd: Any) -> None:
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1); raise SystemExit(4)"])
    assert serve.watch(server, threading.Event(), beside=SLEEPS, environ=os.environ) == 4
    assert "started again" not in capfd.readouterr().err
