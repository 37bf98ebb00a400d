"""What people say of published things: arguments, questions, sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.core.discussion.models import Argument, Question, Remark, Side, Source, SourceKind
from parvis.core.opendata.catalogue import absolute
from parvis.core.opendata.registry import Column, Dataset, Scope, Type, WrongFilter, dataset
from parvis.core.people.models import Person
from parvis.core.record.models import State, Thing
from parvis.core.spaces.standing import spaces_of

AT_ONCE = 1_000
FILTERS = ("sur",)
SIDES = {Side.FOR: "pour", Side.AGAINST: "contre"}
AnyRemark = TypeVar("AnyRemark", bound=Remark)


def said(model: type[AnyRemark], scope: Scope, person: Person | None) -> Iterable[AnyRemark]:
    """Give what stands, on what this person may read, in the order in which it was said."""
    cards = Thing.objects.visible_in(spaces_of(person))
    if scope.process:
        cards = cards.filter(process=scope.process.ref)
    if scope.space:
        cards = cards.filter(space=scope.space.ref)
    found = model._default_manager.filter(state=State.PUBLISHED, ref__in=cards.order_by().values("ref"))
    if ref := scope.filters.get("sur"):
        try:
            found = found.filter(on=UUID(ref))
        except ValueError:
            raise WrongFilter("sur", expected="UUID", got=ref) from None
    return found.select_related("author").order_by("said_at", "pk").iterator(chunk_size=AT_ONCE)


FIRST = (
    Column("ref", Type.UUID, _("Public identifier."), lambda row: row.ref),
    Column("sur", Type.UUID, _("Identifier of the thing it is about."), lambda row: row.on),
    Column("auteur", Type.UUID, _("Pseudonym of the author in this process."), lambda row: row.author.uuid),
    Column("nom", Type.TEXT, _("Name that the author shows."), lambda row: row.author.name or None),
    Column("dit_le", Type.INSTANT, _("When it was said."), lambda row: row.said_at),
    Column("versions", Type.INTEGER, _("How many times it was written; 1 when it was never changed."), lambda row: row.edits + 1),
)


def _document(row: Source) -> Any:
    return row.url or (absolute(reverse("discussion:document", args=[row.ref])) if row.document else None)


ARGUMENTS = dataset(
    Dataset(
        slug="arguments",
        title=_("Arguments"),
        description=_("Reasons for and against what was published. What was withdrawn or hidden is left out."),
        columns=(
            *FIRST,
            Column(
                "sens", Type.TEXT, _("Which side it takes."), lambda row: SIDES[Side(row.side)],
                {code: side.label for side, code in SIDES.items()},
            ),
            Column("titre", Type.TEXT, _("The argument in one sentence."), lambda row: row.title or None),
            Column("texte", Type.TEXT, _("Text, in Markdown."), lambda row: row.text),
            Column("soutiens", Type.INTEGER, _("How many people support this argument."), lambda row: row.supports),
        ),
        rows=lambda scope, person: said(Argument, scope, person),
        filters=FILTERS,
    )
)  # fmt: skip

QUESTIONS = dataset(
    Dataset(
        slug="questions",
        title=_("Questions"),
        description=_("Questions asked on what was published, with the answers of those who run the process."),
        columns=(
            *FIRST,
            Column("texte", Type.TEXT, _("Text, in Markdown."), lambda row: row.text),
            Column("reponse", Type.TEXT, _("The answer; empty while there is none."), lambda row: row.answer or None),
            Column("repondu_le", Type.INSTANT, _("When it was answered."), lambda row: row.answered_at),
        ),
        rows=lambda scope, person: said(Question, scope, person),
        filters=FILTERS,
    )
)

SOURCES = dataset(
    Dataset(
        slug="sources",
        title=_("Sources"),
        description=_("Where what is said comes from: on a published thing, or on one argument."),
        columns=(
            *FIRST,
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
            Column("genre", Type.TEXT, _("What kind of source it is."), lambda row: row.kind, dict(SourceKind.choices)),
            Column("adresse", Type.URL, _("Where it is read."), _document),
            Column("editeur", Type.TEXT, _("Who published it."), lambda row: row.publisher or None),
            Column("publiee_le", Type.DATE, _("When it was published."), lambda row: row.published_on),
        ),
        rows=lambda scope, person: said(Source, scope, person),
        filters=FILTERS,
    )
)
