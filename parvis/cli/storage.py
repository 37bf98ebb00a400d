"""Where published files are read by commands: a folder, or an address. Loads no Django."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from parvis.cli.errors import CommandError

PATIENCE = 30  # seconds for an answer
LONGEST = 64 * 1024 * 1024
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Folder:
    """Files in a folder of this computer."""

    root: Path

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; raise `FileNotFoundError` when there is none."""
        return (self.root / path).read_bytes()


@dataclass(frozen=True, slots=True)
class Site:
    """Files of a web site."""

    url: str

    def read(self, path: str) -> bytes:
        """Give the bytes at an address; raise `FileNotFoundError` when nothing is there, and CommandError when the site does not answer."""
        address, said = f"{self.url}/{path}", ""
        for _attempt in range(ATTEMPTS):
            try:
                with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 (the address was typed by who asks)
                    data: bytes = answer.read(LONGEST)
                    return data
            except urllib.error.HTTPError as error:
                if error.code in {404, 410}:
                    raise FileNotFoundError(path) from None
                said = str(error)
            except OSError as error:
                said = str(getattr(error, "reason", error))
        raise CommandError(f"{address}: {said}. The record could not be read; what was verified so far is kept with --state.")


Place: TypeAlias = Folder | Site


def place(given: str) -> Place:
    """Give what was typed: an address that begins with http, or a folder.

    Raises:
        CommandError: it is neither.
    """
    if urlsplit(given).scheme in {"http", "https"}:
        return Site(given.rstrip("/"))
    folder = Path(given)
    if not folder.is_dir():
        raise CommandError(f"{given}: expected the address of a record, such as https://town.example/registre, or a folder with its files.")
    return Folder(folder)
