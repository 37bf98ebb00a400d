"""Contexts that are read without names for a time, so that what is said is weighed before who says it.

A pseudonym repeats the name of its person, and everything that is published (pages, feeds, exports, e-mails, the record) reads it there.
So a name that is not written there is nowhere: it is left out when the context begins to be read without names, and put back when it ends.
Those whose name is owed to the public, because they act for the space, keep theirs. The room above says which contexts these are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

Named = Callable[[UUID], Collection[int] | None]
_asked: list[Named] = []


def contexts_come_from(function: Named) -> None:
    """Tell this room how to know who keeps a name in a context; None when everybody does."""
    _asked[:] = [function]


def still_named(context: UUID) -> Collection[int] | None:
    """Give the people (their keys) whose name is shown in this context now; None when everybody's is."""
    return _asked[0](context) if _asked else None
