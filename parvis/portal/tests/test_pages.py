"""The pages one meets first: home, a space, a process, search, my participation."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from parvis.core.processes import actions
from parvis.core.processes.models import Process
from parvis.core.record.models import Audience
from parvis.core.spaces import actions as spaces
from parvis.core.spaces.models import Membership, Space
from parvis.features.consultation.actions import contribute
from tests import town as towns

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def gathering(town: Any) -> Any:
    process = towns.process(town, actions.Plan(kind="gathering", title="Contributions"), plain_summary="What to do with the square?")
    return towns.open_phase(town, process.phases.get())


def read(client: Client, address: str) -> str:
    response = client.get(address, headers=ENGLISH)
    assert response.status_code == 200
    return response.content.decode()


def test_before_the_first_space_the_front_page_says_so(db: None, client: Client) -> None:
    assert "No space yet" in read(client, "/")


def test_the_front_page_leads_to_what_is_open(gathering: Any, client: Client) -> None:
    page = read(client, "/")
    assert "Saint-Aubin" in page
    assert gathering.process.get_absolute_url() in page
    assert "Closes in" in page


def test_the_front_page_of_an_empty_space_says_what_will_come(town: Any, client: Client) -> None:
    page = read(client, "/")
    for words in ("Nothing is open now", "No decision has been published yet", "Nothing has been promised yet"):
        assert words in page


def test_a_process_says_where_it_is_and_what_one_can_do(gathering: Any, town: Any, client: Client) -> None:
    page = read(client, gathering.process.get_absolute_url())
    assert 'aria-current="step"' in page
    assert "The council will follow the vote." in page
    assert "Sign in to take part" in page
    client.force_login(town.ada)
    assert "Sign in to take part" not in read(client, gathering.process.get_absolute_url())


def test_the_easy_version_takes_the_place_of_the_question(gathering: Any, client: Client) -> None:
    assert "What to do with the square?" in read(client, gathering.process.get_absolute_url() + "?facile")


def test_processes_are_filtered_in_the_address(gathering: Any, town: Any, client: Client) -> None:
    listed = reverse("portal:processes")
    title = gathering.process.title
    assert title in read(client, listed + "?etat=open&q=market")
    assert title not in read(client, listed + "?etat=closed")
    assert "Try fewer of them" in read(client, listed + "?q=swimming")
    assert title not in read(client, listed + "?espace=elsewhere&q=swimming")


def test_search_finds_what_one_may_read(gathering: Any, town: Any, client: Client) -> None:
    contribute(gathering, by=town.ada, kind="idea", title="Trees for the square", text="Lime trees, and benches under them.")
    found = reverse("portal:search")
    assert "1 thing found" in read(client, found + "?q=bench+tree")
    assert "Trees for the square" in read(client, found + "?q=trees&genre=contribution")
    assert "Nothing found" in read(client, found + "?q=trees&genre=decision")
    assert "only." in read(client, found + f"?q=trees&demarche={gathering.process.slug}")
    assert "<script>" not in read(client, found + "?q=<script>alert(1)</script>")


def test_what_is_for_members_stays_with_them(town: Any, client: Client) -> None:
    process = towns.process(town, title="Members first", slug="members-first", audience=Audience.MEMBERS)
    for address in ("/", reverse("portal:processes"), reverse("portal:search") + "?q=members"):
        assert "Members first" not in read(client, address)
    assert client.get(process.get_absolute_url()).status_code == 404
    client.force_login(town.ada)
    assert "Members first" in read(client, process.get_absolute_url())
    assert "Members first" in read(client, reverse("portal:search") + "?q=members")


def test_a_space_of_members_does_not_exist_for_others(town: Any, client: Client) -> None:
    circle = spaces.found(name="Circle", slug="circle", kind=Space.Kind.ASSOCIATION, by=town.operator, audience=Audience.MEMBERS)
    assert client.get(circle.get_absolute_url()).status_code == 404
    assert "Circle" not in read(client, reverse("portal:spaces"))


def test_the_page_of_what_it_stands_in_does_not_name_it_either(town: Any, client: Client) -> None:
    spaces.found(
        name="Inner circle", slug="inner-circle", kind=Space.Kind.UNION, by=town.fanny, parent=town.space, audience=Audience.MEMBERS,
        strapline="Nobody knows of it",
    )  # fmt: skip
    spaces.found(name="The quarter", slug="quarter", kind=Space.Kind.TERRITORY, by=town.fanny, parent=town.space)
    for address in ("/", town.space.get_absolute_url(), reverse("portal:spaces")):
        page = read(client, address)
        assert "The quarter" in page
        assert "Inner circle" not in page
        assert "Nobody knows of it" not in page
    client.force_login(town.fanny)
    assert "Inner circle" in read(client, town.space.get_absolute_url())


def test_one_joins_and_leaves_an_open_space(town: Any, client: Client) -> None:
    client.force_login(town.emile)
    client.post(reverse("portal:join", args=[town.space.slug]))
    assert Membership.objects.current().filter(person=town.emile, space=town.space).exists()
    client.post(reverse("portal:leave", args=[town.space.slug]))
    assert not Membership.objects.current().filter(person=town.emile, space=town.space).exists()


def test_whoever_acts_for_a_space_gives_the_role_back(town: Any, client: Client) -> None:
    asked = reverse("portal:give_back", args=[town.space.slug, "moderator"])
    client.force_login(town.driss)
    for page in (town.space.get_absolute_url(), reverse("portal:mine")):
        assert f'href="{asked}"' in read(client, page), page
    assert "last officer" not in read(client, asked)
    answer = client.post(asked, headers=ENGLISH, follow=True)
    assert "You have given back the role “moderator” in Saint-Aubin." in answer.content.decode()
    assert asked not in read(client, reverse("portal:mine"))
    assert client.get(asked).status_code == client.post(asked).status_code == 403
    record = read(client, reverse("record:record"))
    assert "gave a role back in" in record


def test_the_last_officer_is_told_what_follows(town: Any, client: Client) -> None:
    asked = reverse("portal:give_back", args=[town.space.slug, "officer"])
    client.force_login(town.fanny)
    assert "You are the last officer here" not in read(client, asked)  # whoever founded the space is one too
    spaces.end_role(town.operator.memberships.get(), by=town.fanny)
    assert "You are the last officer here" in read(client, asked)


def test_my_participation_is_mine(gathering: Any, town: Any, client: Client) -> None:
    contribute(gathering, by=town.ada, kind="idea", title="A bench", text="In front of the post office.")
    client.force_login(town.ada)
    page = read(client, reverse("portal:mine"))
    assert "A bench" in page
    assert "Waiting for an answer" in page
    client.force_login(town.bao)
    assert "A bench" not in read(client, reverse("portal:mine"))


def test_the_colour_of_a_space_is_one_line_of_style(town: Any, client: Client) -> None:
    spaces.describe(town.space, by=town.fanny, tint="#3aa77f")
    response = client.get(reverse("portal:tint", args=[town.space.slug]))
    assert response.content.decode() == ":root { --tint: #3aa77f; }\n"
    assert response.headers["Content-Type"].startswith("text/css")


@pytest.mark.parametrize("name", ["check", "privacy", "accessibility"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_of_words_read_in_both_languages(town: Any, client: Client, name: str, language: str) -> None:
    response = client.get(reverse(f"portal:{name}"), headers={"accept-language": language})
    assert f'<html lang="{language}"' in response.content.decode()


def test_a_closed_process_is_listed_last(town: Any, client: Client) -> None:
    first = towns.process(town, title="Closed long ago", slug="closed-long-ago")
    Process.objects.filter(pk=first.pk).update(state=Process.State.CLOSED, closed_at=first.published_at)
    towns.process(town, title="Under way now", slug="under-way-now")
    page = read(client, reverse("portal:processes"))
    assert page.index("Under way now") < page.index("Closed long ago")


def test_notices_are_found_from_my_participation_and_my_account(town: Any) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.ada)
    for page in (reverse("portal:mine"), reverse("people:settings")):
        assert f'href="{reverse("notices:notices")}"' in client.get(page).content.decode(), page
