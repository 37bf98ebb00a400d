"""Spaces: the territories and organisations that decide something."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.core.opendata.catalogue import absolute
from parvis.core.opendata.registry import Column, Dataset, Scope, Type, dataset
from parvis.core.people.models import Person
from parvis.core.record.models import Audience
from parvis.core.spaces.models import Space
from parvis.core.spaces.standing import spaces_of


def spaces(scope: Scope, person: Person | None) -> Iterable[Space]:
    """Give the spaces that this person may know of."""
    found = Space.objects.filter(Q(audience=Audience.PUBLIC) | Q(ref__in=spaces_of(person))).select_related("parent")
    if scope.process:
        found = found.filter(pk=scope.process.space_id)
    if scope.space:
        found = found.filter(pk=scope.space.pk)
    return found.order_by("name", "pk").iterator(chunk_size=500)


SPACES = dataset(
    Dataset(
        slug="espaces",
        title=_("Spaces"),
        description=_("The territories and organisations that decide something here, and which one stands inside which."),
        columns=(
            Column("ref", Type.UUID, _("Public identifier."), lambda row: row.ref),
            Column("nom", Type.TEXT, _("Name of the space."), lambda row: row.name),
            Column("espace", Type.TEXT, _("Address name of the space."), lambda row: row.slug),
            Column("genre", Type.TEXT, _("Kind of space."), lambda row: row.kind, codes=dict(Space.Kind.choices)),
            Column("dans", Type.UUID, _("Identifier of the space it stands inside, if any."), lambda row: row.parent and row.parent.ref),
            Column("presentation", Type.TEXT, _("What it says of itself."), lambda row: row.description),
            Column("adresse", Type.URL, _("Where it is read."), lambda row: absolute(row.get_absolute_url())),
        ),
        rows=spaces,
        in_process=False,
    )
)
