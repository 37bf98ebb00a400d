"""Many first acts at once: things brought in from elsewhere, each with its card, its act and its openings, in a few statements."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from parvis.core.record.actions import Card, NotInATransaction, checked_clear
from parvis.core.record.entries import entry_of
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import Act, Audience, Opening, Thing
from parvis.core.record.words import indexed
from parvis.mechanisms.ledger.commitments import commit
from parvis.mechanisms.ledger.entries import Value

ROWS = 500  # at once: SQLite takes a limited number of values in one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first act on a new thing: its ref and card, who did it and when, and the values that its kind declares."""

    ref: uuid.UUID
    card: Card
    actor: uuid.UUID | None
    at: datetime | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    clear: Mapping[str, Value] = field(default_factory=dict)


def append_many(
    kind: ActKind,
    firsts: Sequence[First],
    *,
    space: uuid.UUID | None = None,
    process: uuid.UUID | None = None,
    audience: str = Audience.PUBLIC,
) -> list[Act]:
    """Append the first acts on new things, with the same checks and the same bytes as `append` for each of them.

    Raises:
        NotInATransaction: the caller has no transaction open, so state and record could part.
        ValueError: the fields of one of them are not those that the kind declares.
        IntegrityError: one of the things has an act already; use `append` for it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInATransaction(f"{kind.code}: append inside the transaction of the action.")
    now = timezone.now()
    things, acts, openings = [], [], []
    for first in firsts:
        if set(first.fields) != set(kind.fields):
            raise ValueError(f"{kind.code}: expected the fields {sorted(kind.fields)}, got {sorted(first.fields)}.")
        open_values = checked_clear(kind, first.clear)
        card, at = first.card, first.at or now
        commitments, opened = commit(first.fields, randomness=secrets.token_bytes)
        act = Act(
            uuid=uuid.uuid4(), kind=kind.code, object=first.ref, actor=first.actor, at=at.replace(second=0, microsecond=0),
            space=space, process=process, previous=None, audience=audience, commitments=commitments, clear=open_values,
        )  # fmt: skip
        if audience == Audience.PUBLIC:
            act.entry = entry_of(act)
        things.append(
            Thing(
                ref=first.ref, kind=card.kind, title=card.title[:250], path=card.path, body=card.body,
                words=indexed(card.title, card.body), author=card.author, space=space, process=process, audience=audience,
                calls_for_answer=kind.calls_for_answer, published_at=at, last_act=act.uuid,
            )
        )  # fmt: skip
        acts.append(act)
        if opened:
            openings.append(Opening(act=act, fields={name: list(opening) for name, opening in opened.items()}))
    Thing.objects.bulk_create(things, batch_size=ROWS)
    Act.objects.bulk_create(acts, batch_size=ROWS)
    for opening in openings:
        opening.act_id = opening.act.pk
    Opening.objects.bulk_create(openings, batch_size=ROWS)
    return acts
