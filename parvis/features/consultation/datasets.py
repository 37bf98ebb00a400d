"""The tables of open data of this room."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.core.opendata.registry import Column, Dataset, Scope, Type, WrongFilter, dataset
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import State
from parvis.core.spaces.standing import spaces_of
from parvis.features.consultation import queries, rules
from parvis.features.consultation.models import Contribution, Option

AT_ONCE = 2000
EXPECTED = {
    rules.GATHERING: _("the public identifier of a gathering of contributions"),
    rules.SORTING: _("the public identifier of a sorting of contributions"),
}


def contributions(scope: Scope, person: Person | None) -> Iterable[Contribution]:
    """Give the contributions that this person may read, with the filters of the list page."""
    if phase := _phase(scope, person):
        rows = queries.chosen(phase, queries.choice_from(scope.filters), None)
    else:
        rows = Contribution.objects.published().filter(phase__process__in=_processes(person))
    rows = _within(rows, scope, "phase__process").select_related("author", "theme", "phase__process")
    return rows.defer("html").order_by("phase", "number").iterator(chunk_size=AT_ONCE)


def options(scope: Scope, person: Person | None) -> Iterable[Option]:
    """Give the options that stand, with the refs of the contributions they come from."""
    rows = _within(Option.objects.filter(state=State.PUBLISHED, phase__process__in=_processes(person)), scope, "phase__process")
    if phase := _phase(scope, person, rules.SORTING):
        rows = rows.filter(phase=phase)
    return rows.select_related("phase__process").prefetch_related("contributions").order_by("phase", "position")


def _processes(person: Person | None) -> QuerySet[Process]:
    return Process.objects.visible_in(list(spaces_of(person)))


def _within(rows: QuerySet, scope: Scope, to_process: str) -> QuerySet:
    if scope.process:
        rows = rows.filter(**{to_process: scope.process})
    if scope.space:
        rows = rows.filter(**{f"{to_process}__space": scope.space})
    return rows


def _phase(scope: Scope, person: Person | None, kind: str = rules.GATHERING) -> Phase | None:
    given = scope.filters.get("phase", "")
    if not given:
        return None
    try:
        phase = Phase.objects.select_related(rules.UP.removeprefix("phase__")).filter(ref=given, kind=kind).first()
    except (ValueError, ValidationError):  # not even a UUID
        phase = None
    if phase is None or not rules.may_see(person, phase):
        raise WrongFilter("phase", expected=str(EXPECTED[kind]), got=given)
    return phase


def address(row: Contribution | Option) -> str:
    """Give where a row is read."""
    return f"{settings.PARVIS_URL}{row.get_absolute_url()}"


CONTRIBUTIONS = dataset(
    Dataset(
        slug="contributions",
        title=_("Contributions"),
        description=_("What people brought to a consultation. What was withdrawn or hidden is left out."),
        columns=(
            Column("ref", Type.UUID, _("Public identifier of the contribution."), lambda row: row.ref),
            Column("numero", Type.INTEGER, _("Its number in its phase."), lambda row: row.number),
            Column("demarche", Type.TEXT, _("Address name of the process."), lambda row: row.phase.process.slug),
            Column("phase", Type.UUID, _("Public identifier of the phase."), lambda row: row.phase.ref),
            Column("genre", Type.TEXT, _("Kind of contribution."), lambda row: row.kind, codes=dict(Contribution.Kind.choices)),
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
            Column("texte", Type.TEXT, _("Text, in CommonMark."), lambda row: row.text),
            Column("theme", Type.TEXT, _("Theme, if it has one."), lambda row: row.theme.name if row.theme else None),
            Column("auteur", Type.UUID, _("Pseudonym of the author in this process."), lambda row: row.author.uuid),
            Column("signature", Type.TEXT, _("Name the author chose to show."), lambda row: row.author.name or None),
            Column("latitude", Type.NUMBER, _("Latitude in degrees (WGS 84)."), lambda row: row.latitude),
            Column("longitude", Type.NUMBER, _("Longitude in degrees (WGS 84)."), lambda row: row.longitude),
            Column("canal", Type.TEXT, _("How it came in."), lambda row: row.channel, codes=dict(Contribution.Channel.choices)),
            Column("publiee_le", Type.INSTANT, _("When it was published."), lambda row: row.published_at),
            Column("versions", Type.INTEGER, _("How many versions it has."), lambda row: row.edits + 1),
            Column("soutiens", Type.INTEGER, _("How many people support it."), lambda row: row.supports),
            Column("arguments", Type.INTEGER, _("How many arguments were given on it."), lambda row: row.arguments),
            Column("adresse", Type.URL, _("Where it is read."), address),
        ),
        rows=contributions,
        filters=("phase", "genre", "theme", "q", "tri"),
    )
)

OPTIONS = dataset(
    Dataset(
        slug="options",
        title=_("Options"),
        description=_("The options that facilitators made of contributions, in order, with the trail to what they come from."),
        columns=(
            Column("ref", Type.UUID, _("Public identifier of the option."), lambda row: row.ref),
            Column("demarche", Type.TEXT, _("Address name of the process."), lambda row: row.phase.process.slug),
            Column("phase", Type.UUID, _("Public identifier of the phase."), lambda row: row.phase.ref),
            Column("place", Type.INTEGER, _("Its place in the order."), lambda row: row.position),
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
            Column("texte", Type.TEXT, _("Text, in CommonMark."), lambda row: row.text),
            Column(
                "origines",
                Type.LIST,
                _("Public identifiers of the contributions it comes from."),
                lambda row: [str(each.ref) for each in row.contributions.all() if each.is_published],
            ),
            Column("adresse", Type.URL, _("Where it is read."), address),
        ),
        rows=options,
        filters=("phase",),
    )
)
