"""The words of a text, brought to their stems, so that a search for "arbre" finds "arbres".

The same stems serve SQLite and PostgreSQL, so both find the same things. A text may be in French or in English: each word is kept under
its French and its English stem (Snowball algorithms, M. F. Porter, 2001).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
# So frequent that they tell nothing; elided articles (l’, d’, qu’) stand alone once the apostrophe has split them.
EMPTY = frozenset(
    [
        *"a à au aux avec ce ces cet cette d dans de des du elle en est et eux il ils j je l la le les leur leurs lui m ma mais".split(),  # noqa: SIM905
        *"me mes n ne nous on ou où par pas pour qu que qui s sa se ses son sur t te tes toi ton tu un une vos votre vous y".split(),  # noqa: SIM905
        *"an and are as at be by for from has have in is it its of on or that the this to was were will with".split(),  # noqa: SIM905
    ]
)


@lru_cache(maxsize=20_000)  # most of what people write are the same few thousand words
def _stemmed(word: str) -> tuple[str, str]:
    return folded(_stemmer("french").stemWord(word)), folded(_stemmer("english").stemWord(word))


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)


def folded(word: str) -> str:
    """Give the word without accents, as people type it in a hurry."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def stems(text: str) -> list[tuple[str, str]]:
    """Give, for each word that tells something, its French and its English stem, without accents.

    >>> stems("Les arbres de la place")
    [('arbre', 'arbr'), ('plac', 'place')]
    """
    return [_stemmed(word) for word in WORD.findall(text.lower()) if word not in EMPTY and len(word) <= LONGEST]


def indexed(title: str, body: str) -> str:
    """Give what the index keeps of a thing. Its title counts three times, for the ranking."""
    return " ".join(stem for pair in stems(f"{title} {title} {title} {body}") for stem in dict.fromkeys(pair))
