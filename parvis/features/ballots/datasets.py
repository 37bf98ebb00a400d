"""The tables of open data that votes give: closed votes with their counts, and their ballots. Nothing is told of a vote that is open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.core.opendata.registry import Column, Dataset, Scope, Type, dataset
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.core.spaces.standing import spaces_of
from parvis.features.ballots import queries
from parvis.features.ballots.models import Ballot


def closed(scope: Scope, person: Person | None) -> Any:
    """Give the closed votes of this scope that this person may see."""
    found = queries.votes().filter(state=Phase.State.CLOSED, process__in=Process.objects.visible_in(list(spaces_of(person))))
    within = Q()
    if scope.process:
        within &= Q(process=scope.process)
    if scope.space:
        within &= Q(process__space=scope.space)
    return found.filter(within).order_by("closes_at", "ref")


def votes(scope: Scope, person: Person | None) -> Iterator[Phase]:
    return closed(scope, person).iterator(chunk_size=500)


def ballots(scope: Scope, person: Person | None) -> Iterator[Ballot]:
    found = Ballot.objects.filter(phase__in=closed(scope, person).order_by().values("pk")).select_related("phase")
    return found.order_by("phase__ref", "receipt", "id").iterator(chunk_size=2000)


def _counted(name: str) -> Any:
    return lambda phase: phase.outcome.result["counts"][name]


VOTES = dataset(
    Dataset(
        slug="votes",
        title=_("Votes"),
        description=_("One row for each closed vote, with its count."),
        columns=(
            Column("vote", Type.UUID, _("Public identifier of the vote."), lambda phase: phase.ref),
            Column("titre", Type.TEXT, _("Title of the vote."), lambda phase: phase.title),
            Column("demarche", Type.TEXT, _("Title of the process."), lambda phase: phase.process.title),
            Column("methode", Type.TEXT, _("Method that counted it."), lambda phase: phase.outcome.result["mechanism"]["slug"]),
            Column("ouvert_le", Type.INSTANT, _("When it opened."), lambda phase: phase.opens_at),
            Column("clos_le", Type.INSTANT, _("When it closed."), lambda phase: phase.closes_at),
            Column("inscrits", Type.INTEGER, _("People on the roll; empty for a vote that took place elsewhere."), _counted("eligible")),
            Column("votants", Type.INTEGER, _("People who voted."), _counted("participated")),
            Column("blancs", Type.INTEGER, _("Blank ballots."), _counted("blank")),
            Column("retenu", Type.LIST, _("Public identifiers of the options chosen, in order."), lambda phase: phase.outcome.refs),
            Column("empreinte", Type.TEXT, _("SHA-256 of the published result file."), lambda phase: phase.vote.fingerprint),
        ),
        rows=votes,
    )
)
BALLOTS = dataset(
    Dataset(
        slug="bulletins",
        title=_("Ballots of closed votes"),
        description=_("One row for each published ballot. Who cast it is not known, and the order of the rows tells nothing."),
        columns=(
            Column("vote", Type.UUID, _("Public identifier of the vote."), lambda ballot: ballot.phase.ref),
            Column("numero", Type.TEXT, _("Receipt number; empty for a vote that took place elsewhere."), lambda ballot: ballot.receipt),
            Column("blanc", Type.BOOLEAN, _("Whether the ballot is blank."), lambda ballot: ballot.choice is None),
            Column("choix", Type.TEXT, _("What was voted, as the result file writes it (JSON)."), lambda ballot: _json(ballot.choice)),
        ),
        rows=ballots,
    )
)


def _json(choice: Any) -> str:
    return json.dumps(choice, ensure_ascii=False, sort_keys=True)
