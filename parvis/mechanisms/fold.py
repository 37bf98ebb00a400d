"""Summing up what came in parts, in one process or on many, with the same answer to the last digit."""

from __future__ import annotations

import operator
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future


class Adds(Protocol):
    """Anything that adds up: a + (b + c) == (a + b) + c."""

    def __add__(self, other: Self, /) -> Self: ...


# How many parts wait for a place: enough for the cores of a large machine or a small cluster.
AHEAD = 64

Part = TypeVar("Part")
Sum = TypeVar("Sum", bound=Adds)


def fold(parts: Iterable[Part], summarise: Callable[[Part], Sum], on: Executor | Literal["cores"] | None = None) -> Sum:
    """Give the sum of the summaries of the parts.

    `on` says where: None in this process, "cores" on all the cores of this machine, or any executor of `concurrent.futures` (a Dask
    client's `get_executor()` is one). Summaries add up exactly, so that the place and the splitting change nothing. In other
    processes `summarise` must be a function of a module. Raise ValueError when there is no part: nothing has no summary.

    >>> fold([[1, 2], [3]], sum)
    6
    """
    if on == "cores":
        from concurrent.futures import ProcessPoolExecutor  # which takes as long to load as counting a few ballots

        with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
            return total(_ahead(pool, summarise, parts))
    return total(map(summarise, parts) if on is None else _ahead(on, summarise, parts))


def _ahead(pool: Executor, summarise: Callable[[Part], Sum], parts: Iterable[Part]) -> Iterator[Sum]:
    """Like `pool.map`, which would read all the parts at once: keep only so many waiting, so that memory does not grow with the input."""
    waiting: deque[Future[Sum]] = deque()
    for part in parts:
        waiting.append(pool.submit(summarise, part))
        if len(waiting) >= AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def total(summaries: Iterable[Sum]) -> Sum:
    """Add the summaries two by two, small ones first, so that adding many costs no more than their size times a logarithm."""
    pending: list[tuple[int, Sum]] = []
    for summary in summaries:
        size, added = 1, summary
        while pending and pending[-1][0] == size:
            size, added = size * 2, operator.add(pending.pop()[1], added)
        pending.append((size, added))
    if not pending:
        raise ValueError("At least one part was expected; there was none to add up.")
    added = pending.pop()[1]
    while pending:
        added = operator.add(pending.pop()[1], added)
    return added
