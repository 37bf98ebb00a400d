"""Joining a Dask cluster, so that memory does not grow with what has been counted there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Executor

SETTINGS = {
    # Each end of a connection keeps its last messages for whoever debugs Dask, a thousand of them unless told: that is every part sent.
    "distributed.admin.low-level-log-length": 8,
    "distributed.admin.log-length": 100,
    # A worker keeps a profile of each second; nobody reads them here.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.log-length": 100,
}
"""Of Dask, for whoever joins a cluster. Schedulers and workers started elsewhere take theirs from the environment (operator's guide)."""

# Seconds after which a scheduler that does not answer is given up.
PATIENCE = 10


@contextmanager
def cluster(address: str | Any) -> Iterator[Executor]:  # or a cluster of Dask, which is imported only here
    """Give the executor of a cluster, from the address of its scheduler; raise OSError when none answers.

    A part is forgotten as soon as its sum has been taken. A worker that is lost has its parts done again by others.
    """
    import dask
    from distributed import Client

    with dask.config.set(SETTINGS), Client(address, timeout=PATIENCE) as client, client.get_executor() as executor:
        yield executor
