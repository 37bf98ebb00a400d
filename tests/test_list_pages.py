"""Every page that shows a list gives the same rows as CSV and JSON, under the same filters."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import parvis
from tests import town as towns
from tests import world as worlds
from tests.test_permissions import Page

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("permissions")]

# Where a list is, what stands in its address, the filters, and what shows on the page of each row of its table.
LISTS = (
    ("portal:spaces", "", "", "adresse"),
    ("portal:processes", "", "", "adresse"),
    ("portal:processes", "", "?etat=closed", "adresse"),
    ("portal:processes", "", "?etat=open&q=market&espace=saint-aubin", "adresse"),
    ("portal:search", "", "?q=swing", "adresse"),
    ("portal:search", "", "?q=swing&genre=option", "adresse"),
    ("portal:mine", "", "", "adresse"),
    ("record:record", "", "?genre=contribution.publiée", "uuid"),
    ("record:object", "contribution", "", "uuid"),
    ("decisions:list", "", "", "adresse"),
    ("decisions:list", "", "?annee=1999", "adresse"),
    ("decisions:promises", "", "", "adresse"),
    ("decisions:answers", "process.slug", "?etat=en-attente", "adresse"),
    ("discussion:arguments", "contribution", "", "ref"),
    ("consultation:list", "gathering.ref", "", "adresse"),
    ("consultation:list", "gathering.ref", "?q=fountain", "adresse"),
    ("consultation:options", "sorting.ref", "", "adresse"),
)
# Pages in parts whose rows are no table of open data, each with its reason.
NO_TABLES = {
    "notices.html": "what one is told, which only its reader sees; it is in her data",
    "office_space.html": "who is what in a space, by name: for those who say it",
    "give_answers.html": "the work of an office; the rows are on the page of answers",
    "sorting.html": "the work of an office; the rows are on the list of contributions",
    "option.html": "what an option comes from, which is a column of the options",
    "ballots.html": "gives the whole table of its ballots and the result file beside it",
    "places.html": "the same rows as the list of contributions, beside their GeoJSON",
    "promise.html": "what people say of one promise: the table of opinions has it for every promise of a process",
    "answer.html": "what one answer answers: the table of answers given has it",
    "settings.html": "what one follows, which is in one's data",
    "gallery.html": "shows components",
}
TABLES_SHOWN = ("{% downloads ", "_tables.html", "mine_csv")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """Build once for this module, inside a transaction that is undone: acts refuse to be deleted."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build(towns.build())
        transaction.set_rollback(True)


def rows_of(client: Client, address: str) -> list[dict[str, Any]]:
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.getvalue().decode()
    return list(json.loads(text)["lignes"]) if ".json" in address else list(csv.DictReader(io.StringIO(text, newline="")))


def shown(row: dict[str, Any], by: str) -> str:
    """Give what stands on the page of a row."""
    if by == "uuid":
        return reverse("record:act", args=[row["uuid"]])
    return urlsplit(row[by]).path + (f"#{urlsplit(row[by]).fragment}" if urlsplit(row[by]).fragment else "")


@pytest.mark.parametrize(("name", "at", "query", "by"), LISTS, ids=[f"{name}{query}" for name, _at, query, _by in LISTS])
def test_a_list_gives_its_rows_in_both_forms(world: worlds.World, name: str, at: str, query: str, by: str) -> None:
    bao = Client(headers={"accept-language": "en"})
    bao.force_login(world.town.bao)
    page = BeautifulSoup(bao.get(Page(name, at).address(world.places["town"]) + query).content, "html.parser")
    links = {a.get_text(): str(a["href"]) for a in page.select("a[href]") if a.get_text() in ("CSV", "JSON")}
    if page.select_one("main .ui-empty") and not links:
        return  # nothing to take away
    assert set(links) == {"CSV", "JSON"}, "no tables beside the list"
    in_csv, in_json = rows_of(bao, links["CSV"]), rows_of(bao, links["JSON"])
    assert [shown(row, by) for row in in_csv] == [shown(row, by) for row in in_json]
    main = str(page.select_one("main"))
    assert [shown(row, by) for row in in_json if shown(row, by) not in main] == [], "rows that the page does not show"
    everything = rows_of(bao, links["JSON"].split("?")[0])
    kept = {shown(row, by) for row in in_json}
    listed = {str(a["href"]) for a in page.select("main li h2 a, main li h3 a, main .record-days a")}
    assert not [shown(row, by) for row in everything if shown(row, by) not in kept and shown(row, by) in listed], "rows only the page shows"


def test_a_page_in_parts_says_where_its_rows_are() -> None:
    missing = []
    for template in Path(parvis.__file__).parent.rglob("templates/**/*.html"):
        text = template.read_text()
        if "{% pages " in text and template.name not in NO_TABLES and not any(each in text for each in TABLES_SHOWN):
            missing.append(template.name)
    assert not missing


def test_the_acts_of_a_day_are_those_of_its_page(client: Client, world: worlds.World) -> None:
    today = timezone.localdate()
    page = client.get(reverse("record:day", args=[today]))
    links = [str(a["href"]) for a in BeautifulSoup(page.content, "html.parser").select("a[href*='jour=']")]
    assert len(links) == 2
    assert len(rows_of(client, links[0])) == len(rows_of(client, links[1])) == page.context["count"] > 0
    assert rows_of(client, "/donnees/actes.json?jour=2020-02-29") == []


def test_a_table_refuses_a_filter_it_does_not_understand(client: Client, world: worlds.World) -> None:
    for address in (
        "/donnees/demarches.csv?etat=lost",
        "/donnees/objets.csv?attend=oui",
        "/donnees/options.json?phase=7",
        "/donnees/actes.csv?jour=x",
    ):
        response = client.get(address)
        assert response.status_code == 400, address
        assert "expected" in response.content.decode() or "attendu" in response.content.decode()


def test_what_i_published_is_for_nobody_else(world: worlds.World) -> None:
    rows = {}
    for who in ("ada", "bao"):
        client = Client()
        client.force_login(getattr(world.town, who))
        rows[who] = {row["ref"] for row in rows_of(client, reverse("portal:mine_json"))}
    assert rows["bao"]
    assert not rows["bao"] & rows["ada"]
