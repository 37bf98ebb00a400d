"""What this family asks of a storage: one thing, to read. A folder, a web site, an archive or a dictionary can do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Storage(Protocol):
    """Where the published files of a log are read: `checkpoint`, `tile/0/000`, `tile/entries/000.p/12` …

    Paths are relative to the prefix of the log, use `/` and never start with it. Whoever implements it decides on caches,
    retries and limits of size; nothing read here is believed before it is checked.
    """

    def read(self, path: str) -> bytes:
        """Give the bytes published at this path.

        Raises:
            FileNotFoundError: nothing is published there. Any other failure raises something else, so that an outage is
                never taken for an absence.
        """
        ...


@dataclass(frozen=True, slots=True)
class Memory:
    """A storage held in memory, for tests and for files that are already at hand.

    Examples:
        >>> Memory({"checkpoint": b"..."}).read("checkpoint")
        b'...'
    """

    files: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        """Give the bytes at this path, or raise `FileNotFoundError`."""
        try:
            return self.files[path]
        except KeyError:
            raise FileNotFoundError(path) from None
