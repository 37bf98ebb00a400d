"""Django's SQLite, with a turn for each writer.

SQLite has one writer at a time. Those who wait look again after 1, 2, 5, 10 … 100 ms (`sqliteDefaultBusyCallback` in its `main.c`), so that
under many writers the lock stands free most of the time and the unlucky wait long. Here a transaction first takes a turn, a lock on a file
beside the database (flock, which the system gives up when a process dies), and looks every half millisecond. SQLite's own lock stays what
keeps the data safe: whoever gets no turn in time goes on without one.

Django looks for this module by its name, `base`.
"""

from __future__ import annotations

import fcntl
import os
import time
from typing import Any

from django.db.backends.sqlite3 import base

PAUSE = 0.0005


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes its turn before it writes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: int | None = None
        self._has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._give_turn()

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
            if self._turn is not None:
                os.close(self._turn)
                self._turn = None

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        if self._turn is None:
            self._turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + float(self.settings_dict["OPTIONS"].get("timeout", 5))
        while time.monotonic() < until:
            try:
                fcntl.flock(self._turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(PAUSE)
            else:
                self._has_turn = True
                return

    def _give_turn(self) -> None:
        if self._has_turn and self._turn is not None:
            fcntl.flock(self._turn, fcntl.LOCK_UN)
            self._has_turn = False
