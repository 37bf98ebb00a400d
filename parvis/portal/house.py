"""What the base page knows of the place one is in: its name, its doors, its colour, who is here."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.record.log import alarm
from parvis.core.spaces.models import Space
from parvis.core.spaces.rules import RUNS
from parvis.core.spaces.standing import roles_of
from parvis.core.spaces.tree import ASKED, founded, founded_first
from parvis.ui import moments
from parvis.ui.parts import Door, House, Language, Link

SWITCHED = 12  # spaces in the header; the page of spaces has them all


def context(request: HttpRequest) -> dict[str, object]:
    """The context processor: built only when a page asks for it."""
    return {"house": SimpleLazyObject(partial(house, request))}


def space_of(request: HttpRequest) -> Space | None:
    """Give the space of this page: the one its view named in `request.space`, otherwise the first root that was founded."""
    if not hasattr(request, "space"):
        spaces = founded_first()
        request.space = next((space for space in spaces if space.parent_id is None), None)  # type: ignore[attr-defined]
        request.spaces = spaces  # type: ignore[attr-defined]
    return request.space  # type: ignore[attr-defined, no-any-return]


def children_of(request: HttpRequest, space: Space) -> list[Space]:
    """Give what stands right below a space, by name. Nothing is asked when this request has read all the spaces that there are."""
    read: list[Space] = getattr(request, "spaces", [])
    if 0 < len(read) < ASKED:
        return sorted((each for each in read if each.parent_id == space.pk), key=lambda each: each.name)
    return list(Space.objects.filter(parent=space).order_by("name"))


def first_root() -> int | None:
    """Give the key of the space that the instance is for: the first root, which no other space can come before."""
    return next((each.pk for each in founded() if each.parent is None), None)


def house(request: HttpRequest) -> House:
    """Give what the base page shows around every page."""
    space, person = space_of(request), person_of(request)
    first = space is None or space.pk == first_root()
    home = reverse("portal:home") if first or space is None else space.get_absolute_url()
    return House(
        name=space.name if space else _("Parvis"),
        strapline=space.strapline if space else "",
        home_url=home,
        doors=doors(request, home),
        tools=tools(space, person),
        spaces=neighbours(space),
        spaces_url=reverse("portal:spaces"),
        rules=[
            Link(_("How it works"), reverse("portal:how")),
            Link(_("Open data"), reverse("opendata:catalogue")),
            Link(_("How can I check?"), reverse("portal:check")),
            Link(_("Personal data"), reverse("portal:privacy")),
            Link(_("Accessibility"), reverse("portal:accessibility")),
        ],
        languages=languages(request),
        person=person,
        tint_css_url=f"{reverse('portal:tint', args=[space.slug])}?{space.tint[1:]}" if space and space.tint else "",
        feed_url=reverse("record:feed"),
        demo=settings.PARVIS_DEMO,
        alarm=alarm_told(),
        alarm_url=reverse("portal:check") + "#registre",
        band=_("This is a demonstration: Saint-Aubin and its people are fiction.") if settings.PARVIS_DEMO else "",
    )


def alarm_told() -> str:
    """Give what every page says while nothing is signed; nothing on other days."""
    lasting = alarm.current()
    if lasting is None:
        return ""
    return _(
        "The public record has been stopped since %(moment)s: this site and what was published before do not agree. What you do here is "
        "kept, and will be published once it is repaired."
    ) % {"moment": moments.day_and_hour(lasting.since)}


def neighbours(space: Space | None) -> list[Door]:
    """Give the public spaces that the header leads to, the one we are in marked; none when there is only one.

    A space for members only is found from the page of its parent, or from one's own participation.
    """
    public = [each for each in founded() if each.is_public][:SWITCHED]
    here, home = space.pk if space else None, first_root()
    doors = [Door(each.name, reverse("portal:home") if each.pk == home else each.url, current=each.pk == here) for each in public]
    return doors if len(doors) > 1 else []


def doors(request: HttpRequest, home: str) -> list[Door]:
    """Give the main doors, in the order of what a citizen asks: what is on, what can I do, what was decided, was it done."""
    entries = [
        (_("Front page"), home),
        (_("Take part"), reverse("portal:processes")),
        (_("Decisions"), reverse("decisions:list")),
        (_("Promises"), reverse("decisions:promises")),
        (_("Public record"), reverse("record:record")),
    ]
    here = request.path
    return [Door(label, url, current=here == url if url == home else here.startswith(url)) for label, url in entries]


def tools(space: Space | None, person: Person | None) -> list[Link]:
    """Give the small links of the top: search, my participation or signing in."""
    links = [Link(_("Search"), reverse("portal:search"))]
    if person is None:
        return [*links, Link(_("Sign in"), reverse("account_login"))]
    if person.is_operator or (space and roles_of(person, space) & RUNS):
        links.append(Link(_("Office"), reverse("portal:office")))
    return [*links, Link(_("My participation"), reverse("portal:mine")), Link(_("My account"), reverse("people:settings"))]


def languages(request: HttpRequest) -> list[Language]:
    """Give the languages that one is not reading in."""
    return [
        Language(code, get_language_info(code)["name_local"].capitalize(), reverse("people:language") + f"?langue={code}")
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]
