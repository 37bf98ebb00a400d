"""Arguments, questions and sources: saying them, changing them, withdrawing them, answering questions."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from parvis.core.discussion import acts, rules
from parvis.core.discussion.actions.counts import count, counter_of
from parvis.core.discussion.documents import kept
from parvis.core.discussion.models import Argument, Question, Remark, Side, Source, Wording
from parvis.core.people.actions import follow, pseudonym
from parvis.core.people.models import Person, Pseudonym
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import State, Thing
from parvis.core.record.prepared import insert
from parvis.ui.markdown import render

AnyRemark = TypeVar("AnyRemark", bound=Remark)
HEADINGS = 4  # the titles that a text may hold stand under those of the page
WORDS = {Argument: "argument", Question: "question", Source: "source"}


def card(remark: Remark, thing: Thing) -> Card:
    """Give what other rooms may know of a remark: it is read on the page of what it is about."""
    word = WORDS[type(remark)]
    page = thing.path.partition("#")[0]
    body = "\n".join(getattr(remark, name, "") for name in ("text", "answer", "publisher")).strip()
    return Card(kind=word, title=str(remark), path=f"{page}#{word}-{remark.ref}", body=body, author=remark.author.uuid)


def shown(text: str) -> str:
    """Give a text as it is shown."""
    return render(text, language=settings.LANGUAGE_CODE, top=HEADINGS)


def _append(kind: ActKind, remark: Remark, thing: Thing, *, actor: Pseudonym, **more: Any) -> None:
    append(kind, remark, actor=actor.uuid, space=thing.space, process=thing.process, audience=thing.audience, **more)


def _say(kind: ActKind, remark: AnyRemark, thing: Thing, fields: dict[str, Any], clear: dict[str, Any]) -> AnyRemark:
    """Write a new remark, count it, and append its act."""
    remark.clean_fields(exclude=["author", "answered_by"])
    _append(kind, remark, thing, actor=remark.author, card=card(remark, thing), fields=fields, clear=clear | {"sur": str(thing.ref)})
    insert(remark)
    count(thing.ref, thing.kind, **{counter_of(remark): 1})
    return remark


def _thing_and_author(ref: UUID, by: Person) -> tuple[Thing, Pseudonym]:
    thing = rules.card_of(ref)
    rules.may_discuss(by, thing).require()
    assert thing.process is not None, "What is discussed belongs to a process: the rule has checked it."
    return thing, pseudonym(by, thing.process)


def argue(ref: UUID, *, by: Person, side: str, text: str, title: str = "") -> Argument:
    """Give a reason for (`for`) or against (`against`) the thing with this ref."""
    html = shown(text)  # before anybody has to wait for the transaction
    with transaction.atomic():
        return _argue(ref, by=by, side=side, text=text.strip(), html=html, title=title.strip())


def _argue(ref: UUID, *, by: Person, **written: str) -> Argument:
    thing, me = _thing_and_author(ref, by)
    argument = Argument(on=ref, author=me, **written)
    fields = {"titre": argument.title, "texte": argument.text}
    _say(acts.ARGUED, argument, thing, fields, {"sens": "pour" if argument.side == Side.FOR else "contre"})
    follow(argument.ref, by=by)
    return argument


@transaction.atomic
def ask(ref: UUID, *, by: Person, text: str) -> Question:
    """Ask those who run the process a question on the thing with this ref."""
    thing, me = _thing_and_author(ref, by)
    question = Question(on=ref, author=me, text=text.strip(), html=shown(text))
    _say(acts.ASKED, question, thing, {"texte": question.text}, {})
    follow(question.ref, by=by)
    return question


@transaction.atomic
def cite(
    ref: UUID,
    *,
    by: Person,
    title: str,
    url: str = "",
    document: File[bytes] | None = None,
    publisher: str = "",
    published_on: date | None = None,
    kind: str = "",
    text: str = "",
) -> Source:
    """Cite a source on the thing with this ref, which may be an argument.

    Raises:
        ValidationError: the document is too heavy, or is not what its name says.
    """
    thing, me = _thing_and_author(ref, by)
    source = Source(
        on=ref, author=me, title=title.strip(), url=url, publisher=publisher.strip(), published_on=published_on,
        kind=kind or Source.Kind.OTHER, text=text.strip(),
    )  # fmt: skip
    if document:
        source.document, source.document_name = kept(document)[0], (document.name or "")[-120:]
    return _say(acts.CITED, source, thing, {"titre": source.title, "adresse": source.url, "editeur": source.publisher}, {})


def _held(remark: AnyRemark) -> AnyRemark:
    """Give the remark as it stands now, its card and itself held until the end of the transaction."""
    Thing.objects.select_for_update().filter(ref=remark.ref).first()
    return type(remark)._default_manager.select_for_update(of=("self",)).select_related("author").get(pk=remark.pk)


@transaction.atomic
def edit(remark: Argument | Question, *, by: Person, text: str, title: str = "") -> Argument | Question:
    """Change one's words. What was said before stays readable; the same words change nothing."""
    remark = _held(remark)
    rules.may_edit(by, remark).require()
    before = (getattr(remark, "title", ""), remark.text)
    after = (title.strip() if isinstance(remark, Argument) else "", text.strip())
    if before == after:
        return remark
    Wording.objects.create(ref=remark.ref, number=remark.edits + 1, title=before[0], text=before[1])
    if isinstance(remark, Argument):
        remark.title = after[0]
    remark.text, remark.html = after[1], shown(after[1])
    remark.edits += 1
    remark.clean_fields(exclude=["author", "answered_by"])
    remark.save()
    thing = rules.thing_of(remark)
    _append(
        acts.EDITED, remark, thing, actor=remark.author, card=card(remark, thing), fields={"titre": after[0], "texte": after[1]}
    )  # fmt: skip
    return remark


@transaction.atomic
def withdraw(remark: Argument | Question | Source, *, by: Person) -> None:
    """Take back one's words: they are not shown any more, anywhere."""
    held = _held(remark)
    rules.may_withdraw(by, held).require()
    held.state = State.WITHDRAWN
    held.save(update_fields=["state"])
    thing = rules.thing_of(held)
    count(thing.ref, thing.kind, **{counter_of(held): -1})
    _append(acts.WITHDRAWN, held, thing, actor=held.author, state=State.WITHDRAWN)


@transaction.atomic
def reply(question: Question, *, by: Person, text: str) -> Question:
    """Answer a question for those who run the process; a later answer replaces the one before."""
    question = _held(question)
    rules.may_reply(by, question).require()
    thing = rules.thing_of(question)
    assert thing.process is not None, "A question belongs to a process: the rule has checked it."
    me = pseudonym(by, thing.process)
    question.answer, question.answer_html = text.strip(), shown(text)
    question.answered_by, question.answered_at = me, timezone.now()
    question.clean_fields(exclude=["author", "answered_by"])
    question.save(update_fields=["answer", "answer_html", "answered_by", "answered_at"])
    _append(acts.REPLIED, question, thing, actor=me, card=card(question, thing), fields={"reponse": question.answer})
    return question
