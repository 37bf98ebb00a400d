"""Reading about spaces, and what the record asks of them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest

from parvis.core.people.requests import person_of
from parvis.core.record.models import Audience
from parvis.core.record.upstairs import Place, spaces_of_reader
from parvis.core.spaces.models import Space
from parvis.core.spaces.standing import spaces_of


def spaces_of_requester(request: HttpRequest) -> list[UUID]:
    """Give the refs of the spaces whose members-only things the person who asks may see."""
    return spaces_of(person_of(request))


def places_for(request: HttpRequest) -> list[Place]:
    """Give the spaces that a reader may know of, by name."""
    seen = Space.objects.filter(Q(audience=Audience.PUBLIC) | Q(ref__in=spaces_of_reader(request)))
    return [Place(ref=ref, slug=slug, name=name) for ref, slug, name in seen.order_by("name").values_list("ref", "slug", "name")]
