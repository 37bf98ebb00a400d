"""Files that wait between a preview and its confirmation: kept for an hour, for the person who brought them."""

from __future__ import annotations

import re
import time
import uuid
from pathlib import Path

from django.conf import settings

from parvis.core.people.models import Person

KEPT_FOR = 3600
NAME = re.compile(r"[0-9a-f]{32}")


def folder_of(person: Person) -> Path:
    """Give the folder of one person, which nobody else reads."""
    folder = Path(settings.PARVIS_DATA) / "waiting" / str(person.ref)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(content: bytes, *, by: Person) -> str:
    """Keep a file, and give the name under which it comes back."""
    for old in folder_of(by).iterdir():
        if time.time() - old.stat().st_mtime > KEPT_FOR:
            old.unlink(missing_ok=True)
    token = uuid.uuid4().hex
    (folder_of(by) / token).write_bytes(content)
    return token


def take(token: str, *, by: Person) -> bytes | None:
    """Give the file back, once; None when it is not there (any more)."""
    path = folder_of(by) / token
    if not NAME.fullmatch(token) or not path.is_file():
        return None
    content = path.read_bytes()
    path.unlink()
    return content
