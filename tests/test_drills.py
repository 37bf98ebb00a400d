"""The drills of the record hold, each as the one command that an operator types."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
@pytest.mark.parametrize("name", ["erasure", "restoration", "rotation"])
def test_a_drill_holds(name: str, tmp_path: Path) -> None:
    environ = os.environ | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "parvis.cli.main", "drill", name], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("The drill held.\n")
    assert not list(tmp_path.iterdir()), "nothing is left of it"
