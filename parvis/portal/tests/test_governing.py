"""From an empty instance to a space with its people and its council, through pages alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.core.people.actions import appoint_operator, choose_language
from parvis.core.people.models import Person
from parvis.core.record.models import Act
from parvis.core.spaces.actions import set_up_body
from parvis.core.spaces.models import Body, Mandate, Membership, Role, Space
from parvis.core.spaces.standing import forget_roles, roles_of

ENGLISH = {"accept-language": "en"}
SPACE = {
    "name": "Saint-Aubin-sur-Erdre",
    "kind": "commune",
    "audience": "public",
    "joining": "open",
    "time_zone": "Europe/Paris",
    "sure": "on",
}


def client_of(person: Person) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(person)
    return client


@pytest.fixture
def fanny(town: Any) -> Client:
    return client_of(town.fanny)


def at(name: str, *args: object) -> str:
    return reverse(f"portal:{name}", args=args)


def test_whoever_runs_an_empty_instance_opens_its_first_space(db: None) -> None:
    operator = client_of(appoint_operator("you@town.example", public_name="You"))
    assert "Open the first one" in operator.get(at("office")).content.decode()
    opened = operator.post(at("office_found"), SPACE)
    space = Space.objects.get()
    assert opened["Location"] == at("office_space", space.slug)
    assert (space.slug, space.audience) == ("saint-aubin-sur-erdre", "public")
    assert Act.objects.get().kind == "espace.ouvert"
    assert operator.get(at("office_new")).status_code == 200
    operator.post(at("office_roles", space.slug), {"addresses": "Fanny <fanny@town.example>\nchloe@town.example", "role": "facilitator"})
    assert Membership.objects.filter(space=space, role=Role.FACILITATOR).count() == 2
    assert "Somebody who has not signed in yet" in operator.get(at("office_space", space.slug)).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("name", "", "required"), ("time_zone", "Mars/Olympus", "not a time zone"), ("tint", "yellow", "Expected a #")],
)
def test_what_cannot_be_is_told_and_nothing_opens(db: None, field: str, value: str, said: str) -> None:
    operator = client_of(appoint_operator("you@town.example"))
    answer = operator.post(at("office_found"), SPACE | {field: value})
    assert (answer.status_code, Space.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_an_officer_opens_spaces_below_hers_and_no_other(town: Any, fanny: Client) -> None:
    assert fanny.post(at("office_found") + f"?dans={town.space.slug}", SPACE | {"name": "The school"}).status_code == 302
    assert Space.objects.get(name="The school").parent == town.space
    assert fanny.post(at("office_found"), SPACE | {"name": "Another town"}).status_code == 403
    assert "runs this instance" in fanny.get(at("office_found")).content.decode()


def test_two_spaces_of_one_name_have_two_addresses(town: Any, fanny: Client) -> None:
    for _time in range(2):
        fanny.post(at("office_found") + f"?dans={town.space.slug}", SPACE | {"name": "The school"})
    assert sorted(Space.objects.filter(name="The school").values_list("slug", flat=True)) == ["the-school", "the-school-2"]


def test_the_presentation_is_changed(town: Any, fanny: Client) -> None:
    given = SPACE | {"strapline": "Between two rivers", "tint": "#336699"}
    assert fanny.post(at("office_describe", town.space.slug), given).status_code == 302
    town.space.refresh_from_db()
    assert (town.space.strapline, town.space.tint) == ("Between two rivers", "#336699")


def test_roles_are_given_and_ended(town: Any, fanny: Client) -> None:
    until = timezone.localdate() + timedelta(days=30)
    given = {"addresses": "emile@town.example", "role": "moderator", "ends_on": until.isoformat()}
    assert fanny.post(at("office_roles", town.space.slug), given).status_code == 302
    held = Membership.objects.get(person=town.emile)
    assert timezone.localtime(held.ends_at).date() == until + timedelta(days=1)
    assert Act.objects.latest("pk").kind == "rôle.confié"
    ending = at("office_end_role", town.space.slug, held.pk)
    assert "End the role" in fanny.get(ending).content.decode()
    fanny.post(ending)
    forget_roles(town.emile)
    assert not roles_of(town.emile, town.space)
    assert fanny.get(ending).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"addresses": "Émile"}, "No e-mail address"), ({"role": "king"}, "valid choice"), ({"ends_on": "2020-01-01"}, "today or a later")],
)
def test_a_wrong_role_is_told_and_nobody_gets_it(town: Any, fanny: Client, changed: dict[str, str], said: str) -> None:
    answer = fanny.post(at("office_roles", town.space.slug), {"addresses": "emile@town.example", "role": "member"} | changed)
    assert said in answer.content.decode()
    assert not Membership.objects.filter(person=town.emile).exists()


def test_naming_an_address_does_not_tell_whether_it_has_an_account(town: Any, fanny: Client) -> None:
    def told(address: str) -> str:
        given = {"addresses": address, "role": "member"}
        return fanny.post(at("office_roles", town.space.slug), given, follow=True).content.decode().split("<main")[1][:600]

    assert told("emile@town.example") == told("nobody-yet@town.example")
    assert "@town.example" not in fanny.get(at("office_space", town.space.slug)).content.decode()


def test_residents_are_counted_and_not_listed(town: Any, fanny: Client) -> None:
    page = fanny.get(at("office_space", town.space.slug)).content.decode()
    assert "1 resident, who is not listed" in page
    assert "Bao" in page
    assert "Ada" not in page


def test_a_council_and_its_seats(town: Any, fanny: Client) -> None:
    slug = town.space.slug
    fanny.post(at("office_body", slug), {"name": "Council", "kind": "council", "seats": 29, "sure": "on"})
    council = Body.objects.get()
    seat = at("office_seat", slug, council.ref)
    assert fanny.post(seat, {"holder": "Fanny Le Goff", "office": "Deputy", "starts_on": "2026-03-01"}).status_code == 302
    backwards = {"holder": "Émile", "starts_on": "2026-03-01", "ends_on": "2026-02-01"}
    assert fanny.post(seat, backwards).status_code == 422
    assert "Fanny Le Goff, Deputy" in Client().get(town.space.get_absolute_url()).content.decode()
    held = Mandate.objects.get()
    fanny.post(at("office_end_mandate", slug, held.pk))
    held.refresh_from_db()
    assert held.ends_on == timezone.localdate()
    assert Act.objects.latest("pk").kind == "mandat.terminé"
    Mandate.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "Fanny Le Goff" not in Client().get(town.space.get_absolute_url()).content.decode()


def test_whoever_runs_the_instance_gives_roles_and_speaks_for_no_space(town: Any) -> None:
    Membership.objects.filter(person=town.operator).delete()
    operator = client_of(town.operator)
    assert operator.get(at("office_space", town.space.slug)).status_code == 200
    assert operator.post(at("office_body", town.space.slug), {"name": "C", "kind": "council", "seats": 3}).status_code == 403


def test_the_page_costs_the_same_however_many_they_are(town: Any, fanny: Client, django_assert_max_num_queries: Any) -> None:
    given = {"addresses": "\n".join(f"m{number}@town.example" for number in range(60)), "role": "member"}
    fanny.post(at("office_roles", town.space.slug), given)
    with django_assert_max_num_queries(16):
        fanny.get(at("office_space", town.space.slug))


def test_whoever_gets_a_role_is_told_once_in_her_language(town: Any, fanny: Client, mailoutbox: Any) -> None:
    roles = at("office_roles", town.space.slug)
    choose_language(town.ada, language="en", by=town.ada)
    fanny.post(roles, {"addresses": f"new@town.example {town.ada.email}", "role": "moderator"})
    letters = {message.to[0]: message for message in mailoutbox}
    assert set(letters) == {"new@town.example", town.ada.email}
    new, known = letters["new@town.example"].body, letters[town.ada.email].body
    for said in ("Fanny", "vous a confié un rôle", "modération", "/compte/effacer/", "/compte/entrer/"):
        assert said in new
    assert "gave you a role" in known
    assert "moderator" in known
    mailoutbox.clear()
    fanny.post(roles, {"addresses": "new@town.example", "role": "moderator"})
    assert not mailoutbox
    body = Body.objects.filter(space=town.space).first() or set_up_body(town.space, name="Council", kind="council", seats=3, by=town.fanny)
    seat = {"holder": "Émile", "starts_on": "2026-03-01", "address": town.emile.email}
    fanny.post(at("office_seat", town.space.slug, body.ref), seat)
    assert body.name in mailoutbox[0].body


def test_a_role_is_given_even_when_the_mail_server_refuses(town: Any, fanny: Client, monkeypatch: Any) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("parvis.portal.views.governing.tell_of_role", refuse)
    answer = fanny.post(at("office_roles", town.space.slug), {"addresses": "new@town.example", "role": "member"}, follow=True)
    assert Membership.objects.filter(person__email="new@town.example", role=Role.MEMBER).exists()
    assert "please tell these people yourself" in answer.content.decode()
