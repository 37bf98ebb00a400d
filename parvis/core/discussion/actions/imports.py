"""Bringing in arguments and sources from elsewhere, many at once: their dates are kept, their authors have no account here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from parvis.core.discussion import acts
from parvis.core.discussion.actions.counts import count, counter_of
from parvis.core.discussion.actions.remarks import card, shown
from parvis.core.discussion.models import Argument, Source
from parvis.core.people.models import Pseudonym
from parvis.core.record.batch import ROWS, First, append_many
from parvis.core.record.models import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtArgument:
    """An argument as it was elsewhere; `id` is what it is called there, `author` whoever wrote it there."""

    id: str
    side: str
    text: str
    author: str
    title: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtSource:
    """A source as it was elsewhere."""

    id: str
    title: str
    author: str
    url: str = ""
    publisher: str = ""
    published_on: date | None = None
    kind: str = ""
    text: str = ""
    at: datetime | None = None


def bring_in(
    on: Mapping[UUID, tuple[Thing, Sequence[BroughtArgument | BroughtSource]]],
    *,
    source: str,
    authors: Mapping[str, Pseudonym],
) -> Counter[str]:
    """Write what was said elsewhere on these things, except what is there already, and say how many of each kind were added.

    It is called inside the action of another room, which has asked its own rule: who may bring in the things may bring in what was said
    on them.

    Arguments:
        on: for the ref of each thing, its card and what was said on it; all of one process.
        source: the name of where it comes from; with the id it makes a second run add nothing.
        authors: the pseudonym of each author's name.
    """
    there = {
        (model, *known)
        for model in (Argument, Source)
        for known in model._default_manager.filter(on__in=list(on), external_source=source).values_list("on", "external_id")
    }
    remarks: list[tuple[Argument | Source, Thing]] = []
    for ref, (thing, said) in on.items():
        for brought in said:
            remark = _made(brought, ref, source, authors)
            if (type(remark), ref, brought.id) not in there:
                remarks.append((remark, thing))
    if not remarks:
        return Counter()
    for model in (Argument, Source):
        model._default_manager.bulk_create([remark for remark, _thing in remarks if isinstance(remark, model)], batch_size=ROWS)  # type: ignore[misc]
    first = remarks[0][1]
    for kind, model in ((acts.ARGUMENT_BROUGHT, Argument), (acts.SOURCE_BROUGHT, Source)):
        append_many(
            kind,
            [_first(remark, thing, source) for remark, thing in remarks if isinstance(remark, model)],
            space=first.space, process=first.process, audience=first.audience,
        )  # fmt: skip
    counted: dict[UUID, Counter[str]] = {}
    for remark, thing in remarks:
        counted.setdefault(thing.ref, Counter())[counter_of(remark)] += 1
    for ref, changes in counted.items():
        count(ref, on[ref][0].kind, **changes)
    return sum(counted.values(), Counter())


def _made(brought: BroughtArgument | BroughtSource, ref: UUID, source: str, authors: Mapping[str, Pseudonym]) -> Argument | Source:
    shared = {"ref": uuid4(), "on": ref, "author": authors[brought.author], "external_source": source, "external_id": brought.id}
    if brought.at:
        shared["said_at"] = brought.at
    if isinstance(brought, BroughtArgument):
        return Argument(**shared, side=brought.side, title=brought.title[:140], text=brought.text, html=shown(brought.text))
    return Source(
        **shared, title=brought.title[:200], url=brought.url[:500], publisher=brought.publisher[:120], text=brought.text,
        published_on=brought.published_on, kind=brought.kind or Source.Kind.OTHER,
    )  # fmt: skip


def _first(remark: Argument | Source, thing: Thing, source: str) -> First:
    clear = {"sur": str(thing.ref), "de": source}
    if isinstance(remark, Argument):
        fields = {"titre": remark.title, "texte": remark.text}
        clear["sens"] = "pour" if remark.side == "for" else "contre"
    else:
        fields = {"titre": remark.title, "adresse": remark.url, "editeur": remark.publisher}
    return First(
        ref=remark.ref, card=card(remark, thing), actor=remark.author.uuid, at=remark.said_at, fields=fields, clear=clear
    )  # fmt: skip
