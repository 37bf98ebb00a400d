"""Ballots about projects by the hundred thousand: the projects they name in one array of numpy, ballot after ballot.

It is a mapping like the dictionary it stands for, and equal to it. numpy is imported when there is something to pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

MOST = 2**53
"""Floats hold whole numbers exactly up to here, and `bincount` adds weights as floats."""


class PackedBallots(Mapping[tuple[int, ...], int]):
    """Ballots with how many there are of each; the same ballot may stand several times.

    `places` holds the positions of the projects that ballots name, `lengths` how many each names (one at least), `weights` how many
    ballots are alike.
    """

    def __init__(self, places: Array, lengths: Array, weights: Array) -> None:
        self.places, self.lengths, self.weights = places, lengths, weights
        self.total = int(weights.sum())

    def __getstate__(self) -> tuple[Array, Array, Array]:
        return self.places, self.lengths, self.weights

    def __setstate__(self, state: tuple[Array, Array, Array]) -> None:
        self.__init__(*state)  # type: ignore[misc]  # what is sent to another process is built again there

    @cached_property
    def counted(self) -> dict[tuple[int, ...], int]:
        """The dictionary that this stands for."""
        counted: dict[tuple[int, ...], int] = {}
        places, start = self.places.tolist(), 0
        for length, weight in zip(self.lengths.tolist(), self.weights.tolist(), strict=True):
            key = tuple(places[start : start + length])
            counted[key] = counted.get(key, 0) + weight
            start += length
        return counted

    def support(self, projects: int) -> list[int]:
        """Give how many ballots name each project."""
        import numpy as np

        counted = np.bincount(self.places, np.repeat(self.weights, self.lengths), projects)
        return [int(votes) for votes in counted]

    def supporters(self, projects: int) -> list[Array]:
        """Give for each project the numbers of the ballots that name it."""
        import numpy as np

        kind = np.uint8 if projects < 256 else np.uint16 if projects < 65536 else np.int32  # small numbers are sorted quicker
        order = np.argsort(self.places.astype(kind), kind="stable")
        ballots = np.repeat(np.arange(len(self.lengths)), self.lengths)[order]
        ends = np.cumsum(np.bincount(self.places, minlength=projects))
        return np.split(ballots, ends[:-1])

    def __getitem__(self, key: tuple[int, ...]) -> int:
        return self.counted[key]

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        return iter(self.counted)

    def __len__(self) -> int:
        return len(self.counted)

    def __bool__(self) -> bool:
        return len(self.weights) > 0

    def __eq__(self, other: object) -> bool:
        return self.counted == (other.counted if isinstance(other, PackedBallots) else other)

    __hash__ = None  # type: ignore[assignment]  # like the dictionary it stands for


def pack(named: Sequence[Sequence[int]], weights: Sequence[int]) -> PackedBallots:
    """Pack ballots given as positions of projects."""
    import numpy as np

    lengths = np.fromiter(map(len, named), dtype=np.int64, count=len(named))
    places = np.fromiter(chain.from_iterable(named), dtype=np.int32, count=int(lengths.sum()))
    return PackedBallots(places, lengths, np.array(weights, dtype=np.int64))


def read(cells: Sequence[str], index: Mapping[str, int], *, ordered: bool) -> PackedBallots | None:
    """Pack cells such as "12,7,31": those that are not empty. None when one is not as it should be, for another reader to say why."""
    import numpy as np

    text = "\n".join(cells)
    words = text.replace("\n", ",").split(",")
    try:
        places = np.fromiter(map(index.__getitem__, words), dtype=np.int32, count=len(words))
    except KeyError:
        return None
    marks = np.frombuffer(text.encode(), dtype=np.uint8)
    ends = np.flatnonzero(marks[(marks == ord(",")) | (marks == ord("\n"))] == ord("\n"))
    lengths = np.diff(ends, prepend=-1, append=len(words) - 1)
    keys = np.repeat(np.arange(len(cells), dtype=np.int64) * len(index), lengths) + places
    in_order = np.sort(keys)
    if (in_order[1:] == in_order[:-1]).any():
        return None
    if not ordered:
        places = (in_order % len(index)).astype(np.int32)
    return PackedBallots(places, lengths, np.ones(len(cells), dtype=np.int64))
