"""Every catalogue is complete, and no page speaks two languages."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from tests.visiting import Pages

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "parvis").rglob("locale/fr/LC_MESSAGES/django.po"))
CONTENT = sorted((ROOT / "parvis" / "demo" / "content").rglob("*.toml"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
SHORT = 12
SHOWN = ("aria-label", "alt", "title", "placeholder", "data-label")
CAST = ("visitor", "ada", "chloe", "driss", "fanny")


def plain(text: str) -> str:
    """Give a text with simple spaces and apostrophes."""
    return " ".join(text.replace("'", "’").split())


def pieces(text: str) -> Iterator[str]:
    """Give what stands between the values of a sentence, where it is long enough to be recognised."""
    return (piece for piece in map(plain, PLACEHOLDER.split(text)) if len(piece) > SHORT)


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Give every sentence of the house in English and in French, where they differ."""
    found = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="fr"):
                english, french = ([each] if isinstance(each, str) else [*each] for each in (message.id, message.string))
                found += [(one, other) for one, other in zip(english, french, strict=True) if one and other and one != other]
    return tuple(found)


@cache
def sentences(language: str) -> frozenset[str]:
    """Give the pieces that only this language has; French ones that are in the content of the demonstration are left out."""
    column = 0 if language == "en" else 1
    own = {piece for pair in pairs() for piece in pieces(pair[column])}
    other = plain(" ".join(pair[1 - column] for pair in pairs()))
    content = plain(" ".join(path.read_text() for path in CONTENT)) if language == "fr" else ""
    return frozenset(piece for piece in own if piece not in other and piece not in content)


def words_on(html: str) -> str:
    """Give what is read on a page, also aloud, without code or what is marked as being in another language."""
    page = BeautifulSoup(html, "html.parser")
    language = str(page.html["lang"]) if page.html else ""
    for left_out in page.select("script, style, code, pre"):
        left_out.decompose()
    for marked in page.select("body [lang]"):
        if marked["lang"] != language:
            marked.decompose()
    spoken = [str(element[name]) for name in SHOWN for element in page.select(f"[{name}]")]
    return plain(" ".join([page.get_text(" "), *spoken]))


def heard(html: str, language: str) -> set[str]:
    """Give the sentences of a language that are on a page."""
    words = words_on(html)
    return {piece for piece in sentences(language) if piece in words and re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", words)}


def test_every_catalogue_is_complete(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import messages

    found = messages.check()
    sys.modules.pop("messages")
    assert found == 0, capsys.readouterr().out


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
@pytest.mark.parametrize("who", CAST)
def test_no_page_speaks_two_languages(pages: Pages, who: str, language: str, other: str) -> None:
    found = {page.url: heard(page.html, other) for page in pages(who, language)}
    assert len(found) > 30
    assert {url: words for url, words in found.items() if words} == {}


def test_the_check_on_words_can_fail() -> None:
    assert len(sentences("en")) > 500
    assert len(sentences("fr")) > 500
    english, french = next((one, other) for one, other in pairs() if len(plain(one)) > 40 and not PLACEHOLDER.search(one + other))
    assert heard(f'<html lang="fr"><p>{english}</p></html>', "en")
    assert heard(f'<html lang="en"><p>{french}</p></html>', "fr")
    assert not heard(f'<html lang="fr"><body><p>{french}</p><p lang="en">{english}</p></body></html>', "en")
