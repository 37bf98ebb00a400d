"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

PIECES = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 20_000  # pieces; beyond, the two texts are shown one after the other


def differences(before: str, after: str) -> SafeString:
    """Give the text with what was taken out in `<del>` and what was put in in `<ins>`.

    >>> differences("Un banc vert", "Un grand banc")
    'Un <ins>grand </ins>banc<del> vert</del>'
    """
    old, new = PIECES.findall(before), PIECES.findall(after)
    if len(old) + len(new) > LONGEST:
        return format_html("<del>{}</del> <ins>{}</ins>", before, after)
    pieces: list[tuple[str, str]] = []
    for what, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[start:end]), "".join(new[other_start:other_end])
        if what == "equal":
            pieces.append(("", gone))
        else:
            pieces += [(tag, text) for tag, text in (("del", gone), ("ins", come)) if text]
    return format_html_join("", "{}", ((format_html("<{}>{}</{}>", tag, text, tag) if tag else text,) for tag, text in pieces))
