"""A map while votes arrive: counts exact at once, axes and groups followed, all of it provisional until the next full map.

What is published is always the full map, which follows from the votes alone. In between, the means stay those of the last full map, the
axes take one step of block power iteration from where they were, people go to the nearest group (or to their part of the range), and the
map keeps its side up and its letters. Counts by group are whole numbers and exact. Source of the step: G. Golub and C. Van Loan, *Matrix
Computations*, section 8.2.4 (orthogonal iteration).

>>> matrix = VoteMatrix.summarise("ab", [({"a": 1, "b": -1}, 20), ({"a": -1, "b": 1}, 20)], None)
>>> live = Live(matrix, MapSettings())
>>> live.add(np.array([40, 40]), np.array([0, 1]), np.array([1, -1]))
>>> update = live.refresh()
>>> update.provisional, int(update.tallies.seen.sum()), update.labels.shape
(True, 82, (41,))
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from parvis.mechanisms.opinions import findings
from parvis.mechanisms.opinions.align import letters, turn
from parvis.mechanisms.opinions.analysis import Analysis, analyse
from parvis.mechanisms.opinions.axes import residuals
from parvis.mechanisms.opinions.ends import PARTS, part
from parvis.mechanisms.opinions.kmeans import nearest
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.tallies import Tallies
from parvis.mechanisms.opinions.votes import VoteMatrix

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Update:
    """A provisional map: places (people, 2) and groups or parts of the range (people,), -1 for who is in none; counts by group or part;
    what brings together and divides."""

    places: Floats
    labels: Whole
    centres: Floats
    tallies: Tallies
    agreed: list[str]
    dividing: list[str]
    moved: int
    """How many people changed group since the update before."""
    provisional: bool = True


class Live:
    """The state of a map between two full ones. Rows are numbered as in the matrix; new people get the numbers that follow."""

    def __init__(self, matrix: VoteMatrix, settings: MapSettings, found: Analysis | None = None) -> None:
        found = found or analyse(matrix, settings)
        self.settings, self.matrix = settings, matrix
        self.width, self.people = len(matrix.options), matrix.people
        self.kept, self.means, self.components, self.centres = found.kept, found.axes.means, found.axes.components, found.groups.centres
        self.reach = found.ends.reach if found.ends else None
        self.labels = np.full(matrix.people, -1)
        self.labels[found.inside] = found.ends.labels if found.ends else found.groups.labels
        if found.ends:
            self.centres = np.stack([found.places[found.ends.labels == end].mean(axis=0) for end in range(PARTS)])
        self.residual = residuals(matrix, self.means, ~self.kept)
        self.cast = matrix.votes.copy()
        self.seen = np.diff(matrix.starts)
        if not self.kept.all() and matrix.people:
            self.seen = np.add.reduceat(self.kept[matrix.columns].astype(np.int64), matrix.starts[:-1])
        self.counts = found.tallies.counts.copy()
        # Votes on statements that a person had not voted on: sorted keys row × m + column, and the votes.
        self.keys, self.added = np.zeros(0, np.int64), np.zeros(0, np.int8)

    def add(self, rows: Whole, columns: Whole, votes: Whole) -> None:
        """Count votes in the order they came; a later vote of the same person on the same statement replaces the one before.

        Raises ValueError for a vote that is not 1, 0 or -1, or a statement or person out of range; nothing is counted then.
        """
        rows, columns = np.asarray(rows, np.int64), np.asarray(columns, np.int64)
        if not np.isin(votes, (-1, 0, 1)).all():
            raise ValueError("1 (agree), 0 (pass) or -1 (disagree) was expected for every vote.")
        if len(rows) and (rows.min() < 0 or columns.min() < 0 or columns.max() >= self.width):
            raise ValueError(f"Statements from 0 to {self.width - 1} were expected, and people from 0 up.")
        keys = rows * self.width + columns
        _, last = np.unique(keys[::-1], return_index=True)
        chosen = len(keys) - 1 - last
        rows, columns, keys, new = rows[chosen], columns[chosen], keys[chosen], np.asarray(votes, np.int8)[chosen]
        most = int(rows.max(initial=-1)) + 1
        if most > self.people:
            self.labels = np.concatenate([self.labels, np.full(most - self.people, -1)])
            self.seen = np.concatenate([self.seen, np.zeros(most - self.people, np.int64)])
            self.people = most
        place = self._where(rows, columns)
        known = place >= 0
        self._count(rows[known], columns[known], self.cast[place[known]], -1)
        self.cast[place[known]] = new[known]
        self.residual.data[place[known]] = np.where(self.kept[columns[known]], new[known] - self.means[columns[known]], 0.0)
        at = np.searchsorted(self.keys, keys)
        again = (
            ~known & (at < len(self.keys)) & (self.keys[np.minimum(at, max(0, len(self.keys) - 1))] == keys if len(self.keys) else False)
        )
        self._count(rows[again], columns[again], self.added[at[again]], -1)
        self.added[at[again]] = new[again]
        fresh = ~known & ~again
        self.keys, self.added = np.concatenate([self.keys, keys[fresh]]), np.concatenate([self.added, new[fresh]])
        order = np.argsort(self.keys, kind="stable")
        self.keys, self.added = self.keys[order], self.added[order]
        self.seen += np.bincount(rows[fresh][self.kept[columns[fresh]]], minlength=self.people)
        self._count(rows, columns, new, 1)

    def refresh(self) -> Update:
        """Follow the axes and the groups, and give the provisional map."""
        extra = self._extra()
        before, width = self.matrix.people, self.width
        old = self.components.T
        seen = self._across(extra, old)
        image = self.residual.T @ seen[:before] + extra.T @ seen
        one = image[:, 0] / (np.sqrt(image[:, 0] @ image[:, 0]) or 1.0)
        other = image[:, 1] - one * (one @ image[:, 1])
        other /= np.sqrt(other @ other) or 1.0
        both = np.stack([one, other], axis=1)
        both = both @ turn(both, old)
        usable = max(1, int(self.kept.sum()))
        places = self._across(extra, both) * np.sqrt(usable / np.maximum(self.seen, 1))[:, None]
        inside = self.seen >= min(self.settings.least_votes, width)
        groups = len(self.centres)
        where = nearest(places[None], self.centres[None])[0][0] if self.reach is None else part(places[:, 0], self.reach)
        labels = np.where(inside, where, -1)
        if groups > 1 and self.reach is None:
            order = letters(labels, self.labels, groups, groups)
            centres = self.centres.copy()
            for group, letter in enumerate(order):
                members = labels == group
                if members.any():
                    centres[letter] = places[members].mean(axis=0)
            labels = np.where(labels >= 0, np.array(order)[labels], -1)
            self.centres = centres
        moved = np.flatnonzero(labels != self.labels)
        self._move(moved, labels)
        self.components, self.labels = both.T, labels
        return self._told(places, len(moved))

    def _told(self, places: Floats, moved: int) -> Update:
        told = Tallies(self.counts)
        score = findings.consensus(told, self.settings.least_seen)
        rate = float(self.settings.error_rate)
        agreed = findings.common(told.agree, told, score, score.value, rate)
        dividing, _ = findings.dividing(told, score, rate)
        names = self.matrix.options
        return Update(
            places=places,
            labels=self.labels.copy(),
            centres=self.centres,
            tallies=Tallies(self.counts.copy()),
            agreed=[names[place] for place in agreed.places],
            dividing=[names[place] for place in dividing.places],
            moved=moved,
        )

    def _where(self, rows: Whole, columns: Whole) -> Whole:
        """Give where each (row, column) stands in the matrix, -1 where it does not: halving, all of them at once."""
        starts = self.matrix.starts
        inside = rows < self.matrix.people
        low = np.where(inside, starts[np.minimum(rows, self.matrix.people - 1)], 0) if self.matrix.people else np.zeros_like(rows)
        end = np.where(inside, starts[np.minimum(rows, self.matrix.people - 1) + 1], 0) if self.matrix.people else np.zeros_like(rows)
        high = end.copy()
        while (low < high).any():
            middle = (low + high) // 2
            less = (low < high) & (self.matrix.columns[np.minimum(middle, len(self.cast) - 1)] < columns)
            high = np.where((low < high) & ~less, middle, high)
            low = np.where(less, middle + 1, low)
        found = low < end
        found[found] = self.matrix.columns[low[found]] == columns[found]
        return np.where(found, low, -1)

    def _count(self, rows: Whole, columns: Whole, votes: NDArray[np.int8], sign: int) -> None:
        label = self.labels[rows]
        counted = (label >= 0) & self.kept[columns]
        np.add.at(self.counts, (label[counted], columns[counted], votes[counted].astype(np.int64) + 1), sign)

    def _move(self, rows: Whole, labels: Whole) -> None:
        """Take the votes of these people out of the counts of their group, and put them into those of the new one."""
        own = rows[rows < self.matrix.people]
        lengths = np.diff(self.matrix.starts)[own]
        shift = np.repeat(self.matrix.starts[own] - np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(own) else own, lengths)
        place = np.arange(int(lengths.sum())) + shift
        moving = np.zeros(self.people, bool)
        moving[rows] = True
        extra = moving[self.keys // self.width]
        everyone = np.concatenate([np.repeat(own, lengths), self.keys[extra] // self.width])
        columns = np.concatenate([self.matrix.columns[place], self.keys[extra] % self.width])
        votes = np.concatenate([self.cast[place], self.added[extra]])
        self._count(everyone, columns, votes, -1)
        self.labels = labels
        self._count(everyone, columns, votes, 1)

    def _extra(self) -> csr_array:
        columns = self.keys % self.width
        data = np.where(self.kept[columns], self.added - self.means[columns], 0.0)
        starts = np.searchsorted(self.keys, np.arange(self.people + 1) * self.width)
        return csr_array((data, columns.astype(np.int32), starts.astype(np.int32)), shape=(self.people, self.width))

    def _across(self, extra: csr_array, axes: Floats) -> Floats:
        whole: Floats = extra @ axes
        whole[: self.matrix.people] += self.residual @ axes
        return whole
