"""The spaces of French typography, put in when a text is shown and never stored."""

import re
from collections.abc import Callable
from functools import lru_cache

SHORT = 250  # characters
NARROW, NO_BREAK = "\u202f", "\u00a0"

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# Addresses and times such as 18:30 keep their colon: only a colon followed by a space or the end is punctuation.
_RULES: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(r"(?<=[^\s;?!])[ \u00a0]*([;?!]+)(?=[\s»)\]”]|$)"), NARROW + r"\1"),
    (re.compile(r"(?<=[^\s:])[ \u202f]+:(?=[\s»]|$)"), NO_BREAK + ":"),
    (re.compile(r"(?<=\d)[ \u202f]*%"), NO_BREAK + "%"),
    (re.compile(r"(?<=\d)[ \u202f]*€"), NO_BREAK + "€"),
    (re.compile(r"«[ \u202f]*(?=\S)"), "«" + NO_BREAK),
    (re.compile(r"(?<=\S)[ \u202f]*»"), NO_BREAK + "»"),
    (re.compile(r"(?<=\d)[ \u202f](?=\d{3}(?!\d))"), NO_BREAK),
    (re.compile(rf"(?<=\d|r) (?=(?:{MONTHS})\b)"), NO_BREAK),
    (re.compile(r"(?<=\d) h(?: (?=\d))?(?=[\s.,;\d]|$)"), lambda found: found.group().replace(" ", NO_BREAK)),
    (re.compile(r"\b(n°|p\.|art\.|M\.|Mme) (?=\S)"), r"\1" + NO_BREAK),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
]
# What is kept as it is stands aside behind a mark of the private use area (a mark in the text stands aside like the rest).
_MARK = "\ue000"
_KEPT = re.compile(rf"{_MARK}|\S+://\S+|\S+@\S+\.\S+|`[^`]*`")


def french(text: str) -> str:
    """The text with the no-break spaces and the apostrophes of French typography; addresses and code are left alone.

    >>> french("Combien ? 1 200 000 € : « trop »")
    'Combien\\u202f? 1\\xa0200\\xa0000\\xa0€\\xa0: «\\xa0trop\\xa0»'
    >>> french("Voir https://example.org/?a=1;b l'an 2026")
    'Voir https://example.org/?a=1;b l’an 2026'

    Source: Lexique des règles typographiques en usage à l'Imprimerie nationale, chapter on spacing.
    """
    kept = iter(_KEPT.findall(text))
    text = _KEPT.sub(_MARK, text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return re.sub(_MARK, lambda _: next(kept), text)


def spaced(text: str, language: str) -> str:
    """The text as the reader's language prints it: French spacing in French, unchanged otherwise."""
    if language.split("-")[0] != "fr":
        return text
    return _title(text) if len(text) <= SHORT else french(text)


@lru_cache(maxsize=4_000)
def _title(text: str) -> str:
    """The same titles are printed again and again."""
    return french(text)


def number(value: int, language: str) -> str:
    """A whole number with its thousands apart.

    >>> number(1200000, "fr"), number(-1234, "en"), number(999, "fr")
    ('1\\xa0200\\xa0000', '\\u22121,234', '999')
    """
    separator = NO_BREAK if language.split("-")[0] == "fr" else ","
    return ("\u2212" if value < 0 else "") + f"{abs(value):,}".replace(",", separator)


def share(part: int, whole: int, language: str, digits: int = 1) -> str:
    """A share in per cent, computed in integers so that it never depends on a machine; a dash when there is nothing to share.

    >>> share(2318, 4912, "fr"), share(1, 3, "en", 0), share(0, 0, "fr")
    ('47,2\\xa0%', '33%', '–')
    """
    if whole <= 0:
        return "–"
    scale = 10**digits
    rounded = (2 * part * 100 * scale + whole) // (2 * whole)
    text = str(rounded // scale)
    french_reader = language.split("-")[0] == "fr"
    if digits:
        text += ("," if french_reader else ".") + str(rounded % scale).zfill(digits)
    return text + (NO_BREAK + "%" if french_reader else "%")


def money(cents: int, language: str, currency: str = "EUR") -> str:
    """An amount in cents as people write it; cents are shown only when there are some.

    >>> money(101500000, "fr"), money(1250, "en"), money(-500, "fr")
    ('1\\xa0015\\xa0000\\xa0€', '€12.50', '\\u22125\\xa0€')
    """
    units, rest = divmod(abs(cents), 100)
    french_reader = language.split("-")[0] == "fr"
    text = number(units, language)
    if rest:
        text += f"{',' if french_reader else '.'}{rest:02d}"
    sign = "\u2212" if cents < 0 else ""
    symbol = {"EUR": "€", "USD": "$", "GBP": "£"}.get(currency, currency)
    return f"{sign}{text}{NO_BREAK}{symbol}" if french_reader or len(symbol) > 1 else f"{sign}{symbol}{text}"


def excerpt(text: str, most: int) -> str:
    """The beginning of a text, at most so many characters: whole sentences when they fill two thirds, otherwise whole words and "…".

    >>> excerpt("The lime tree stays. It was planted in 1931, say the elders.", 30)
    'The lime tree stays.'
    >>> excerpt("The lime tree was planted in 1931, say the elders.", 30)
    'The lime tree was planted in…'
    """
    words = re.sub(r"[ \t\r\n]+", " ", text).strip()  # not the spaces that hold a number together
    if len(words) <= most:
        return words
    start = words[: most + 1]
    sentence = max(start.rfind(f"{mark} ") for mark in ".?!…") + 1
    if sentence > most * 2 / 3 - 1:
        return start[:sentence]
    whole = start[: start.rfind(" ", 0, most)] if " " in start[:most] else start[: most - 1]
    return whole.rstrip(" ,;:–-«(\u00a0\u202f") + "…"
