"""The kinds of act that rooms declare in their `acts.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

# Fields of these names hold the name of who acted: they are erased with her account. Give them no other meaning.
NAMES_THE_AUTHOR = ("auteur",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActKind:
    """One kind of public act.

    Arguments:
        code: how it is written in the record: French words, never changed once published (`contribution.publiée`).
        sentence: what happened, for a timeline, with `%(actor)s` and `%(title)s` as the only placeholders.
        calls_for_answer: whether the convenor owes the object of this act an answer.
        told: whether people who follow the object or its process hear of it.
        fields: names of the values that are committed to with a salt, and can be erased; `auteur` is erased with the account of who acted.
    """

    code: str
    sentence: str | Promise
    calls_for_answer: bool = False
    told: bool = True
    fields: tuple[str, ...] = ()


_KINDS: dict[str, ActKind] = {}


def act_kind(
    code: str,
    sentence: str | Promise,
    *,
    fields: tuple[str, ...] = (),
    calls_for_answer: bool = False,
    told: bool = True,
) -> ActKind:
    """Declare a kind of act; the same code twice is a mistake."""
    if code in _KINDS:
        raise ValueError(f"The act {code!r} is declared twice.")
    kind = ActKind(code=code, sentence=sentence, calls_for_answer=calls_for_answer, told=told, fields=fields)
    _KINDS[code] = kind
    return kind


def get(code: str) -> ActKind:
    """Give the kind with this code."""
    return _KINDS[code]


def every() -> Iterator[ActKind]:
    """Give all kinds, in the order of their codes."""
    return (kind for _, kind in sorted(_KINDS.items()))


def quiet() -> list[str]:
    """Give the codes of the acts that nobody is told of: short lists leave them out, the record shows them all."""
    return [kind.code for kind in every() if not kind.told]
