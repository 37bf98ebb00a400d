"""Themes that a machine proposes and people name: words that come together, and the contributions that have them.

    for theme in themes(texts).themes:
        theme.words, theme.refs

The matrix of the telling words is written as a product of two smaller ones without negative numbers: contributions by themes, themes by
words (D. Lee and H. S. Seung, "Learning the parts of objects by non-negative matrix factorization", 1999; scikit-learn's, started from
singular vectors, without chance). Texts that are equal but for capitals, accents and signs count once while themes are sought.

Limits: a theme is a proposal. It sees words, not meanings: two subjects that share their words come together, one subject in two
vocabularies falls apart, and the number of themes is somebody's choice. Contributions that have none of the words stand in `without`.

What it costs: in proportion to the words of all texts, times the number of themes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np
from sklearn.decomposition import NMF

from parvis.mechanisms.corpus.emptywords import DRAFTING
from parvis.mechanisms.corpus.texts import Text, canonical
from parvis.mechanisms.corpus.weights import Weights
from parvis.mechanisms.corpus.words import plain

FEWEST_TEXTS = 8
FEWEST, MOST = 2, 20
SHOWN = 8
ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Theme:
    """A proposal: its words, the most telling first, and the contributions it is the main theme of, the nearest first."""

    words: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Themes:
    """What was proposed; the theme with the most contributions comes first."""

    texts: int
    themes: tuple[Theme, ...]
    without: tuple[str, ...]
    """The contributions that have no theme."""


def usual_number(texts: int) -> int:
    """Give the number of themes proposed when nobody chose: it doubles when there are four times as many texts, from 2 to 20.

    >>> usual_number(50), usual_number(696), usual_number(20_000)
    (3, 13, 20)
    """
    return min(MOST, max(FEWEST, isqrt(texts // 4)))


def themes(texts: Sequence[Text], number: int | None = None) -> Themes:
    """Propose themes. With fewer than 8 texts that differ there is not enough to say, and no theme is proposed.

    Raise ValueError for a number of themes that is not from 2 to 100.
    """
    if number is not None and not FEWEST <= number <= 100:
        raise ValueError(f"A number of themes from {FEWEST} to 100 was expected; got {number}.")
    ordered = canonical(texts)
    firsts: dict[str, str] = {}
    for text in ordered:
        firsts.setdefault(plain(text.whole), text.whole)
    distinct = list(firsts.values())
    weights = Weights(distinct, least=2, most=0.4, without=DRAFTING)
    filled = np.flatnonzero(np.diff(weights.rows.indptr))
    if len(filled) < FEWEST_TEXTS or len(weights.stems) < FEWEST_TEXTS:
        return Themes(texts=len(ordered), themes=(), without=tuple(text.ref for text in ordered))
    sought = min(number or usual_number(len(filled)), len(filled) // 2, len(weights.stems) // 2)
    factors = NMF(sought, init="nndsvd", solver="cd", max_iter=ROUNDS, tol=1e-3, random_state=0)
    factors.fit(weights.rows[filled])
    # How near each contribution is to each theme: its words, weighed by the theme's. Rounded, so that the last digits decide nothing.
    directions = factors.components_ / np.maximum(np.sqrt((factors.components_**2).sum(axis=1, keepdims=True)), 1e-12)
    near = np.round(weights.of([text.whole for text in ordered]) @ directions.T, 6)
    mains = np.where(near.max(axis=1) > 0, near.argmax(axis=1), -1)
    proposed = []
    for place in range(sought):
        members = sorted(np.flatnonzero(mains == place), key=lambda at: (-near[at, place], ordered[at].ref))
        if members:
            telling = sorted(range(len(weights.stems)), key=lambda stem: (-round(factors.components_[place, stem], 9), weights.stems[stem]))
            words = tuple(weights.words[stem] for stem in telling[:SHOWN] if factors.components_[place, stem] > 0)
            proposed.append(Theme(words, tuple(ordered[at].ref for at in members)))
    return Themes(
        texts=len(ordered),
        themes=tuple(sorted(proposed, key=lambda theme: (-len(theme.refs), theme.refs))),
        without=tuple(ordered[at].ref for at in np.flatnonzero(mains == -1)),
    )
