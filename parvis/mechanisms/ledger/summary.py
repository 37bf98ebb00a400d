"""What a record holds, in figures that add up: how many acts of each kind, from which to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from parvis.mechanisms.ledger.entries import decode_all
from parvis.mechanisms.ledger.rejected import Rejected

# One kind of act: how many, the first and last place, the first and last date.
Line: TypeAlias = tuple[int, int, int, str, str]


@dataclass(slots=True)
class Summary:
    """Acts of each kind: how many, the places of the first and the last, the earliest and latest date (RFC 3339, UTC).

    Two summaries of different parts of one record add up with `+`.

    Arguments:
        acts: by kind of act, `(count, first place, last place, earliest date, latest date)`.

    Examples:
        >>> summary = Summary()
        >>> summary.add(0, [b'{"acte":"vote.ouvert","date":"2026-11-23T18:00:00Z","v":1}'])
        >>> summary.acts
        {'vote.ouvert': (1, 0, 0, '2026-11-23T18:00:00Z', '2026-11-23T18:00:00Z')}
        >>> (summary + summary).count
        2
    """

    acts: dict[str, Line] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many entries were read."""
        return sum(line[0] for line in self.acts.values())

    def add(self, start: int, entries: Sequence[bytes]) -> None:
        """Read consecutive entries, the first of which has this place.

        Raises:
            Rejected: one of them is not an entry; the facts give its place.
        """
        try:
            decoded = decode_all(entries)
        except Rejected as error:
            index = start + int(str(error.facts["index"]))
            raise Rejected("bad-entry", f"Entry {index}: {error}", index=index) from None
        for index, entry in enumerate(decoded, start):
            kind, date = entry.get("acte"), entry.get("date")
            if not isinstance(kind, str) or not isinstance(date, str):
                raise Rejected("bad-entry", f"Entry {index} does not say its 'acte' and its 'date' as text.", index=index)
            line = self.acts.get(kind)
            if line is None:
                self.acts[kind] = (1, index, index, date, date)
            else:
                count, first, _, earliest, latest = line
                self.acts[kind] = (count + 1, first, index, min(earliest, date), max(latest, date))

    def __add__(self, other: Summary) -> Summary:
        total = dict(self.acts)
        for kind, line in other.acts.items():
            mine = total.get(kind, line)
            count = line[0] + (mine[0] if kind in self.acts else 0)
            total[kind] = (count, min(mine[1], line[1]), max(mine[2], line[2]), min(mine[3], line[3]), max(mine[4], line[4]))
        return Summary(total)
