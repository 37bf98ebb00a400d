"""Every form with a text area: what is typed in it survives the end of the session, and a door that closes in between.

The list below is compared with what stands on the pages of the house: a form that is missing from it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from parvis.core.processes import actions as processes
from parvis.core.processes.models import Phase
from parvis.core.spaces import actions as spaces
from parvis.core.spaces.models import Membership
from tests import town as towns
from tests import world as worlds
from tests.test_permissions import BAO, CHLOE, DRISS, FANNY, TABLE, Page

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("drafts-of-every-form")]

OPERATOR = "operator"
TEXT = "More shade and benches on the square, please: my mother waits there for the bus."
# Where the text is typed, to which address it is sent, and by whom. The gallery keeps nothing: it only shows.
FORMS = {
    ("ballots:prepare", "ballots:prepare"): CHLOE,
    ("consultation:contribution", "discussion:arguments"): BAO,
    ("consultation:contribution", "discussion:questions"): BAO,
    ("consultation:edit", "consultation:edit"): BAO,
    ("consultation:edit_option", "consultation:edit_option"): CHLOE,
    ("consultation:hide", "consultation:hide"): DRISS,
    ("consultation:new", "consultation:new"): BAO,
    ("consultation:option", "discussion:arguments"): BAO,
    ("consultation:option", "discussion:questions"): BAO,
    ("consultation:show", "consultation:show"): DRISS,
    ("consultation:sorting", "consultation:sorting"): CHLOE,
    ("consultation:themes", "consultation:themes"): CHLOE,
    ("decisions:decide", "decisions:decide"): FANNY,
    ("decisions:hide_feedback", "decisions:hide_feedback"): DRISS,
    ("decisions:make_promise", "decisions:make_promise"): FANNY,
    ("decisions:mark", "decisions:mark"): CHLOE,
    ("decisions:promise", "decisions:promise"): BAO,
    ("decisions:show_feedback", "decisions:show_feedback"): DRISS,
    ("discussion:edit", "discussion:edit"): BAO,
    ("discussion:hide", "discussion:hide"): DRISS,
    ("discussion:questions", "discussion:questions"): BAO,
    ("discussion:reply", "discussion:reply"): CHLOE,
    ("discussion:show", "discussion:show"): DRISS,
    ("portal:office_describe", "portal:office_describe"): FANNY,
    ("portal:office_edit", "portal:office_edit"): CHLOE,
    ("portal:office_found", "portal:office_found"): OPERATOR,
    ("portal:office_invite", "portal:office_invite"): CHLOE,
    ("portal:office_new", "portal:office_new"): CHLOE,
    ("portal:office_phase", "portal:office_phase"): CHLOE,
    ("portal:office_roles", "portal:office_roles"): FANNY,
}
# Whose door does not close with a phase or a role: an operator stays one.
ALWAYS_OPEN = {("portal:office_found", "portal:office_found")}
# Fields that hold a few words and not a text: a reason, a title.
REASONS = {"reason"}
PAGES = {page.name: page for page in TABLE}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """Build once for this module, inside a transaction that is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build(towns.build())
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(settings: Any) -> Iterator[None]:
    """Undo what a test writes."""
    settings.ACCOUNT_RATE_LIMITS = False
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def client_of(world: worlds.World, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(getattr(world.town, who))
    return client


def forms_of(client: Client, page: Page, place: worlds.Place) -> Iterator[tuple[Tag, str]]:
    """Give the forms of a page in which a text is typed, each with the address it is sent to."""
    address = page.address(place)
    response = client.get(address)
    body = response.getvalue()
    if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
        for form in BeautifulSoup(body, "html.parser").select("main form[method=post]"):
            if form.select("textarea") or any(form.select(f"input[type=text][name={name}]") for name in REASONS):
                yield form, urljoin(address, str(form.get("action", "")))


def test_the_list_has_every_form_of_the_house(world: worlds.World) -> None:
    place, found = world.places["town"], set[tuple[str, str]]()
    for who in (BAO, CHLOE, DRISS, FANNY, OPERATOR):
        client = client_of(world, who)
        for page in TABLE:
            if not page.name.startswith("ui:"):
                targets = [target.split("?")[0].split("#")[0] for _form, target in forms_of(client, page, place)]
                found |= {(page.name, resolve(target).view_name) for target in targets}
    assert sorted(found) == sorted(FORMS)


def typed(form: Tag) -> dict[str, Any]:
    """Give what a person sends who typed a text in every area, and chose the first of each choice."""
    sent: dict[str, Any] = {}
    for field in form.select("input[name]"):
        kind, name = field.get("type", "text"), str(field["name"])
        if kind in ("radio", "checkbox"):
            if kind == "radio" and name not in sent:
                sent[name] = field["value"]
        elif kind != "file":
            sent[name] = field.get("value") or (TEXT if name in REASONS else "")
    for choice in form.select("select[name]"):
        chosen = choice.select_one("option[selected]") or choice.select_one("option")
        sent[str(choice["name"])] = chosen["value"] if chosen else ""
    return sent | {str(area["name"]): TEXT for area in form.select("textarea")}


def form_to(client: Client, place: worlds.Place, of: tuple[str, str]) -> tuple[Tag, str]:
    """Give one form of the list, and the address it is sent to."""
    page, target = of
    return next(
        (form, to) for form, to in forms_of(client, PAGES[page], place) if resolve(to.split("?")[0].split("#")[0]).view_name == target
    )


@pytest.mark.parametrize("of", FORMS, ids=[" to ".join(dict.fromkeys(of)) for of in FORMS])
def test_the_session_ends_while_one_writes(world: worlds.World, of: tuple[str, str]) -> None:
    place, who = world.places["town"], FORMS[of]
    client = client_of(world, who)
    form, to = form_to(client, place, of)
    sent = typed(form)
    client.session.flush()
    assert client.post(to, sent).status_code in (302, 403)
    client.force_login(getattr(world.town, who))
    again, _ = form_to(client, place, of)
    values = [area.text.strip() for area in again.select("textarea")] + [str(each.get("value", "")) for each in again.select("input")]
    assert TEXT in values


@pytest.mark.parametrize("of", [of for of in FORMS if of not in ALWAYS_OPEN], ids=lambda of: " to ".join(dict.fromkeys(of)))
def test_the_door_closes_while_one_writes(world: worlds.World, of: tuple[str, str]) -> None:
    place, who = world.places["town"], FORMS[of]
    client = client_of(world, who)
    form, to = form_to(client, place, of)
    sent = typed(form)
    for phase in Phase.objects.filter(process=place.process, state=Phase.State.OPEN).select_related("process__space").order_by("-position"):
        processes.close_phase(phase, by=world.town.chloe)
    for role in Membership.objects.current().filter(person=getattr(world.town, who)).select_related("person", "space"):
        spaces.end_role(role, by=world.town.operator)
    response = client.post(to, sent)
    assert response.status_code == 403
    assert "What you wrote is not lost" in response.content.decode()
    assert TEXT in client.get(reverse("people:drafts")).content.decode()
