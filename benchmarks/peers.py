"""Other programs that count, each in an environment of its own outside this folder, made once and used again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PINNED = ("pabutools==1.2.3", "abcvoting==2.19.2", "pref_voting==1.18.2", "apportionment==1.0")


def environment() -> Path:
    """Give the Python of the environment of the peers; make it when it is not there. `PARVIS_PEERS` says where else it is."""
    folder = Path(os.environ.get("PARVIS_PEERS") or Path.home() / ".cache" / "parvis" / "peers")
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"Installing {', '.join(PINNED)} in {folder} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PINNED], check=True, stderr=subprocess.DEVNULL)
    return python


def ask(program: str, *words: str, seconds: int = 600, python: Path | None = None) -> Any:
    """Run a program with the peers, or in another environment, and give the JSON of its last line.

    Raise RuntimeError with its last words when it fails.
    """
    done = subprocess.run(
        [str(python or environment()), "-c", program, *words], capture_output=True, text=True, timeout=seconds, check=False, cwd=Path.home()
    )
    if done.returncode:
        raise RuntimeError((done.stderr.strip() or "It failed.").splitlines()[-1])
    return json.loads(done.stdout.strip().splitlines()[-1])
