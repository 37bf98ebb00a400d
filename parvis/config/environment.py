"""Reads the environment: the one place where an instance differs from another."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ENVIRON: Mapping[str, str] = os.environ
YES = {"1", "true", "yes", "on", "oui"}
NO = {"", "0", "false", "no", "off", "non"}


class WrongSetting(Exception):
    """An environment variable holds something that cannot be used."""


def text(name: str, default: str = "") -> str:
    """Give a variable as it stands, without the white space around it."""
    return ENVIRON.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """Give a yes-or-no variable; anything that is neither is refused rather than guessed."""
    value = ENVIRON.get(name, str(default)).strip().lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise WrongSetting(f"{name}: expected yes or no (1 or 0), got {value!r}.")


def number(name: str, default: int) -> int:
    """Give a whole number."""
    value = ENVIRON.get(name, str(default)).strip()
    if not value.isdigit():
        raise WrongSetting(f"{name}: expected a whole number, got {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Give a list written with commas."""
    return [word.strip() for word in ENVIRON.get(name, default).split(",") if word.strip()]


def storage(name: str) -> dict[str, Any] | None:
    """Give a storage of Django, written as JSON with its BACKEND and OPTIONS; None when it is not set."""
    if not (value := text(name)):
        return None
    try:
        described = json.loads(value)
    except ValueError:
        described = None
    if not isinstance(described, dict) or not isinstance(described.get("BACKEND"), str):
        example = '{"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {}}'
        raise WrongSetting(f"{name}: expected JSON such as {example}, got {value!r}.")
    return described


def tiles(name: str, credit: str) -> str:
    """Give the address of a server of tiles; empty when it is not set. Its credit, another variable, goes with it."""
    if not (address := text(name)):
        return ""
    parts = urlsplit(address)
    near = parts.hostname in {"127.0.0.1", "localhost"}
    if not (parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and near))):
        raise WrongSetting(f"{name}: expected https://host/…/{{z}}/{{x}}/{{y}}.png, got {address!r}.")
    if any(part not in parts.path + parts.query for part in ("{z}", "{x}", "{y}")) or "{" in parts.netloc:
        raise WrongSetting(f"{name}: expected {{z}}, {{x}} and {{y}} after one host name, got {address!r}.")
    if not text(credit):
        raise WrongSetting(f"{name}: expected the credit that its licence asks for in {credit}, such as “© OpenStreetMap contributors”.")
    return address


def state_folder() -> Path:
    """Give where programs of this user keep what is neither data nor settings (XDG Base Directory Specification): no backup of the data
    folder holds it."""
    home = text("XDG_STATE_HOME") or str(Path(text("HOME", "/var/lib")) / ".local" / "state")
    return Path(home) / "parvis"


def secret_key(folder: Path) -> str:
    """Give the secret key of this instance: from PARVIS_SECRET_KEY, or generated once into the data folder."""
    if key := text("PARVIS_SECRET_KEY"):
        return key
    path = folder / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(64))
    return key


def database(url: str, folder: Path) -> dict[str, Any]:
    """Give Django's description of the database that DATABASE_URL names: SQLite in the data folder when it is empty.

    >>> database("postgres://clerk:s%40lt@db.example:5433/town", Path("."))["PASSWORD"]
    's@lt'
    """
    if not url or url.startswith("sqlite:"):
        path = unquote(urlsplit(url).path) if url else ""
        return {
            "ENGINE": "parvis.config.sqlite",
            "NAME": path or folder / "parvis.sqlite3",
            # Opening the file and saying all of the following at each request costs more than many pages.
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                # A writer takes the lock when its transaction starts, and waits for its turn instead of failing halfway.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                    "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=268435456;PRAGMA cache_size=-64000;"
                    "PRAGMA journal_size_limit=67108864;PRAGMA wal_autocheckpoint=8000"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting(f"DATABASE_URL: expected postgresql://… or nothing (SQLite), got {parts.scheme!r}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
