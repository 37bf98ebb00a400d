"""Published things, and the acts done on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.core.decisions.queries import unanswered
from parvis.core.opendata.catalogue import absolute
from parvis.core.opendata.registry import Column, Dataset, Scope, Type, WrongFilter, dataset
from parvis.core.people.models import Person
from parvis.core.record.models import Act, Thing
from parvis.core.record.search import matching
from parvis.core.spaces.standing import spaces_of

AT_ONCE = 2_000


def things(scope: Scope, person: Person | None) -> Iterable[Thing]:
    """Give what is published now and this person may read: of one kind, with all these words, or what still waits for an answer."""
    found: QuerySet[Thing] = Thing.objects.visible_in(spaces_of(person)).defer(None).defer("words").order_by("published_at", "ref")
    if scope.process:
        found = found.filter(process=scope.process.ref)
    if scope.space:
        found = found.filter(space=scope.space.ref)
    if kind := scope.filters.get("genre"):
        found = found.filter(kind=kind)
    if words := scope.filters.get("q"):
        found = matching(found, words)
    if waits := scope.filters.get("attend"):
        if waits != "oui" or scope.process is None:
            raise WrongFilter("attend", expected="demarche=…&attend=oui", got=waits)
        found = found.filter(pk__in=unanswered(scope.process).order_by().values("pk"))
    return found.iterator(chunk_size=AT_ONCE)


def acts(scope: Scope, person: Person | None) -> Iterable[Act]:
    """Give the acts that this person may read, in the order in which they were written."""
    found: QuerySet[Act] = Act.objects.visible_in(spaces_of(person)).order_by("pk")
    if scope.process:
        found = found.filter(process=scope.process.ref)
    if scope.space:
        found = found.filter(space=scope.space.ref)
    if kind := scope.filters.get("acte"):
        found = found.filter(kind=kind)
    if ref := scope.filters.get("objet"):
        try:
            found = found.filter(object=UUID(ref))
        except ValueError:
            raise WrongFilter("objet", expected="UUID", got=ref) from None
    if day := scope.filters.get("jour"):
        try:
            first = date.fromisoformat(day)
        except ValueError:
            raise WrongFilter("jour", expected="2026-11-24", got=day) from None
        start, end = (timezone.make_aware(datetime.combine(each, time.min)) for each in (first, first + timedelta(days=1)))
        found = found.filter(at__gte=start, at__lt=end)
    return found.iterator(chunk_size=AT_ONCE)


REF, SPACE, PROCESS = _("Public identifier."), _("Identifier of the space."), _("Identifier of the process.")

THINGS = dataset(
    Dataset(
        slug="objets",
        title=_("Published things"),
        description=_("Everything that is published and can be cited: contributions, arguments, decisions and so on, one a row."),
        columns=(
            Column("ref", Type.UUID, REF, lambda row: row.ref),
            Column("genre", Type.TEXT, _("Kind of thing, in one word."), lambda row: row.kind),
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
            Column("texte", Type.TEXT, _("Text without its layout."), lambda row: row.body),
            Column("auteur", Type.UUID, _("Pseudonym of the author in this process, if a person wrote it."), lambda row: row.author),
            Column("espace", Type.UUID, SPACE, lambda row: row.space),
            Column("demarche", Type.UUID, PROCESS, lambda row: row.process),
            Column("publie_le", Type.INSTANT, _("When it was published."), lambda row: row.published_at),
            Column("appelle_reponse", Type.BOOLEAN, _("Whether an answer is due."), lambda row: row.calls_for_answer),
            Column("adresse", Type.URL, _("Where it is read."), lambda row: absolute(row.path)),
        ),
        rows=things,
        filters=("genre", "q", "attend"),
    )
)

ACTS = dataset(
    Dataset(
        slug="actes",
        title=_("Public record"),
        description=_("Every public act, one a row, as the record keeps it: nothing is ever changed or removed."),
        columns=(
            Column("uuid", Type.UUID, _("Identifier of the act."), lambda row: row.uuid),
            Column("acte", Type.TEXT, _("What was done."), lambda row: row.kind),
            Column("objet", Type.UUID, _("Identifier of the thing it was done on."), lambda row: row.object),
            Column("auteur", Type.UUID, _("Pseudonym of who did it in this process; empty when it was the clock."), lambda row: row.actor),
            Column("date", Type.INSTANT, _("When, to the minute."), lambda row: row.at),
            Column("espace", Type.UUID, SPACE, lambda row: row.space),
            Column("demarche", Type.UUID, PROCESS, lambda row: row.process),
            Column("precedent", Type.UUID, _("Identifier of the act before it on the same thing."), lambda row: row.previous),
            Column("engagements", Type.OBJECT, _("Salted fingerprints of the values that can be erased."), lambda row: row.commitments),
            Column("clair", Type.OBJECT, _("Values that are public by duty."), lambda row: row.clear),
        ),
        rows=acts,
        filters=("acte", "objet", "jour"),
    )
)
