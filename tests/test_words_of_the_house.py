"""The French catalogues speak as docs/guides/mots.md says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "parvis").rglob("locale/fr/LC_MESSAGES/django.po"))
LEFT_OUT = re.compile(
    r"·|\(e\)s?\b|[a-z]\.ne?s\b|!|\bveuillez\b|\bcliqu|\busagers?\b|\butilisateurs?\b|\butilisatrices?\b|\badministrés?\b|\be-?mails?\b|\bmails?\b"
    r"|\bsoumett|\blogin\b|\bfeedback\b|\bplateformes?\b|\bparticipati(f|ve)s?\b|\bblockchain\b|\bprocess\b",
    re.IGNORECASE,
)


def sentences(path: Path) -> Iterator[str]:
    """Give the French of a catalogue, without its placeholders."""
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id:
                for words in message.string if isinstance(message.string, tuple) else (message.string,):
                    yield re.sub(r"%\(\w+\)[sd]|\{\w*\}|https?://\S+", "", words)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_no_word_that_is_left_out_and_no_mark_inside_words(path: Path) -> None:
    assert [words for words in sentences(path) if LEFT_OUT.search(words)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_everybody_is_vous(path: Path) -> None:
    assert [words for words in sentences(path) if re.search(r"\b(tu|toi|ton|tes)\b", words, re.IGNORECASE)] == []


def test_there_are_catalogues() -> None:
    assert len(CATALOGUES) > 8
