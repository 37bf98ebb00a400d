"""What has been said already, while somebody is writing: the texts that share the most telling words with hers.

    index = Index.of(texts)
    index.similar("Planter des arbres devant la gare")

Words are stems; a word tells the more the fewer texts have it, and counts less each time it comes again and the longer the text is (Okapi
BM25, S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework", 2009, with k1 = 1.2 and b = 0.75).

Limits: words only. What was said in quite other words is not found, and a text that is found may say the contrary.

What it costs: building, in proportion to the words of all texts; asking, to the number of texts that have the words of the question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Self

import numpy as np

from parvis.mechanisms.corpus.texts import Text, canonical
from parvis.mechanisms.corpus.words import stems, stems_and_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

SATURATION, LENGTH = 1.2, 0.75
TITLE_TIMES = 2
LEAST = 20


@dataclass(frozen=True, slots=True)
class Match:
    """A text that was found: how much of what the question tells it shares, in a hundred, and by which words."""

    ref: str
    shared: int
    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Index:
    """Which texts have which stems, and how much that weighs."""

    refs: tuple[str, ...]
    weights: dict[str, float]
    """How much each stem tells."""
    postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float32]]]
    """For each stem, the positions of the texts that have it, and what it adds to each."""

    @classmethod
    def of(cls, texts: Iterable[Text]) -> Self:
        """Build the index of these texts; the words of a title count twice."""
        ordered = canonical(texts)
        found: dict[str, tuple[list[int], list[int]]] = {}
        lengths = np.zeros(len(ordered))
        for at, text in enumerate(ordered):
            counts = Counter(stems(text.whole))
            if text.title and text.body:
                counts.update(stems(text.title) * (TITLE_TIMES - 1))
            lengths[at] = counts.total()
            for stem, times in counts.items():
                having = found.setdefault(stem, ([], []))
                having[0].append(at)
                having[1].append(times)
        usual = float(lengths.mean()) if len(ordered) and lengths.any() else 1.0
        slowing = SATURATION * (1 - LENGTH + LENGTH * lengths / usual)
        weights, postings = {}, {}
        for stem, (places, often) in found.items():
            weights[stem] = log(1 + (len(ordered) - len(places) + 0.5) / (len(places) + 0.5))
            where, counted = np.array(places, dtype=np.int64), np.array(often, dtype=float)
            added = weights[stem] * counted * (SATURATION + 1) / (counted + slowing[where])
            postings[stem] = where, added.astype(np.float32)
        return cls(tuple(text.ref for text in ordered), weights, postings)

    def similar(self, question: str, most: int = 5, least: int = LEAST) -> list[Match]:
        """Give at most so many texts, the nearest first, that share at least so much (in a hundred) of what the question tells.

        >>> Index.of([Text(ref="1", title="Des arbres à la gare"), Text(ref="2", title="Une halle")]).similar("planter un arbre")
        [Match(ref='1', shared=50, words=('arbre',))]
        """
        asked: dict[str, str] = {}
        for stem, word in stems_and_words(question):
            asked.setdefault(stem, word)
        known = [stem for stem in asked if stem in self.postings]
        if not known:
            return []
        scores = np.zeros(len(self.refs), dtype=np.float32)
        for stem in sorted(known):
            where, added = self.postings[stem]
            scores[where] += added
        # A word that no text has tells as much as one that a single text has.
        rare = log(1 + (len(self.refs) - 0.5) / 1.5)
        whole = sum(self.weights.get(stem, rare) for stem in sorted(asked))
        matches = []
        for at in self._nearest(scores, 4 * most):
            words = [stem for stem in known if self._has(stem, at)]
            shared = int(100 * sum(self.weights[stem] for stem in sorted(words)) / whole) if whole else 0
            if shared >= least:
                matches.append(Match(self.refs[at], shared, tuple(asked[stem] for stem in words)))
        return matches[:most]

    def _nearest(self, scores: NDArray[np.float32], most: int) -> list[int]:
        places = np.nonzero(scores)[0]
        if len(places) > most:
            least = np.partition(scores[places], -most)[-most]
            places = places[scores[places] >= least]
        return sorted((int(at) for at in places), key=lambda at: (-scores[at], self.refs[at]))[:most]

    def _has(self, stem: str, at: int) -> bool:
        where = self.postings[stem][0]
        found = int(np.searchsorted(where, at))
        return found < len(where) and int(where[found]) == at
