"""Tests never touch the data of an instance that runs from this folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent


def test_data_stands_in_a_folder_of_its_own() -> None:
    folder = Path(settings.PARVIS_DATA)
    assert folder == Path(os.environ["PARVIS_DATA"]).resolve()
    assert folder.is_relative_to(Path(tempfile.gettempdir()).resolve())
    assert not folder.is_relative_to(ROOT)
    for place in (settings.MEDIA_ROOT, settings.STATIC_ROOT, settings.EMAIL_FILE_PATH):
        assert Path(place).is_relative_to(folder)


def test_a_session_leaves_nothing_behind(tmp_path: Path) -> None:
    """A session of its own, started where no data is and without being told of a folder, makes none and clears its own away."""
    (tmp_path / "test_one.py").write_text(
        "from django.conf import settings\nfrom pathlib import Path\n\n"
        "def test_one():\n    Path('seen').write_text(str(settings.PARVIS_DATA))\n    assert settings.PARVIS_DATA.is_dir()\n"
    )
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\nDJANGO_SETTINGS_MODULE = "parvis.config.settings"\naddopts = "-p tests.environment"\n'
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DATABASE_URL", "DJANGO", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "-q", "."]
    made = subprocess.run(command, cwd=tmp_path, env=kept | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    assert not (tmp_path / "data").exists()
    assert not Path((tmp_path / "seen").read_text()).exists()
