"""Django's SQLite, with a turn for each writer, and a wait for the disk that writers share.

SQLite has one writer at a time. Those who wait look again after 1, 2, 5, 10 … 100 ms (`sqliteDefaultBusyCallback` in its `main.c`), so that
under many writers the lock stands free most of the time and the unlucky wait long. Here a transaction first takes a turn, a lock on a file
beside the database (flock, which the system gives up when a process dies), and looks every half millisecond. SQLite's own lock stays what
keeps the data safe: whoever gets no turn in time goes on without one.

A transaction is confirmed once the disk has it. With `synchronous=FULL` SQLite waits for that while nobody else can write. So a transaction
runs with `synchronous=NORMAL`, which keeps the database whole whatever happens, gives its turn to the next one, and then waits for the disk
to have the write-ahead log up to there: several transactions wait for it together. What is written outside a transaction stays `FULL`.
(https://sqlite.org/pragma.html#pragma_synchronous, https://sqlite.org/wal.html)

Django looks for this module by its name, `base`.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base

PAUSE = 0.0005
# Who waited for a turn in vain has waited enough: SQLite's lock is tried for a second more.
LAST_TRY = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes its turn before it writes, and waits for the disk after it gave it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: int | None = None
        self._log: int | None = None
        self._has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        patience = self._patience if self._take_turn() else LAST_TRY
        try:
            self.connection.execute("PRAGMA synchronous=NORMAL")
            if patience != self._patience:
                self.connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_turn()
            raise
        finally:
            if patience != self._patience:
                self.connection.execute(f"PRAGMA busy_timeout={int(self._patience * 1000)}")

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._give_turn()
        self._wait_for_the_disk()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._has_turn = False
            for descriptor in (self._turn, self._log):
                if descriptor is not None:
                    os.close(descriptor)
            self._turn = self._log = None

    @property
    def _patience(self) -> float:
        """How many seconds a writer waits for the others."""
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))

    def _take_turn(self) -> bool:
        """Wait for a turn, and say whether there is nothing more to wait for than SQLite's own lock."""
        if self.is_in_memory_db():
            return True
        if self._turn is None:
            self._turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + self._patience
        while time.monotonic() < until:
            try:
                fcntl.flock(self._turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(PAUSE)
            else:
                self._has_turn = True
                return True
        return False

    def _give_turn(self) -> None:
        if self._has_turn and self._turn is not None:
            fcntl.flock(self._turn, fcntl.LOCK_UN)
            self._has_turn = False
        if not self.connection.in_transaction:
            self.connection.execute("PRAGMA synchronous=FULL")

    def _wait_for_the_disk(self) -> None:
        """Wait until the disk has the log. A checkpoint that has emptied it since waited for the disk itself."""
        if self.is_in_memory_db():
            return
        if self._log is None:
            # The file stays the same as long as this connection is open. In another journal mode there is none, nor anything to wait for.
            with suppress(FileNotFoundError):
                self._log = os.open(f"{self.settings_dict['NAME']}-wal", os.O_RDWR)
        if self._log is not None:
            os.fdatasync(self._log)
