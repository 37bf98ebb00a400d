"""Promises, and what shows that they are kept."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from parvis.core.decisions import queries
from parvis.core.decisions.codes import SATISFIED, STATUSES, STATUSES_BY_CODE
from parvis.core.decisions.models import Evidence, Feedback, Milestone, Promise
from parvis.core.opendata.catalogue import absolute
from parvis.core.opendata.registry import Column, Dataset, Scope, Type, WrongFilter, dataset
from parvis.core.people.models import Person
from parvis.core.record.models import State
from parvis.core.spaces.standing import spaces_of

AT_ONCE = 1_000
FILTERS = ("etat", "q")


def checked(scope: Scope) -> dict[str, str]:
    """Give what is asked; raises WrongFilter when a promise never stands so."""
    shown = scope.filters.get("etat", "")
    if shown and shown not in STATUSES_BY_CODE:
        raise WrongFilter("etat", expected=", ".join(STATUSES_BY_CODE), got=shown)
    return scope.asked


def promises(scope: Scope, person: Person | None) -> Iterable[Promise]:
    """Give the promises of the list page."""
    return queries.promises_listed(checked(scope), spaces=spaces_of(person)).iterator(chunk_size=AT_ONCE)


def milestones(scope: Scope, person: Person | None) -> Iterable[Milestone]:
    """Give the milestones of these promises."""
    shown = queries.promises_listed(checked(scope), spaces=spaces_of(person))
    found = Milestone.objects.filter(promise__in=shown.order_by()).select_related("promise")
    return found.order_by("promise", "due_on", "pk").iterator(chunk_size=AT_ONCE)


def evidence(scope: Scope, person: Person | None) -> Iterable[Evidence]:
    """Give the evidence on these promises."""
    shown = queries.promises_listed(checked(scope), spaces=spaces_of(person))
    found = Evidence.objects.filter(promise__in=shown.order_by()).select_related("promise")
    return found.order_by("promise", "dated_on", "pk").iterator(chunk_size=AT_ONCE)


def feedback(scope: Scope, person: Person | None) -> Iterable[Feedback]:
    """Give what people said of these promises, and still stands."""
    shown = queries.promises_listed(checked(scope), spaces=spaces_of(person))
    found = Feedback.objects.filter(promise__in=shown.order_by(), state=State.PUBLISHED).select_related("promise", "author")
    return found.order_by("promise", "given_at", "pk").iterator(chunk_size=AT_ONCE)


PROMISE = _("Identifier of the promise.")
STATUS_CODES = {code: Promise.Status(status).label for status, code in STATUSES.items()}

PROMISES = dataset(
    Dataset(
        slug="promesses",
        title=_("Promises"),
        description=_("What was promised, by when, by whom, with which money, and where it stands."),
        columns=(
            Column("ref", Type.UUID, _("Public identifier."), lambda row: row.ref),
            Column("decision", Type.UUID, _("Identifier of the decision."), lambda row: row.decision.ref),
            Column("demarche", Type.UUID, _("Identifier of the process."), lambda row: row.decision.process.ref),
            Column("texte", Type.TEXT, _("What is promised."), lambda row: row.text),
            Column("echeance", Type.DATE, _("By when."), lambda row: row.due_on),
            Column("responsable", Type.TEXT, _("Who is responsible."), lambda row: row.who),
            Column("budget_centimes", Type.INTEGER, _("Budget, in cents of the currency."), lambda row: row.budget_cents),
            Column("depense_centimes", Type.INTEGER, _("Spent so far, in cents of the currency."), lambda row: row.spent_cents),
            Column("devise", Type.TEXT, _("Currency (ISO 4217)."), lambda row: row.currency),
            Column("etat", Type.TEXT, _("Where it stands."), lambda row: STATUSES[Promise.Status(row.status)], STATUS_CODES),
            Column(
                "en_retard", Type.BOOLEAN, _("Whether the date has passed and it is neither kept nor dropped."), lambda row: row.is_late
            ),
            Column("motif", Type.TEXT, _("Reason, when one was given."), lambda row: row.status_reason or None),
            Column("etat_depuis", Type.INSTANT, _("Since when it stands so."), lambda row: row.status_since),
            Column("adresse", Type.URL, _("Where it is read."), lambda row: absolute(row.get_absolute_url())),
        ),
        rows=promises,
        filters=FILTERS,
    )
)

MILESTONES = dataset(
    Dataset(
        slug="etapes",
        title=_("Milestones"),
        description=_("The steps on the way to keeping each promise."),
        columns=(
            Column("promesse", Type.UUID, PROMISE, lambda row: row.promise.ref),
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
            Column("echeance", Type.DATE, _("By when."), lambda row: row.due_on),
            Column("franchie_le", Type.DATE, _("When it was reached."), lambda row: row.reached_on),
        ),
        rows=milestones,
        filters=FILTERS,
    )
)

EVIDENCE = dataset(
    Dataset(
        slug="preuves",
        title=_("Evidence"),
        description=_("Documents and addresses that show what was done."),
        columns=(
            Column("promesse", Type.UUID, PROMISE, lambda row: row.promise.ref),
            Column("titre", Type.TEXT, _("What it shows."), lambda row: row.title),
            Column("date", Type.DATE, _("Date of the document."), lambda row: row.dated_on),
            Column("adresse", Type.URL, _("Where it is read."), lambda row: row.address or absolute(row.get_absolute_url())),
        ),
        rows=evidence,
        filters=FILTERS,
    )
)

FEEDBACK = dataset(
    Dataset(
        slug="avis",
        title=_("What people say of promises"),
        description=_("What the people concerned see: whether each promise is kept, and why they say so."),
        columns=(
            Column("ref", Type.UUID, _("Public identifier."), lambda row: row.ref),
            Column("promesse", Type.UUID, PROMISE, lambda row: row.promise.ref),
            Column("auteur", Type.UUID, _("Pseudonym of the author in this process."), lambda row: row.author.uuid),
            Column("nom", Type.TEXT, _("Name that the author shows."), lambda row: row.author.name or None),
            Column(
                "satisfait", Type.TEXT, _("Whether the promise is kept, for this person."),
                lambda row: SATISFIED[Feedback.Satisfied(row.satisfied)],
                {code: Feedback.Satisfied(said).label for said, code in SATISFIED.items()},
            ),
            Column("texte", Type.TEXT, _("What this person sees."), lambda row: row.text),
            Column("donne_le", Type.INSTANT, _("When it was said."), lambda row: row.given_at),
        ),
        rows=feedback,
        filters=FILTERS,
    )
)  # fmt: skip
