"""Reading millions of lines of numbers quickly, when all are written alike: `12: 3,1,2` (PrefLib) or `12 3 1 2 0` (BLT).

Lines in any other form are not read here: None says so, and the reader of that format reads them, or says what is wrong with them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from parvis.mechanisms.voting.packed import MOST, PackedRankings

if TYPE_CHECKING:
    from parvis.mechanisms.voting.packed import Array

WORTH, WORTH_SOON = 20_000, 2_000
"""Below so many characters, importing numpy takes longer than it saves; when it is imported already, arrays are worth it much sooner."""
CHUNK = 1 << 21
ZERO, LINE = 48, 10


def rankings(body: str, positions: Sequence[int], *, first: str, between: str, closed: bool = False) -> tuple[PackedRankings, int] | None:
    """Give the rankings of lines `weight{first}option{between}option…` and how many are blank; None when some line differs.

    `positions` gives, for each number of an option from 1 on, its position among the options; a line that is `closed` ends with 0.
    """
    if len(body) < (WORTH_SOON if "numpy" in sys.modules else WORTH) or not body.isascii() or find_spec("numpy") is None:
        return None
    import numpy as np

    content = body.replace("\r\n", "\n").rstrip("\n").encode() + b"\n"
    read: list[tuple[Array, Array]] = []
    start = 0
    while start < len(content):
        end = content.find(b"\n", min(start + CHUNK, len(content) - 1)) + 1
        found = _numbers(content[start:end], first.encode(), between.encode(), closed)
        if found is None:
            return None
        read.append(found)
        start = end
    size, numbers, lengths = len(positions) - 1, [chunk for chunk, _ in read], [each for _, each in read]
    width = max(int(each.max()) for each in lengths)
    kind = np.int8 if size < 127 else np.int16
    ballots = sum(len(each) for each in lengths)
    rows, weights = np.full((ballots, width), -1, dtype=kind), np.empty(ballots, dtype=np.int64)
    place = np.array([-1, *positions[1:]], dtype=kind)
    done = 0
    for chunk, each in zip(numbers, lengths, strict=True):
        starts = np.cumsum(each) - each
        weights[done : done + len(each)] = chunk[starts]
        options = np.delete(chunk, starts)
        if len(options) and (int(options.min()) < 1 or int(options.max()) > size):
            return None
        block = rows[done : done + len(each), : width - 1]
        if int(each.min()) == width:
            block[:] = place[options].reshape(len(each), width - 1)
        else:
            block[np.arange(width - 1) < (each - 1)[:, None]] = place[options]
        done += len(each)
    if _twice(rows, size) or float(weights.sum(dtype=float)) >= MOST / 2:
        return None
    blank = rows[:, 0] < 0
    without = int(weights[blank].sum())
    kept = ~blank & (weights > 0)
    if not kept.all():
        rows, weights = rows[kept], weights[kept]
    return PackedRankings(rows, weights, size), without


def _numbers(content: bytes, first: bytes, between: bytes, closed: bool) -> tuple[Array, Array] | None:
    """Give the numbers on whole lines, the closing one left out, and how many there are on each; None when a line differs."""
    import numpy as np

    text = np.frombuffer(content, dtype=np.uint8)
    digits = text - ZERO  # what is before 0 goes round above 9
    is_digit = digits < 10
    begins = is_digit.copy()
    begins[1:] &= ~is_digit[:-1]
    at = np.flatnonzero(begins)
    numbers = digits[at].astype(np.int64)
    going, after = np.arange(len(at)), at + 1
    for step in range(16):
        more = is_digit[after]  # a line ends after the last digit, so that there is always a next character
        if not more.any():
            break
        if step == 15:
            return None
        going, after = going[more], after[more]
        numbers[going] = numbers[going] * 10 + digits[after]
        after += 1
    ends = np.flatnonzero(text == LINE)
    heads = np.empty(len(ends), dtype=np.int64)
    heads[0], heads[1:] = 0, ends[:-1] + 1
    starts = np.searchsorted(at, heads)
    lengths = np.diff(starts, append=len(at))
    if int(lengths.min()) < 2 or not np.array_equal(at[starts], heads):
        return None
    # Every number must follow what it should; then, if there is nothing else, each line is as it should be.
    right = text[at - 1] == between[-1]
    right[starts] = True
    right[starts + 1] = text[at[starts + 1] - 1] == first[-1]
    if len(first) == 2:
        right[starts + 1] &= text[at[starts + 1] - 2] == first[0]
    between_and_ends = len(at) + (len(first) - 1) * len(ends)
    if not right.all() or len(text) - int(np.count_nonzero(is_digit)) != between_and_ends:
        return None
    if closed:
        lasts = starts + lengths - 1
        if numbers[lasts].any():
            return None
        numbers, lengths = np.delete(numbers, lasts), lengths - 1
    return numbers, lengths


def _twice(rows: Array, size: int) -> bool:
    """Say whether an option stands twice in a row."""
    import numpy as np

    if size > 63:
        ordered = np.sort(rows, axis=1)
        return bool(((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)).any())
    bits = np.array([*(1 << place for place in range(size)), 0], dtype=np.int64)
    seen = np.zeros(len(rows), dtype=np.int64)
    for place in range(rows.shape[1]):
        bit = bits[rows[:, place]]
        if (seen & bit).any():
            return True
        seen |= bit
    return False
