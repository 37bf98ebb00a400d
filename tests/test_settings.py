"""Settings are safe by default, refuse what they cannot use, and are all in the guide."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from parvis.config import environment

ROOT = Path(__file__).resolve().parent.parent


def settings_with(tmp_path: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Give what Django says of the settings that these variables make, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DATABASE_URL", "DJANGO"))}
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE']='parvis.config.settings'; from django.conf import settings as s; "
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.PARVIS_DEMO, len(s.SECRET_KEY))"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=kept | {"PARVIS_DATA": str(tmp_path)} | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_said_is_the_safe_choice(tmp_path: Path) -> None:
    assert settings_with(tmp_path).stdout.split() == ["False", "False", "0", "False", "86"]


def test_behind_tls_cookies_are_secure_and_browsers_remember(tmp_path: Path) -> None:
    said = settings_with(tmp_path, PARVIS_URL="https://town.example").stdout.split()
    assert said[1:3] == ["True", "31536000"]


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ENVIRON", {})
    first = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PARVIS_DEBUG", "maybe", "PARVIS_DEBUG: expected yes or no"),
        ("PORT", "http", "PORT: expected a whole number"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL: expected postgresql://"),
        ("PARVIS_TILES", "tiles.example.org/{z}/{x}/{y}.png", "PARVIS_TILES: expected https://"),
        ("PARVIS_TILES", "http://tiles.example.org/{z}/{x}/{y}.png", "PARVIS_TILES: expected https://"),
        ("PARVIS_TILES", "https://{s}.example.org/{z}/{x}/{y}.png", "expected {z}, {x} and {y} after one host name"),
        ("PARVIS_TILES", "https://tiles.example.org/{z}/{x}/{y}.png", "in PARVIS_TILES_CREDIT"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(tmp_path: Path, name: str, value: str, said: str) -> None:
    assert said in settings_with(tmp_path, **{name: value}).stderr


def test_every_setting_is_in_the_guide() -> None:
    read = re.findall(r"env\.\w+\(\s*\"(\w+)\"", (ROOT / "parvis/config/settings.py").read_text())
    guide = (ROOT / "docs/guides/operator.md").read_text()
    assert [name for name in sorted({*read, "PARVIS_SECRET_KEY"}) if f"`{name}`" not in guide] == []
