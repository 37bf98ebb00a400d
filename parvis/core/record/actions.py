"""Writing to the record. Every action of every room ends with `append`, inside its own transaction."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from parvis.core.record import acts
from parvis.core.record.entries import entry_of
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import Act, Audience, Opening, Recorded, State, Thing
from parvis.core.record.prepared import Change, insert, prepared, prepared_change
from parvis.core.record.together import can_write_together, write_together
from parvis.core.record.words import indexed
from parvis.mechanisms.ledger.commitments import commit, normal
from parvis.mechanisms.ledger.entries import Value, encode

LONGEST_CLEAR = 3_000


@prepared
def _held(ref: uuid.UUID) -> QuerySet[Thing]:
    return Thing.objects.select_for_update().filter(ref=ref).only("last_act")  # type: ignore[no-any-return] # its manager is made on the fly


@prepared_change
def _acted_on(ref: uuid.UUID, act: uuid.UUID) -> Change:
    return Change(Thing.objects.filter(ref=ref), last_act=act)


class NotInATransaction(RuntimeError):
    """An act was appended outside the transaction that changes the state it tells of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the record tells other rooms of a thing that is published or changed.

    Arguments:
        kind: the word for this kind of thing (`contribution`, `argument`, `decision`), for filters and icons.
        title: its title, at most 250 characters; longer ones are cut.
        path: where it is read on this instance.
        body: its plain text, for search.
        author: the pseudonym that published it, if a person did.
    """

    kind: str
    title: str
    path: str
    body: str = ""
    author: uuid.UUID | None = None


def checked_clear(kind: ActKind, clear: Mapping[str, Value] | None) -> dict[str, Value]:
    """Give what is in clear as an entry holds it: its text in one normal form, its names in ASCII, short enough beside the commitments.

    Raises:
        ValueError: a name has other signs, or the values are too long; commit to a long value as a field.
    """
    if not clear:
        return {}
    if strange := [name for name in clear if not name.isascii()]:
        raise ValueError(f"{kind.code}: expected names in ASCII, got {strange}.")
    checked = {name: normal(value) for name, value in clear.items()}
    # One sign takes six bytes at most, so that short values need no closer look.
    if len(repr(checked)) > LONGEST_CLEAR // 6 and (size := len(encode(checked))) > LONGEST_CLEAR:
        raise ValueError(f"{kind.code}: expected at most {LONGEST_CLEAR} bytes in clear, got {size}; commit to long values as fields.")
    return checked


def append(
    kind: ActKind,
    subject: Recorded | uuid.UUID,
    *,
    actor: uuid.UUID | None,
    space: uuid.UUID | None = None,
    process: uuid.UUID | None = None,
    audience: str = Audience.PUBLIC,
    fields: Mapping[str, Value] | None = None,
    clear: Mapping[str, Value] | None = None,
    card: Card | None = None,
    state: State | None = None,
    at: datetime | None = None,
    held: Thing | None = None,
) -> Act:
    """Append one act to the record, in the transaction of the action that calls.

    Arguments:
        kind: declared in the room's `acts.py`.
        subject: the thing acted on, or its ref.
        actor: the pseudonym of the person in this process (`people.queries.pseudonym_of(by, process.ref).uuid`); None for the clock.
        space, process: refs of the context.
        audience: who may read of it; never wider than the thing's own.
        fields: values that may need erasing: committed to with a salt, exactly those that `kind` declares.
        clear: values public by duty (a decision's hash, a verdict, a count), written as they are.
        card: given when the thing is published, or when its title, text or address change.
        state: given when the act withdraws, hides, shows again or erases the thing.
        at: when it happened, for acts brought in from elsewhere; otherwise now.
        held: the card, when the action holds it already (`select_for_update`), so that it is not read again.

    Raises:
        NotInATransaction: the caller has no transaction open, so state and record could part.
        ValueError: the fields are not those that the kind declares, or what is in clear does not fit an entry.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInATransaction(f"{kind.code}: append inside the transaction of the action.")
    given = dict(fields or {})
    if set(given) != set(kind.fields):
        raise ValueError(f"{kind.code}: expected the fields {sorted(kind.fields)}, got {sorted(given)}.")
    open_values = checked_clear(kind, clear)
    ref = subject if isinstance(subject, uuid.UUID) else subject.ref
    act_uuid = uuid.uuid4()
    moment = (at or timezone.now()).replace(second=0, microsecond=0)
    changes: dict[str, Any] = {}
    if card:
        changes |= {"title": card.title[:250], "path": card.path, "body": card.body, "words": indexed(card.title, card.body)}
    if state:
        changes["state"] = state
    # What is not saved yet has no act: its ref was drawn a moment ago.
    new = isinstance(subject, Recorded) and subject._state.adding
    thing = held or (None if new else _held.first(ref))
    if thing and changes:
        Thing.objects.filter(ref=ref).update(last_act=act_uuid, **changes)
    elif thing:
        # On PostgreSQL it is written together with the act.
        if not can_write_together():
            _acted_on(ref, act_uuid)
    elif card:
        insert(
            Thing(
                ref=ref,
                kind=card.kind,
                author=card.author,
                space=space,
                process=process,
                audience=audience,
                calls_for_answer=kind.calls_for_answer,
                published_at=at or timezone.now(),
                last_act=act_uuid,
                **changes,
            )
        )
    else:
        raise ValueError(f"{kind.code}: the first act on a thing needs its card.")
    commitments, openings = commit(given, randomness=secrets.token_bytes)
    act = Act(
        uuid=act_uuid,
        kind=kind.code,
        object=ref,
        actor=actor,
        at=moment,
        space=space,
        process=process,
        previous=thing.last_act if thing else None,
        audience=audience,
        commitments=commitments,
        clear=open_values,
    )
    if audience == Audience.PUBLIC:
        act.entry = entry_of(act)
    opened = {name: list(opening) for name, opening in openings.items()}
    if can_write_together():
        write_together(act, opened, of_card=thing is not None and not changes)
        return act
    insert(act)
    if opened:
        insert(Opening(act=act, fields=opened))
    return act


@transaction.atomic
def erase(act: Act, *, names: Iterable[str], actor: uuid.UUID | None, reason: str) -> Act | None:
    """Erase these fields behind an act for good; the act stays valid, and the erasure is an act of its own.

    Returns None when nothing was left to erase.
    """
    opening = Opening.objects.select_for_update().filter(act=act).first()
    gone = [name for name in names if opening and name in opening.fields]
    if not opening or not gone:
        return None
    opening.fields = {name: value for name, value in opening.fields.items() if name not in gone}
    opening.save(update_fields=["fields"])
    return append(
        acts.ERASED,
        act.object,
        actor=actor,
        space=act.space,
        process=act.process,
        audience=act.audience,
        clear={"de": str(act.uuid), "champs": list(gone), "motif": reason},
    )
