"""Rankings by the million: one row of small numbers each, in arrays of numpy, instead of one tuple each in a dictionary.

It is a mapping like the dictionary it stands for, equal to it, and what is counted from it is the same to the last digit: all sums are
of whole numbers. Only ballots that rank one option after another are packed. numpy is imported when there is something to pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

Key = tuple[int | tuple[int, ...], ...]
BLOCK = 1 << 16
"""Ballots compared at a time, so that they stay in the memory nearest to the processor."""
MOST = 2**53
"""Floats hold whole numbers exactly up to here, and `bincount` adds weights as floats."""


class PackedRankings(Mapping[Key, int]):
    """Rankings with how many ballots have each; the same ranking may stand in several rows.

    `rows` has shape (ballots, places + 1): the options from first to last, then -1 to the end of the row, at least once.
    `weights` has shape (ballots,). Raise ValueError when the weights add up to more than can be added exactly.
    """

    def __init__(self, rows: Array, weights: Array, size: int) -> None:
        self.rows, self.weights, self.size = rows, weights, size
        self.total = sum(int(part.sum()) for part in (weights & 0xFFFFFFFF, (weights >> 32) << 32))
        if self.total >= MOST:
            raise ValueError(f"Fewer than {MOST} ballots were expected; got {self.total}.")

    def __getstate__(self) -> tuple[Array, Array, int]:
        return self.rows, self.weights, self.size

    def __setstate__(self, state: tuple[Array, Array, int]) -> None:
        self.__init__(*state)  # type: ignore[misc]  # what is sent to another process is built again there

    @cached_property
    def counted(self) -> dict[Key, int]:
        """The dictionary that this stands for."""
        once = self.distinct()
        keys = (tuple(row[: row.index(-1)]) for row in once.rows.tolist())
        return dict(zip(keys, once.weights.tolist(), strict=True))

    def __getitem__(self, key: Key) -> int:
        return self.counted[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.counted)

    def __len__(self) -> int:
        return len(self.counted)

    def __bool__(self) -> bool:
        return len(self.weights) > 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PackedRankings) and self.size == other.size and self.rows.shape[1] == other.rows.shape[1]:
            one, two = self.distinct(), other.distinct()
            return one.rows.tobytes() == two.rows.tobytes() and one.weights.tobytes() == two.weights.tobytes()
        return self.counted == (other.counted if isinstance(other, PackedRankings) else other)

    __hash__ = None  # type: ignore[assignment]  # like the dictionary it stands for

    def distinct(self) -> PackedRankings:
        """Give the same with each ranking in one row, the rows in a fixed order."""
        import numpy as np

        if not len(self.weights):
            return self
        words = self._words()
        order = np.lexsort(words)
        changes = np.zeros(len(order), dtype=bool)
        changes[0] = True
        for word in words:
            placed = word[order]
            changes[1:] |= placed[1:] != placed[:-1]
        starts = np.flatnonzero(changes)
        return PackedRankings(self.rows[order[starts]], np.add.reduceat(self.weights[order], starts), self.size)

    def _words(self) -> list[Array]:
        """Write each row as a few whole numbers that are equal when rows are, however long these are."""
        import numpy as np

        bits = max(1, self.size.bit_length())
        words: list[Array] = []
        for start in range(0, self.rows.shape[1], 64 // bits):
            word = np.zeros(len(self.rows), dtype=np.uint64)
            for place in range(start, min(start + 64 // bits, self.rows.shape[1])):
                word |= (self.rows[:, place] + 1).astype(np.uint64) << np.uint64(bits * (place - start))
            words.append(word)
        return words[::-1]

    def joined(self, other: PackedRankings) -> PackedRankings:
        """Give the ballots of both."""
        import numpy as np

        width = max(self.rows.shape[1], other.rows.shape[1])
        both = np.full((len(self.rows) + len(other.rows), width), -1, dtype=self.rows.dtype)
        both[: len(self.rows), : self.rows.shape[1]] = self.rows
        both[len(self.rows) :, : other.rows.shape[1]] = other.rows
        return PackedRankings(both, np.concatenate([self.weights, other.weights]), self.size).distinct()

    def wins(self) -> list[list[int]]:
        """Give for each option how many ballots rank it above each other one; what is not ranked stands last."""
        import numpy as np

        size, width = self.size, self.rows.shape[1]
        wins = [[0] * size for _ in range(size)]
        for start in range(0, len(self.weights), BLOCK):
            weights = self.weights[start : start + BLOCK]
            rows = self.rows[start : start + BLOCK].T.astype(np.intp)
            everybody = np.arange(len(weights))
            places = np.full((size + 1, len(weights)), width, dtype=np.int16 if width > 127 else np.int8)
            for place in range(width - 1, -1, -1):
                places[rows[place], everybody] = place  # -1 writes into a row too many
            unranked = bool((places[:size] == width).any())
            for bit in range(int(weights.max(initial=0)).bit_length()):
                chosen = (weights >> bit & 1).astype(bool)
                held = places if chosen.all() else places[:, chosen]
                for one in range(size):
                    for other in range(one + 1, size):
                        above = int(np.count_nonzero(held[one] < held[other]))
                        wins[one][other] += above << bit
                        below = int(np.count_nonzero(held[other] < held[one])) if unranked else held.shape[1] - above
                        wins[other][one] += below << bit
        return wins

    def firsts(self) -> list[int]:
        """Give how many ballots rank each option first."""
        votes, _ = Standing(self).tally(frozenset(range(self.size)))
        return votes


class Standing:
    """For each ballot the first of its options that still stands, carried from one round to the next."""

    def __init__(self, packed: PackedRankings) -> None:
        self.packed = packed
        self.before: frozenset[int] | None = None

    def tally(self, standing: frozenset[int]) -> tuple[list[int], int]:
        """Give the votes of each option, each ballot counting for the first that stands, and how many ballots have none."""
        import numpy as np

        packed, size = self.packed, self.packed.size
        if self.before is None or not standing <= self.before:
            self.place = np.zeros(len(packed.weights), dtype=np.intp)
            self.current = packed.rows[:, 0].copy()
            self.votes = self._count(self.current, packed.weights)
        out = np.ones(size + 1, dtype=bool)
        out[[*standing, size]] = False  # -1, the end of a ballot, is the last place
        moving = np.flatnonzero(out[self.current])
        self.votes -= self._count(self.current[moving], packed.weights[moving])
        moved = moving
        while len(moving):
            self.place[moving] += 1
            self.current[moving] = packed.rows[moving, self.place[moving]]
            moving = moving[out[self.current[moving]]]
        self.votes += self._count(self.current[moved], packed.weights[moved])
        self.before = standing
        votes = self.votes.tolist()
        return votes[:size], votes[size]

    def _count(self, options: Array, weights: Array) -> Array:
        import numpy as np

        counted = np.bincount(options.astype(np.intp) % (self.packed.size + 1), weights, self.packed.size + 1)
        return counted.astype(np.int64)
