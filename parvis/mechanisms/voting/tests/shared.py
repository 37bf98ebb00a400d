"""Where the real elections lie that tests read and the project does not contain."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("PARVIS_SHARED") or Path(__file__).parents[5] / "shared") / "data"


def shared(path: str) -> Path:
    """Give a path in the shared data; skip the test when it is not on this machine."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"{found.name} is not here: set PARVIS_SHARED to the folder of shared data")
    return found
