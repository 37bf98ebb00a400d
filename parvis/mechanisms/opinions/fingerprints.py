"""The canonical order of rows of votes, and which rows say exactly the same.

Each (statement, vote) has two numbers of 64 bits from the SHA-256 of its name; a row has the two sums of its own, modulo 2^64. Rows stand
in the order of these sums, which nothing but their content decides. Names of people and times play no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

CHUNK = 1 << 22
Numbers = NDArray[np.uint64]


def table(options: Sequence[str]) -> Numbers:
    """Give the numbers of each (statement, vote): an array (2, 3 × statements), disagree, pass and agree of a statement side by side."""
    drawn = b"".join(sha256(f"parvis/opinions/row/v1\0{ref}\0{vote}".encode()).digest()[:16] for ref in options for vote in (-1, 0, 1))
    return np.ascontiguousarray(np.frombuffer(drawn, "<u8").reshape(-1, 2).T).astype(np.uint64)


def sums(
    options: Sequence[str],
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    votes: NDArray[np.int8],
    chances: NDArray[np.int32] | None = None,
) -> tuple[Numbers, Numbers]:
    """Give the two sums of each row; the second also depends on the chances, the first on the votes alone. No row may be empty."""
    numbers, people = table(options), len(starts) - 1
    first, second = np.zeros(people, np.uint64), np.zeros(people, np.uint64)
    begin = 0
    while begin < people:  # a few millions of votes at a time, so that memory stays small
        end = max(begin + 1, int(np.searchsorted(starts, starts[begin] + CHUNK, side="right")) - 1)
        span = slice(int(starts[begin]), int(starts[end]))
        place = columns[span] * np.int32(3)
        place += votes[span]
        place += np.int32(1)
        cuts = starts[begin:end] - starts[begin]
        first[begin:end] = np.add.reduceat(numbers[0][place], cuts)
        drawn = numbers[1][place]
        if chances is not None:
            drawn *= chances[span].astype(np.uint64) * np.uint64(2) + np.uint64(1)
        second[begin:end] = np.add.reduceat(drawn, cuts)
        begin = end
    return first, second


def canonical(
    options: Sequence[str],
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    votes: NDArray[np.int8],
    chances: NDArray[np.int32] | None,
) -> NDArray[np.int64]:
    """Give the rows in canonical order."""
    first, second = sums(options, starts, columns, votes, chances)
    return np.lexsort((second, first)).astype(np.int64)


def rows(
    order: NDArray[np.int64],
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    votes: NDArray[np.int8],
    chances: NDArray[np.int32] | None,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int8], NDArray[np.int32] | None]:
    """Give these rows, in this order."""
    people, width = len(starts) - 1, int(columns.max(initial=0)) + 1
    small = starts.astype(np.int32) if starts[-1] < np.iinfo(np.int32).max else starts
    places = columns if small.dtype == np.int32 else columns.astype(np.int64)
    taken = csr_array((votes, places, small), shape=(people, width))[order]
    again = None if chances is None else csr_array((chances, places, small), shape=(people, width))[order].data
    return taken.indptr.astype(np.int64), taken.indices.astype(np.int32, copy=False), taken.data, again
