"""What the pages of consultation show, to whom, and with how many queries."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from parvis.core.discussion import actions as discussion
from parvis.core.processes import actions as processes
from parvis.features.consultation import actions, queries
from parvis.features.consultation.models import Contribution, Option
from tests import town as towns

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def bench(town: Any, phase: Any, **changes: Any) -> Contribution:
    given = {"by": town.ada, "kind": "idea", "title": "A bench", "text": "Under the lime tree."} | changes
    return actions.contribute(phase, **given)


def client_of(person: Any) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def list_url(phase: Any, query: str = "") -> str:
    return reverse("consultation:list", args=[phase.ref]) + query


@pytest.fixture
def many(town: Any, gathering: Any) -> list[Contribution]:
    actions.set_themes(gathering, by=town.chloe, names=["Shade", "Cars"])
    themes = list(gathering.themes.all())
    people = [town.ada, town.bao]
    return [
        bench(town, gathering, by=people[index % 2], title=f"Bench {index}", theme=themes[index % 2], kind=["idea", "problem"][index % 2])
        for index in range(45)
    ]


def titles(response: Any) -> list[str]:
    return [heading.text for heading in soup(response).select("ul.ui-briefs h3")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_list_says_how_it_will_fill(gathering: Any, client: Client, language: str) -> None:
    with override(language):
        client.cookies["parvis_language"] = language
        response = client.get(list_url(gathering))
    assert response.status_code == 200
    assert soup(response).select_one(".ui-empty")


def test_a_list_of_any_length_costs_the_same(
    many: list[Contribution], gathering: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        response = client.get(list_url(gathering))
    assert titles(response) == [f"Bench {index}" for index in range(44, 24, -1)]
    with django_assert_max_num_queries(6):
        assert titles(client.get(list_url(gathering, "?page=3"))) == [f"Bench {index}" for index in range(4, -1, -1)]


def test_a_list_for_somebody_signed_in(many: list[Contribution], town: Any, gathering: Any, django_assert_max_num_queries: Any) -> None:
    client = client_of(town.ada)
    with django_assert_max_num_queries(10):
        response = client.get(list_url(gathering, "?auteur=moi"))
    assert all(int(title.split()[1]) % 2 == 0 for title in titles(response))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?genre=problem", {f"Bench {index}" for index in range(7, 45, 2)} | {"Bench 5"}),
        ("?q=benches+33", {"Bench 33"}),
        ("?q=nothing+such", set()),
        ("?genre=rumour&theme=x&tri=y&page=zz", {f"Bench {index}" for index in range(25, 45)}),
    ],
)
def test_filters_live_in_the_address(many: Any, gathering: Any, client: Client, query: str, expected: set[str]) -> None:
    assert set(titles(client.get(list_url(gathering, query)))) == expected


def test_the_most_supported_come_first(many: list[Contribution], town: Any, gathering: Any, client: Client) -> None:
    actions.support(many[7], by=town.ada)
    actions.support(many[7], by=town.chloe)
    actions.support(many[3], by=town.chloe)
    discussion.argue(many[20].ref, by=town.bao, side="for", text="Yes.")
    assert titles(client.get(list_url(gathering, "?tri=soutenues")))[:3] == ["Bench 7", "Bench 3", "Bench 44"]
    assert titles(client.get(list_url(gathering, "?tri=debattues")))[0] == "Bench 20"


@pytest.mark.parametrize("filters", ["", "&genre=idea"])
def test_the_order_of_the_day_shows_everything_once(many: Any, gathering: Any, client: Client, filters: str) -> None:
    pages = [titles(client.get(list_url(gathering, f"?tri=hasard{filters}&page={page}"))) for page in (1, 2, 3)]
    shown = [title for page in pages for title in page]
    expected = 45 if not filters else 23
    if filters:
        shown = pages[0] + pages[1]
    assert len(shown) == len(set(shown)) == expected
    assert shown != sorted(shown, key=lambda title: int(title.split()[1]))


def test_both_ways_to_the_order_of_the_day_agree(many: Any, town: Any, gathering: Any, client: Client) -> None:
    everything = titles(client.get(list_url(gathering, "?tri=hasard")))
    ideas = titles(client.get(list_url(gathering, "?tri=hasard&genre=idea")))
    assert [title for title in everything if int(title.split()[1]) % 2 == 0] == ideas[: sum(int(t.split()[1]) % 2 == 0 for t in everything)]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 7, 45, 1000, 99_990])
def test_a_draw_is_a_permutation_that_favours_nobody(size: int) -> None:
    draws = [queries.Draw.of(UUID(int=7), size, date.fromordinal(738_000 + day)) for day in range(60)]
    assert all(set(draw.numbers(0, size)) == set(range(1, size + 1)) for draw in draws[:3])
    firsts = {draw.numbers(0, 1)[0] for draw in draws}
    assert len(firsts) >= min(size, 20)


def test_a_contribution_with_everything_said_on_it(town: Any, gathering: Any, client: Client, django_assert_max_num_queries: Any) -> None:
    made = bench(town, gathering, latitude=47.3082, longitude=-1.4935)
    for index in range(12):
        argument = discussion.argue(made.ref, by=town.bao, side=["for", "against"][index % 3 == 0], text=f"Reason {index}.")
        discussion.cite(argument.ref, by=town.bao, title=f"Source {index}", url="https://example.org/")
        discussion.ask(made.ref, by=town.bao, text=f"Question {index}?")
    with django_assert_max_num_queries(12):
        page = soup(client.get(made.get_absolute_url()))
    assert len(page.select(".ui-argument")) == 12
    first = page.select_one(".ui-balance")
    assert [len(side.select(".ui-argument")) for side in first.select("section")] == [3, 3]
    assert len(page.select(".ui-source")) == 12
    assert "47.30820" in page.text
    ada = client_of(town.ada)
    with django_assert_max_num_queries(14):
        signed_in = soup(ada.get(made.get_absolute_url()))
    assert len(signed_in.select("button[form=discussion-supports]")) == 12


def test_the_number_of_queries_does_not_depend_on_what_was_said(town: Any, gathering: Any, client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = bench(town, gathering)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(made.get_absolute_url())
        return len(queries)

    discussion.argue(made.ref, by=town.bao, side="for", text="Reason.")
    few = cost()
    for index in range(30):
        discussion.argue(made.ref, by=town.bao, side="against", text=f"Reason {index}.")
        discussion.ask(made.ref, by=town.bao, text=f"Question {index}?")
    assert cost() <= few


def test_contributing_through_the_form(town: Any, gathering: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = client_of(town.ada)
    url = reverse("consultation:new", args=[gathering.ref])
    assert client.get(url).status_code == 200
    data = {"kind": "idea", "title": "A bench", "text": "Under the tree", "latitude": "47,3082", "longitude": "-1,4935"}
    response = client.post(url, data | {"attachments": [SimpleUploadedFile("plan.pdf", PDF)]})
    made = Contribution.objects.get()
    assert (response.status_code, response.url) == (302, made.get_absolute_url())
    assert (str(made.latitude), made.attached) == ("47.308200", 1)
    file = made.attachments.get()
    got = client.get(reverse("consultation:attachment", args=[made.ref, file.ref]))
    assert (b"".join(got.streaming_content), got["Content-Type"]) == (PDF, "application/pdf")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"kind": "rumour"}, "kind_0"),
        ({"latitude": "47"}, "longitude"),
        ({"latitude": "95", "longitude": "0"}, "latitude"),
    ],
)
def test_errors_stand_beside_their_field(town: Any, gathering: Any, changes: dict[str, str], field: str) -> None:
    data = {"kind": "idea", "title": "A bench", "text": "x"} | changes
    response = client_of(town.ada).post(reverse("consultation:new", args=[gathering.ref]), data)
    assert response.status_code == 422
    assert soup(response).select_one(f".ui-errors a[href='#id_{field}']")
    assert not Contribution.objects.exists()


def test_a_file_is_judged_by_its_content(town: Any, gathering: Any) -> None:
    data = {"kind": "idea", "title": "A bench", "text": "x", "attachments": SimpleUploadedFile("plan.pdf", b"MZ\x90 not a document")}
    response = client_of(town.ada).post(reverse("consultation:new", args=[gathering.ref]), data)
    assert response.status_code == 422
    assert "plan.pdf" in soup(response).select_one(".ui-errors").text
    assert not Contribution.objects.exists()


def test_changing_shows_the_difference(town: Any, gathering: Any) -> None:
    made, client = bench(town, gathering), client_of(town.ada)
    client.post(reverse("consultation:edit", args=[made.ref]), {"title": "A bench", "text": "Under the old lime tree."})
    page = soup(client.get(reverse("consultation:versions", args=[made.ref])))
    assert [inserted.text for inserted in page.select("ins")] == [" old"]


def test_what_is_withdrawn_is_shown_nowhere(town: Any, gathering: Any) -> None:
    made, client = bench(town, gathering, title="Secret bench", text="Secret words"), client_of(town.ada)
    actions.edit(made, by=town.ada, title="Secret bench", text="Other secret words")
    assert client.get(reverse("consultation:withdraw", args=[made.ref])).status_code == 200
    client.post(reverse("consultation:withdraw", args=[made.ref]))
    pages = [client.get(made.get_absolute_url()), client.get(list_url(gathering)), client_of(town.driss).get(made.get_absolute_url())]
    assert all(page.status_code == 200 and "ecret" not in page.content.decode() for page in pages)
    assert client.get(reverse("consultation:versions", args=[made.ref])).status_code == 404


def test_what_is_hidden_says_why(town: Any, gathering: Any, client: Client) -> None:
    made = bench(town, gathering, title="Secret bench")
    client_of(town.driss).post(reverse("consultation:hide", args=[made.ref]), {"reason": "It gives an address."})
    page = client.get(made.get_absolute_url()).content.decode()
    assert "It gives an address." in page
    assert "Secret" not in page
    client_of(town.driss).post(reverse("consultation:show", args=[made.ref]), {"reason": "A mistake."})
    assert "Secret" in client.get(made.get_absolute_url()).content.decode()


def test_supporting_without_javascript_comes_back(town: Any, gathering: Any) -> None:
    made, client = bench(town, gathering), client_of(town.bao)
    url = reverse("discussion:supports", args=[made.ref])
    assert client.post(url).url == f"{made.get_absolute_url()}#soutien"
    made.refresh_from_db()
    assert made.supports == 1
    assert soup(client.get(made.get_absolute_url())).select_one("button[aria-pressed=true]")
    client.post(url, {"faire": "reprendre"})
    made.refresh_from_db()
    assert made.supports == 0


def test_places_as_a_table_and_as_geojson(town: Any, gathering: Any, client: Client) -> None:
    made = bench(town, gathering, latitude=47.3082, longitude=-1.4935)
    bench(town, gathering, title="Nowhere")
    page = soup(client.get(reverse("consultation:places", args=[gathering.ref])))
    assert len(page.select("tbody tr")) == 1
    data = json.loads(client.get(reverse("consultation:geojson", args=[gathering.ref])).content)
    assert [feature["id"] for feature in data["features"]] == [str(made.ref)]
    assert data["features"][0]["geometry"]["coordinates"] == [-1.4935, 47.3082]


def test_sorting_from_ticks_to_options(town: Any, sorting: Any) -> None:
    one, two = bench(town, sorting.takes_from), bench(town, sorting.takes_from, title="A tree")
    client, url = client_of(town.chloe), reverse("consultation:sorting", args=[sorting.ref])
    page = client.get(url)
    assert len(soup(page).select("input[type=checkbox]")) == 2
    refused = client.post(url, {"contribution": [one.pk], "title": ""})
    assert refused.status_code == 422
    assert soup(refused).select_one("input[checked]")["value"] == str(one.pk)
    client.post(url, {"contribution": [one.pk], "title": "Shade"})
    shade = Option.objects.get()
    client.post(url, {"contribution": [two.pk], "option": shade.pk})
    assert set(shade.contributions.all()) == {one, two}
    client.post(url, {"contribution": [], "title": "Bare"})
    bare = Option.objects.get(title="Bare")
    client.post(url, {"monter": str(bare.ref)})
    public = soup(Client().get(reverse("consultation:options", args=[sorting.ref])))
    assert [heading.text for heading in public.select("h3")] == ["Bare", "Shade"]
    client.post(reverse("consultation:edit_option", args=[shade.ref]), {"title": "Shade", "text": "Trees", "contribution": [two.pk]})
    assert list(shade.contributions.all()) == [two]
    assert "A tree" in Client().get(shade.get_absolute_url()).content.decode()
    assert "Shade" in Client().get(two.get_absolute_url()).content.decode()
    assert client.get(reverse("consultation:drop_option", args=[bare.ref])).status_code == 200
    client.post(reverse("consultation:drop_option", args=[bare.ref]))
    assert [option.title for option in Option.objects.filter(state="published")] == ["Shade"]


def test_options_cost_the_same_however_many(town: Any, sorting: Any, client: Client, django_assert_max_num_queries: Any) -> None:
    made = [bench(town, sorting.takes_from, title=f"Bench {index}") for index in range(6)]
    for index in range(6):
        actions.make_option(sorting, by=town.chloe, title=f"Option {index}", contributions=made[index:])
    with django_assert_max_num_queries(7):
        client.get(reverse("consultation:options", args=[sorting.ref]))
    with django_assert_max_num_queries(13):
        client.get(Option.objects.first().get_absolute_url())
    chloe = client_of(town.chloe)
    with django_assert_max_num_queries(12):
        chloe.get(reverse("consultation:sorting", args=[sorting.ref]))


def test_a_draft_does_not_exist_for_citizens(town: Any) -> None:
    from parvis.core.processes.actions import Plan

    process = towns.process(town, Plan(kind="gathering", title="x"), publish=False)
    url = list_url(process.phases.get())
    assert client_of(town.ada).get(url).status_code == 404
    assert client_of(town.chloe).get(url).status_code == 200


def test_visitors_and_outsiders_are_told_why(town: Any, gathering: Any, client: Client) -> None:
    url = reverse("consultation:new", args=[gathering.ref])
    assert client.get(url).status_code == 403
    assert client_of(town.emile).get(url).status_code == 403
    assert client_of(town.ada).get(reverse("consultation:sorting", args=[gathering.process.phases.get(position=2).ref])).status_code == 403


def test_the_themes_form(town: Any, gathering: Any) -> None:
    client, url = client_of(town.chloe), reverse("consultation:themes", args=[gathering.ref])
    assert client.get(url).status_code == 200
    client.post(url, {"names": "Shade\nCars\n"})
    assert [theme.name for theme in gathering.themes.all()] == ["Shade", "Cars"]


def test_what_came_out_of_a_phase_is_said(town: Any, gathering: Any, sorting: Any, client: Client) -> None:
    together, alone = bench(town, gathering), bench(town, gathering)
    actions.make_option(sorting, by=town.chloe, title="Sit down", contributions=[together])
    page = reverse("consultation:options", args=[sorting.ref])
    assert not soup(client.get(page)).select("#etapes")
    processes.close_phase(sorting, by=town.chloe)
    processes.close_phase(gathering, by=town.chloe)
    said = soup(client.get(page, headers={"accept-language": "en"})).select_one("#etapes").parent.text
    assert "1\xa0option was made of 1\xa0contribution." in said
    assert "1\xa0contribution is in no option" in said
    assert alone.title
    said = soup(client.get(reverse("consultation:list", args=[gathering.ref]), headers={"accept-language": "fr"})).select_one("#etapes")
    assert "2\xa0contributions publiées, de 1\xa0personne, à la clôture." in said.parent.text


def test_pages_of_the_newest_are_the_same_by_number_and_by_walking(gathering: Any, town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is gone leaves no hole, wherever it stood; what was brought in has a date of its own, and is found by it."""
    made = [actions.contribute(gathering, by=town.ada, kind="idea", title=f"Idea {n}", text="Words.") for n in range(23)]

    def pages() -> list[list[str]]:
        return [
            [row.title for row in queries.listing(gathering, queries.Choice(), number, None, per_page=5).page.object_list]
            for number in range(1, 6)
        ]

    def by_walking() -> list[list[str]]:
        with monkeypatch.context() as patch:
            patch.setattr(queries, "_newest", lambda *_: None)
            return pages()

    assert pages() == by_walking()
    assert pages()[0] == [f"Idea {n}" for n in (22, 21, 20, 19, 18)]
    for n in (22, 17, 16, 9, 0):
        actions.withdraw(made[n], by=town.ada)
    assert pages() == by_walking()
    assert [len(page) for page in pages()] == [5, 5, 5, 3, 3]  # beyond the end, the last page
    actions.hide(made[5], by=town.driss, reason="Rule 3.")
    assert pages() == by_walking()
    old = actions.Brought(id="1", title="Of old", text="Words.", at=timezone.now() - timedelta(days=900))
    actions.bring_in(gathering, [old], by=town.chloe, source="elsewhere")
    assert pages() == by_walking()
    assert pages()[-1][-1] == "Of old"
