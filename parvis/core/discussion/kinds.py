"""What rooms declare of their things that can be supported: where the counts are kept, and who may support."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from parvis.core.people.models import Person
from parvis.core.rules.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One kind of thing that can be supported.

    Arguments:
        kind: the word on its card (`contribution`).
        model: where its rows are; it has a `ref`.
        columns: which counts its rows repeat, so that a list can be sorted by them: `supports`, `arguments`.
        may_support: the rule of its room.
    """

    kind: str
    model: type[models.Model]
    columns: frozenset[str]
    may_support: Callable[[Person | None, UUID], Verdict]

    def row(self, ref: UUID) -> models.QuerySet[Any]:
        """Give the row of the thing with this ref, as a queryset of one."""
        return self.model._default_manager.filter(ref=ref)


_SUBJECTS: dict[str, Subject] = {}


def subject(
    kind: str, model: type[models.Model], *, columns: tuple[str, ...], may_support: Callable[[Person | None, UUID], Verdict]
) -> Subject:
    """Declare a kind of thing that can be supported; a room does it once, when the house opens its doors."""
    if unknown := set(columns) - {"supports", "arguments"}:
        raise ValueError(f"{kind}: expected columns among supports and arguments, got {sorted(unknown)}.")
    declared = Subject(kind=kind, model=model, columns=frozenset(columns), may_support=may_support)
    if _SUBJECTS.setdefault(kind, declared).model is not model:
        raise ValueError(f"The kind {kind!r} is declared twice.")
    return declared


def subject_named(kind: str) -> Subject | None:
    """Give what was declared of this kind of thing, if anything was."""
    return _SUBJECTS.get(kind)
