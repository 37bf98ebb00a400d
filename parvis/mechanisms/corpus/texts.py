"""Texts as the house reads them: what somebody wrote, under a ref, with what it answers and on which side.

A corpus is sorted by ref, so that the order in which texts came changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["for", "against", ""]


@dataclass(frozen=True, kw_only=True)
class Source:
    """What an argument or a proposal leans on."""

    title: str
    link: str = ""
    kind: str = ""
    """What sort of source: press, study, law, testimony …, in the words of who entered it."""
    on: str = ""
    """The ref of what it supports."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A contribution or an argument.

    >>> Text(ref="1", title="Une halle", body="Couvrir le marché.").whole
    'Une halle. Couvrir le marché.'
    """

    ref: str
    title: str = ""
    body: str = ""
    on: str = ""
    """The ref of what it answers; empty for a contribution that answers nothing."""
    side: Side = ""
    support: int = 0
    """How many people support it."""
    together: str = ""
    """Arguments on the same thing, on the same side, with the same word here are premises of one argument."""

    @property
    def whole(self) -> str:
        """Give title and text as one text."""
        if not self.title or not self.body:
            return self.title or self.body
        return f"{self.title}{'' if self.title[-1] in '.!?…' else '.'} {self.body}"


class BadCorpus(ValueError):
    """Texts that cannot be read together; the message says what was expected and what came."""


def canonical(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Give the texts sorted by ref; raise BadCorpus when two have the same ref.

    >>> [text.ref for text in canonical([Text(ref="b"), Text(ref="a")])]
    ['a', 'b']
    """
    ordered = tuple(sorted(texts, key=lambda text: text.ref))
    for one, following in pairwise(ordered):
        if one.ref == following.ref:
            raise BadCorpus(f'Each text needs a ref of its own; "{one.ref}" stands twice.')
    return ordered


def chosen(texts: Sequence[Text], refs: Iterable[str]) -> tuple[Text, ...]:
    """Give the texts of these refs, in the order of the corpus."""
    kept = set(refs)
    return tuple(text for text in texts if text.ref in kept)
