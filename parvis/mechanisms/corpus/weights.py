"""Texts as rows of a sparse matrix: how much each stem tells of each text (term frequency, inverse document frequency).

A stem counts 1 + log of the times it stands in a text, and the more the fewer texts have it; each row has length 1, so that the product
of two rows is their likeness, from 0 to 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from parvis.mechanisms.corpus.words import stemmed, stems_and_words


class Weights:
    """The matrix of some texts, the stems of its columns and the word that shows each best."""

    def __init__(self, texts: Sequence[str], *, least: int = 1, most: float = 1.0, without: frozenset[str] = frozenset()) -> None:
        """Weigh these texts; leave out words in `without`, and stems that fewer than `least` of them or more than a share `most` have."""
        left_out = {stem for word in without for language in ("fr", "en") for stem in stemmed([word], language)}
        counts = []
        forms: dict[str, Counter[str]] = {}
        having: Counter[str] = Counter()
        for text in texts:
            found = [(stem, word) for stem, word in stems_and_words(text) if stem not in left_out]
            counted = Counter(stem for stem, _ in found)
            counts.append(counted)
            having.update(counted.keys())
            for stem, word in found:
                forms.setdefault(stem, Counter())[word] += 1
        self.stems = tuple(sorted(stem for stem, count in having.items() if least <= count <= max(least, most * len(texts))))
        self.columns = {stem: at for at, stem in enumerate(self.stems)}
        self.telling = np.array([1 + np.log((1 + len(texts)) / (1 + having[stem])) for stem in self.stems])
        self.words = tuple(min(forms[stem], key=lambda word: (-forms[stem][word], word)) for stem in self.stems)
        self.rows = self._matrix(counts)

    def of(self, texts: Sequence[str]) -> Any:  # a sparse matrix; SciPy ships no types
        """Weigh other texts by the same stems."""
        return self._matrix([Counter(stem for stem, _ in stems_and_words(text)) for text in texts])

    def _matrix(self, counts: Sequence[Counter[str]]) -> Any:
        starts, places, values = [0], [], []
        for counted in counts:
            row = sorted((self.columns[stem], times) for stem, times in counted.items() if stem in self.columns)
            weights = np.array([(1 + np.log(times)) * self.telling[place] for place, times in row])
            length = np.sqrt((weights**2).sum())
            places += [place for place, _ in row]
            values += list(weights / length) if length else []
            starts.append(len(places))
        return csr_matrix((values, places, starts), shape=(len(counts), len(self.stems)))
