"""Reading about spaces, and what the record asks of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.people.mydata import Holding, Row
from parvis.core.people.requests import person_of
from parvis.core.record.models import Audience
from parvis.core.record.upstairs import Place, spaces_of_reader
from parvis.core.spaces.models import Mandate, Membership, Role, Space
from parvis.core.spaces.standing import spaces_of


def spaces_of_requester(request: HttpRequest) -> list[UUID]:
    """Give the refs of the spaces whose members-only things the person who asks may see."""
    return spaces_of(person_of(request))


def places_for(request: HttpRequest) -> list[Place]:
    """Give the spaces that a reader may know of, by name."""
    seen = Space.objects.filter(Q(audience=Audience.PUBLIC) | Q(ref__in=spaces_of_reader(request)))
    return [Place(ref=ref, slug=slug, name=name) for ref, slug, name in seen.order_by("name").values_list("ref", "slug", "name")]


def roles_in_words(people: Sequence[Person]) -> dict[int, str]:
    """Give the strongest role of each person now, with its space: “moderator, Saint-Aubin”. One query."""
    strength = {role: rank for rank, role in enumerate(Role.values)}
    held = Membership.objects.current().filter(person__in=people).select_related("space").order_by("pk")
    best: dict[int, Membership] = {}
    for membership in held:
        known = best.get(membership.person_id)
        if known is None or strength[membership.role] > strength[known.role]:
            best[membership.person_id] = membership
    return {pk: f"{membership.get_role_display()}, {membership.space.name}" for pk, membership in best.items()}


def roles_held_by(person: Person) -> Iterator[Row]:
    """Give the roles of a person, past ones too, for her data."""
    for membership in Membership.objects.filter(person=person).select_related("space").order_by("pk"):
        yield {
            "espace": membership.space.name,
            "role": membership.get_role_display(),
            "depuis": membership.starts_at,
            "jusqu_au": membership.ends_at,
        }


def mandates_of(person: Person) -> Iterator[Row]:
    """Give the seats that a person holds or held, for her data."""
    for mandate in Mandate.objects.filter(person=person).select_related("body").order_by("pk"):
        yield {
            "instance": mandate.body.name,
            "titulaire": mandate.holder,
            "fonction": mandate.office,
            "depuis": mandate.starts_on,
            "jusqu_au": mandate.ends_on,
        }


ROLES = Holding(
    key="roles",
    title=_("My roles"),
    why=_("To know in which spaces you take part, and what you may do there."),
    labels={"espace": _("space"), "role": _("role"), "depuis": _("from"), "jusqu_au": _("until")},
    rows=roles_held_by,
)
MANDATES = Holding(
    key="mandats",
    title=_("My mandates"),
    why=_("Who decides is public."),
    labels={"instance": _("body"), "titulaire": _("name"), "fonction": _("office"), "depuis": _("from"), "jusqu_au": _("until")},
    rows=mandates_of,
)
