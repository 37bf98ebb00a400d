"""The steps of a result, said in sentences. Knows no Django and no mechanism: pages and the `parvis` command both use it.

Each family has a module with `SENTENCES = {"fr": {code: sentence}, "en": {code: sentence}}`; `wording.py` says what may stand in
the braces of a sentence.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from parvis.ui.sentences.wording import Wording
from parvis.ui.typography import french


def sentence(code: str, facts: Mapping[str, object], language: str, titles: Mapping[str, str] | None = None) -> str:
    """Give the sentence of a step in this language ("fr" or "en"), with the titles of the options in the place of their refs.

    Raise KeyError when no sentence has this code.

    >>> sentence("voting.elected", {"options": ["a"]}, "en", titles={"a": "The bench"})
    'Chosen: The bench.'
    """
    template = _sentences(code.partition(".")[0], language)[code]
    said = Wording(language, titles or {}, _sentences).vformat(template, (), facts)
    return french(said) if language == "fr" else said


def known(code: str, language: str) -> bool:
    """Say whether a sentence has this code."""
    return code in _sentences(code.partition(".")[0], language)


@cache
def _sentences(family: str, language: str) -> Mapping[str, str]:
    sentences: dict[str, dict[str, str]] = import_module(f"parvis.ui.sentences.{family}").SENTENCES
    return sentences.get(language, sentences["en"])
