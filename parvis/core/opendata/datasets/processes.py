"""Processes and their phases."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from parvis.core.opendata.catalogue import absolute
from parvis.core.opendata.registry import Column, Dataset, Scope, Type, WrongFilter, dataset
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.core.processes.queries import STATES_BY_CODE, listed
from parvis.core.spaces.standing import spaces_of

STATES = {Process.State.RUNNING: "en-cours", Process.State.CLOSED: "close"}
LEVELS = {
    Process.Level.INFORM: "informer",
    Process.Level.CONSULT: "consulter",
    Process.Level.INVOLVE: "associer",
    Process.Level.COLLABORATE: "construire-ensemble",
    Process.Level.DECIDE: "décider",
}
PHASE_STATES = {Phase.State.PLANNED: "à-venir", Phase.State.OPEN: "ouverte", Phase.State.CLOSED: "close"}


def processes(scope: Scope, person: Person | None) -> Iterable[Process]:
    """Give the processes that this person may read."""
    found = Process.objects.visible_in(list(spaces_of(person))).select_related("space").order_by("published_at", "pk")
    if scope.process:
        found = found.filter(pk=scope.process.pk)
    if scope.space:
        found = found.filter(space=scope.space)
    if (state := scope.filters.get("etat")) and state not in STATES_BY_CODE:
        raise WrongFilter("etat", expected=", ".join(STATES_BY_CODE), got=state)
    return listed(found, scope.filters).iterator(chunk_size=500)


def phases(scope: Scope, person: Person | None) -> Iterable[Phase]:
    """Give the phases of the processes that this person may read."""
    shown = Process.objects.visible_in(list(spaces_of(person)))
    found = Phase.objects.filter(process__in=shown).select_related("process").order_by("process__published_at", "process", "position")
    if scope.process:
        found = found.filter(process=scope.process)
    if scope.space:
        found = found.filter(process__space=scope.space)
    return found.iterator(chunk_size=500)


PROCESSES = dataset(
    Dataset(
        slug="demarches",
        title=_("Processes"),
        description=_("Each question put to people, with what the convenor undertakes to do with the result."),
        columns=(
            Column("ref", Type.UUID, _("Public identifier."), lambda row: row.ref),
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
            Column("question", Type.TEXT, _("The question."), lambda row: row.question),
            Column("engagement", Type.TEXT, _("What the convenor undertakes to do with the result."), lambda row: row.commitment),
            Column(
                "niveau", Type.TEXT, _("Level of participation."), lambda row: LEVELS[row.level],
                {code: Process.Level(level).label for level, code in LEVELS.items()},
            ),
            Column("porteur", Type.TEXT, _("Who undertakes it."), lambda row: row.convenor),
            Column("espace", Type.TEXT, _("Name of the space."), lambda row: row.space.name),
            Column(
                "etat", Type.TEXT, _("Where it stands."), lambda row: STATES[row.state],
                {code: Process.State(state).label for state, code in STATES.items()},
            ),
            Column("ouverte_le", Type.INSTANT, _("When it was opened."), lambda row: row.published_at),
            Column("close_le", Type.INSTANT, _("When it was closed."), lambda row: row.closed_at),
            Column("reponses_avant_le", Type.DATE, _("Date by which everybody is to be answered."), lambda row: row.answer_by),
            Column("adresse", Type.URL, _("Where it is read."), lambda row: absolute(row.get_absolute_url())),
        ),
        rows=processes,
        filters=("etat", "q"),
    )
)  # fmt: skip

PHASES = dataset(
    Dataset(
        slug="phases",
        title=_("Phases"),
        description=_("The calendar of each process."),
        columns=(
            Column("ref", Type.UUID, _("Public identifier."), lambda row: row.ref),
            Column("demarche", Type.UUID, _("Identifier of the process."), lambda row: row.process.ref),
            Column("rang", Type.INTEGER, _("Its place in the process, from 1."), lambda row: row.position),
            Column("genre", Type.TEXT, _("Kind of phase."), lambda row: row.kind),
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
            Column("methode", Type.TEXT, _("Method of counting, if there is one."), lambda row: row.mechanism or None),
            Column("ouvre_le", Type.INSTANT, _("When it opens or opened."), lambda row: row.opens_at),
            Column("ferme_le", Type.INSTANT, _("When it closes or closed."), lambda row: row.closes_at),
            Column(
                "etat", Type.TEXT, _("Where it stands."), lambda row: PHASE_STATES[row.state],
                {code: Phase.State(state).label for state, code in PHASE_STATES.items()},
            ),
        ),
        rows=phases,
    )
)  # fmt: skip
