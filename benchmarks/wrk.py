"""Asking a server as fast as it answers, with wrk (https://github.com/wg/wrk)."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.instance import Server

SCRIPT = Path(__file__).with_name("load.lua")
SECONDS, CONNECTIONS = 5, 16


@dataclass(frozen=True)
class Measured:
    """What a run gave: answers per second, milliseconds of CPU per answer, bytes per answer, answers that were errors."""

    rate: float
    cpu: float
    size: float
    wrong: int
    answers: int


def check() -> None:
    """Say clearly that wrk is missing."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed; it is what asks for the pages. On Debian or Ubuntu: apt install wrk")


def measure(
    server: Server,
    paths: Sequence[str],
    *,
    method: str = "GET",
    cookies: Sequence[str] = (),
    bodies: Sequence[str] = (),
    seconds: int = SECONDS,
) -> Measured:
    """Ask for these addresses in a random order, each time as one of those people (cookies) with one of those bodies."""
    with tempfile.TemporaryDirectory() as name:
        files = []
        for stem, rows in (("paths", paths), ("cookies", cookies), ("bodies", bodies)):
            file = Path(name) / stem
            file.write_text("".join(f"{row}\n" for row in rows))
            files.append(str(file) if rows else "-")
        command = [
            "wrk",
            "-t",
            "2",
            "-c",
            str(CONNECTIONS),
            "-d",
            f"{seconds}s",
            "--timeout",
            "10s",
            "-s",
            str(SCRIPT),
            server.url,
            "--",
            method,
            *files,
        ]
        before = server.cpu()
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        spent = server.cpu() - before
    answers, wrong = _number(r"(\d+) requests in", said), _number(r"Non-2xx or 3xx responses: (\d+)", said)
    return Measured(
        rate=_number(r"Requests/sec:\s+([\d.]+)", said),
        cpu=1000 * spent / max(answers, 1),
        size=_bytes(said) / max(answers, 1),
        wrong=int(wrong),
        answers=int(answers),
    )


def _number(pattern: str, said: str) -> float:
    found = re.search(pattern, said)
    return float(found.group(1)) if found else 0.0


def _bytes(said: str) -> float:
    found = re.search(r"requests in [\d.]+\w+, ([\d.]+)(\w?)B read", said)
    return float(found.group(1)) * {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}[found.group(2)] if found else 0.0
