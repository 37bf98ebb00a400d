"""A synthesis that only quotes: sentences people wrote, chosen so that few of them stand for many contributions.

    told = synthesis(proposals, arguments)
    for part in told.parts:
        for quote in part.quotes: quote.words, quote.ref, quote.share
        for pair in part.pairs: pair.pro, pair.contra

A sentence *stands for* a contribution when half of what it tells is in that contribution: the words they share weigh half of the
sentence's or more (see `weights`). The first quote of a theme stands for the most contributions, the next one for the most of those that
no quote stands for yet, and so on: no choice of as many quotes covers more than 1.6 times as many (G. Nemhauser, L. Wolsey, M. Fisher,
1978). Arguments for and against stand side by side, as many of each as there are; where one side is silent the place stays empty and is
shown.

What no quote stands for is listed in `left_out`: a synthesis that hides what it drops would not be one.

Limits: words, not meanings: a quote may share the words of a contribution and not its opinion, which is why sides are read from what
people declared and never guessed. A theme is a proposal of the machine for people to name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from parvis.mechanisms.corpus.quotable import Sentence, quotable
from parvis.mechanisms.corpus.texts import Side, Text, canonical, chosen
from parvis.mechanisms.corpus.themes import themes
from parvis.mechanisms.corpus.weights import Weights

HALF = 0.5
QUOTES, PAIRS = 5, 3


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it was written, where it stands, and the contributions that it stands for (its own among them)."""

    words: str
    ref: str
    start: int
    end: int
    stands_for: tuple[str, ...]
    among: int

    @property
    def share(self) -> Fraction:
        """Give the share of the contributions that it stands for."""
        return Fraction(len(self.stands_for), self.among)


@dataclass(frozen=True, slots=True)
class Pair:
    """What is said for and against, side by side; None where nobody has said more."""

    pro: Quote | None
    contra: Quote | None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A theme: its words (none when there is one part only), its contributions, what they say, what is argued, what is left out."""

    words: tuple[str, ...]
    refs: tuple[str, ...]
    quotes: tuple[Quote, ...]
    pro: int
    contra: int
    """How many arguments there are on each side."""
    pairs: tuple[Pair, ...]
    left_out: tuple[str, ...]
    """Contributions and arguments that no quote stands for."""


@dataclass(frozen=True, kw_only=True)
class Synthesis:
    """All the parts, the one with the most contributions first; contributions without a theme make the last."""

    texts: int
    arguments: int
    parts: tuple[Part, ...]


def synthesis(
    texts: Iterable[Text], arguments: Iterable[Text] = (), *, number: int | None = None, quotes: int = QUOTES, pairs: int = PAIRS
) -> Synthesis:
    """Quote so many sentences of each theme, and so many pairs of arguments; `number` is the number of themes (1: all in one part).

    Arguments are those on a contribution (`on`) that say their side; others are not looked at.
    """
    if quotes < 1 or pairs < 0:
        raise ValueError(f"At least 1 quote and 0 pairs of arguments were expected; got {quotes} and {pairs}.")
    ordered, argued = canonical(texts), canonical(arguments)
    if number == 1:
        groups: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((), tuple(text.ref for text in ordered))]
    else:
        proposed = themes(ordered, number)
        groups = [(theme.words, theme.refs) for theme in proposed.themes]
        groups += [((), proposed.without)] if proposed.without else []
    on: dict[str, list[Text]] = {}
    for argument in argued:
        if argument.side:
            on.setdefault(argument.on, []).append(argument)
    said = Weights([text.whole for text in (*ordered, *argued)])
    parts = [
        _part(words, chosen(ordered, refs), [one for ref in sorted(refs) for one in on.get(ref, ())], said, quotes, pairs)
        for words, refs in groups
    ]
    return Synthesis(texts=len(ordered), arguments=sum(part.pro + part.contra for part in parts), parts=tuple(parts))


def _part(words: tuple[str, ...], texts: Sequence[Text], arguments: Sequence[Text], said: Weights, quotes: int, pairs: int) -> Part:
    found = _quotes(texts, said, quotes)
    sides: dict[Side, list[Text]] = {side: [one for one in arguments if one.side == side] for side in ("for", "against")}
    pro, contra = (_quotes(sides[side], said, pairs) for side in ("for", "against"))
    height = max(len(pro), len(contra))
    covered = {ref for quote in (*found, *pro, *contra) for ref in quote.stands_for}
    return Part(
        words=words,
        refs=tuple(text.ref for text in texts),
        quotes=tuple(found),
        pro=len(sides["for"]),
        contra=len(sides["against"]),
        pairs=tuple(Pair(pro[at] if at < len(pro) else None, contra[at] if at < len(contra) else None) for at in range(height)),
        left_out=tuple(text.ref for text in (*texts, *arguments) if text.ref not in covered),
    )


def _quotes(texts: Sequence[Text], weights: Weights, most: int) -> list[Quote]:
    """Choose at most so many sentences of these texts, each standing for as many that none stands for yet as it can."""
    said = [sentence for text in texts for sentence in quotable(text)]
    if not said or not most:
        return []
    order = {text.ref: at for at, text in enumerate(texts)}
    owners = np.array([order[sentence.ref] for sentence in said])
    stands = _stands_for(said, owners, texts, weights)
    quotes: list[Quote] = []
    left = np.ones(len(texts), dtype=bool)
    while len(quotes) < most and left.any():
        gains = stands @ left.astype(np.int32)
        gain = int(gains.max())
        if gain == 0:
            break
        # Of equals, the one that stands for the most in all, then the shorter, then the first by ref.
        best = min(np.flatnonzero(gains == gain), key=lambda at: (-stands[at].sum(), len(said[at].words), said[at].ref, said[at].start))
        covered = stands[best].toarray().ravel() > 0
        one = said[best]
        quotes.append(
            Quote(one.words, one.ref, one.start, one.end, tuple(texts[int(at)].ref for at in np.flatnonzero(covered)), len(texts))
        )
        left &= ~covered
    return quotes


def _stands_for(said: Sequence[Sentence], owners: Any, texts: Sequence[Text], weights: Weights) -> Any:  # sparse; SciPy ships no types
    """Give the matrix of sentences by texts, 1 where the sentence stands for the text."""
    told = weights.of([sentence.words for sentence in said])
    told.data **= 2  # rows of length 1: squares add up to 1
    held = weights.of([text.whole for text in texts])
    held.data[:] = 1
    shared = (told @ held.T).tocsr()
    # Rounded, so that the last digits of a sum decide nothing.
    shared.data = (np.round(shared.data, 6) >= HALF).astype(np.int32)
    # A sentence stands for the text it comes from.
    own = csr_matrix((np.ones(len(said), dtype=np.int32), (np.arange(len(said)), owners)), shape=shared.shape)
    stands = (shared + own).tocsr()
    stands.eliminate_zeros()
    stands.data[:] = 1
    return stands.astype(np.int32)
