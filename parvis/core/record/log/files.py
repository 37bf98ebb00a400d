"""Where the log is published: in a folder, or wherever a storage of Django keeps files (an object store, through django-storages).

A tile is a function of the entries alone, so it is written again without harm after a crash; it is never seen half written.
"""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

from parvis.core.record.log import keys
from parvis.core.record.log.guard import settle

if TYPE_CHECKING:
    from django.core.files.storage import Storage

DRAFTS = ".drafts"
CHECKPOINT = "checkpoint"
POLICY = "policy"  # of a log that was closed; that of the one that goes on is written when it is asked for


class RecordStorage(FileSystemStorage):
    """Files that appear whole or not at all."""

    def put(self, path: str, data: bytes) -> None:
        """Write these bytes in place of what was there."""
        target = Path(self.path(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        drafts = Path(self.location) / DRAFTS
        drafts.mkdir(exist_ok=True)
        draft = drafts / f"{os.getpid()}-{threading.get_ident()}"
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)

    def settle(self, paths: set[str]) -> None:
        """Bring the names of these files to the disk: the folders that they are in, up to ours."""
        top = Path(self.location)
        folders = {folder for path in paths for folder in Path(self.path(path)).parents if folder.is_relative_to(top)}
        for path in sorted(folders, reverse=True):
            settle(path)

    def tidy(self) -> None:
        """Forget what a killed process left half written."""
        shutil.rmtree(Path(self.location) / DRAFTS, ignore_errors=True)


class Files:
    """The published files of one log, to be read (a `Storage` of the ledger) and written.

    Those of the first log stand at the top; a log that began anew has a folder of its own, so that what a proxy keeps for ever stays true.

    Arguments:
        number: which log; the one that goes on now, unless it is said.
    """

    def __init__(self, number: int | None = None) -> None:
        self._storage: Storage = storages["record"]
        self._under = "" if (number or keys.number()) == 1 else f"{number or keys.number()}/"
        self._written: set[str] = set()

    def read(self, path: str) -> bytes:
        """Give what is published at this path, or raise `FileNotFoundError`."""
        try:
            with self._storage.open(self._under + path) as file:
                data: bytes = file.read()
        except (IsADirectoryError, NotADirectoryError):
            raise FileNotFoundError(path) from None
        return data

    def put(self, path: str, data: bytes) -> None:
        """Publish these bytes at this path. An object store replaces an object in one piece; a folder is ours to see to."""
        path = self._under + path
        if isinstance(self._storage, RecordStorage):
            self._storage.put(path, data)
            self._written.add(path)
            return
        if self._storage.get_available_name(path) != path:
            # This storage would save it beside the old one.
            self._storage.delete(path)
        self._storage.save(path, ContentFile(data))

    def settle(self) -> None:
        """Make sure that all that was put is on the disk."""
        if isinstance(self._storage, RecordStorage):
            self._storage.settle(self._written)
        self._written.clear()

    def tidy(self) -> None:
        """Forget what a killed process left half written; call it alone."""
        if isinstance(self._storage, RecordStorage):
            self._storage.tidy()

    def drop_partial(self, full: str) -> None:
        """Delete the partial files of a tile that is full now. tlog-tiles, "Partial Tiles"."""
        folder = f"{self._under}{full}.p"
        try:
            _folders, names = self._storage.listdir(folder)
        except FileNotFoundError:
            return
        for name in names:
            self._storage.delete(f"{folder}/{name}")
        if isinstance(self._storage, FileSystemStorage):
            self._storage.delete(folder)
