"""Words of a text: without accents, without those that tell nothing, brought to their stems.

French and English side by side: each text is read in the language that most of its small words belong to.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import Stemmer

from parvis.mechanisms.corpus.emptywords import EMPTY, ENGLISH, FRENCH

WORD = re.compile(r"[^\W_]+")
MARKS = re.compile("[\u0300-\u036f]")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
LONGEST = 40
SHARED = FRENCH & ENGLISH


def folded(text: str) -> str:
    """Give the text in small letters and without accents, as people type it in a hurry.

    >>> folded("Où sont les Œuvres d’Élise ?")
    'ou sont les oeuvres d’elise ?'
    """
    return MARKS.sub("", unicodedata.normalize("NFKD", text.lower())).translate(LIGATURES)


def tokens(text: str) -> list[str]:
    """Give the words of a text in their order, folded; an apostrophe separates.

    >>> tokens("L'école, aujourd'hui : 2 classes")
    ['l', 'ecole', 'aujourd', 'hui', '2', 'classes']
    """
    return [word for word in WORD.findall(folded(text)) if len(word) <= LONGEST]


def plain(text: str) -> str:
    """Give the words of a text separated by single spaces: two texts that differ by accents, capitals and signs give the same.

    >>> plain("Le R.I.C., vite !") == plain("le r i c vite")
    True
    """
    return " ".join(tokens(text))


def language_of(words: Iterable[str]) -> str:
    """Say whether these words are French or English ("fr", "en") by the small words among them; French when nothing tells.

    >>> language_of(tokens("The trees of the square")), language_of(tokens("Les arbres de la place"))
    ('en', 'fr')
    """
    french = english = 0
    for word in words:
        if word not in SHARED:
            french += word in FRENCH
            english += word in ENGLISH
    return "en" if english > french else "fr"


def telling(words: Iterable[str]) -> list[str]:
    """Give the words that tell something of a subject: not empty, of two signs at least, and not a number.

    >>> telling(tokens("Merci de planter 12 arbres à la gare"))
    ['planter', 'arbres', 'gare']
    """
    return [word for word in words if _tells(word)]


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in EMPTY and not word.isdigit()


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer({"fr": "french", "en": "english"}[language])


def stemmed(words: Sequence[str], language: str) -> list[str]:
    """Give the stem of each word (Snowball: M. F. Porter, 2001).

    >>> stemmed(["arbres", "planter"], "fr")
    ['arbre', 'plant']
    """
    return list(_stemmer(language).stemWords(words))


def stems(text: str) -> list[str]:
    """Give the stems of the words of a text that tell something.

    >>> stems("Des arbres, plantés par les habitants"), stems("The trees were planted")
    (['arbre', 'plant', 'habit'], ['tree', 'plant'])
    """
    return [stem for stem, _ in stems_and_words(text)]


def stems_and_words(text: str) -> list[tuple[str, str]]:
    """Give each stem with the word that it comes from, accents and all, to show people words and not stems.

    >>> stems_and_words("La fenêtre est fermée")
    [('fenetr', 'fenêtre'), ('ferme', 'fermée')]
    """
    written = [(_folded_word(word), word) for word in WORD.findall(text.lower()) if len(word) <= LONGEST]
    kept = [(word, seen) for word, seen in written if _tells(word)]
    found = stemmed([word for word, _ in kept], language_of(word for word, _ in written))
    return [(stem, seen) for stem, (_, seen) in zip(found, kept, strict=True)]


# People use the same words again and again.
@lru_cache(maxsize=100_000)
def _folded_word(word: str) -> str:
    return folded(word)
