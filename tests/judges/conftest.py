"""Builds the Go judge, once for each run of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "record"
GO_PATH = Path("/usr/share/gocode")
NEEDED = "golang-go golang-golang-x-mod-dev golang-golang-x-crypto-dev"

Judge = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def judge_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the judge's program, built without modules nor network over Debian's packages."""
    go = shutil.which("go")
    if go is None or not (GO_PATH / "src/golang.org/x/mod/sumdb").is_dir():
        message = f"needs Go and its packages: apt-get install --no-install-recommends {NEEDED}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    folder = tmp_path_factory.mktemp("judge")
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOFLAGS": "", "GOCACHE": str(folder / "cache")}
    built = subprocess.run([go, "build", "-o", str(folder / "judge"), "."], cwd=SOURCE, env=environment, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return folder / "judge"


@pytest.fixture(scope="session")
def judge(judge_path: Path) -> Judge:
    """Give a function that runs the judge with arguments, and `stdin` if there is one."""

    def run(*arguments: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(judge_path), *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120)

    return run
