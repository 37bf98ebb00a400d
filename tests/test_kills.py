"""A thousand kills: every act has its entry, none has two, no place is left out, and readers never saw a second history."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from benchmarks.instance import postgresql

ROOT = Path(__file__).resolve().parent.parent
KILLS = 1_000


@pytest.fixture(params=["sqlite", "postgresql"])
def environ(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An instance of its own, empty, on each database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DATABASE_URL", "DJANGO"))}
    with ExitStack() as stack:
        url = ""
        if request.param == "postgresql":
            try:
                # Not below the folders of pytest, which only their owner may enter: PostgreSQL runs as somebody else.
                above = stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-kills-"))
                url = stack.enter_context(postgresql(Path(above) / "base"))
            except FileNotFoundError as missing:
                pytest.skip(str(missing))
        environ = kept | {"PARVIS_DATA": str(tmp_path / "data"), "PARVIS_GUARD": str(tmp_path / "guard"), "DATABASE_URL": url}
        subprocess.run([sys.executable, "-m", "parvis.cli.main", "upgrade", "--quiet"], cwd=ROOT, env=environ, check=True)
        yield environ


@pytest.mark.slow
def test_a_thousand_kills(environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.kills", str(KILLS), "20261124"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=800, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["kills"] == KILLS
    assert said["acts"] == said["entries"] > KILLS
    assert said["heads"] > KILLS / 10
