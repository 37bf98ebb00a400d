"""The catalogue, the tables and the zip: what is in them, and who may read it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from parvis.core.decisions import actions
from parvis.core.decisions.tests.conftest import decide, promised
from parvis.core.discussion import actions as discussion
from parvis.core.opendata.catalogue import LICENCE
from parvis.core.opendata.registry import every
from parvis.core.processes.actions import Plan
from parvis.core.record.models import State, Thing
from tests import town as towns


def read(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def rows_of(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(response), newline="")))


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("slug", [dataset.slug for dataset in every()])
def test_every_table_has_both_forms(client: Client, town: Any, decision: Any, promise: Any, slug: str) -> None:
    table = next(dataset for dataset in every() if dataset.slug == slug)
    response = client.get(f"/donnees/{slug}.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{slug}.csv"'
    body = read(response)
    assert body.split("\r\n")[0] == ",".join(column.name for column in table.columns)
    assert not body.startswith("\ufeff")
    found = json.loads(read(client.get(f"/donnees/{slug}.json")))
    assert found["licence"] == LICENCE
    assert len(found["lignes"]) == len(list(csv.DictReader(io.StringIO(body, newline=""))))


def test_a_table_has_the_filters_of_its_page(client: Client, town: Any, decision: Any) -> None:
    other = towns.process(town, slug="other")
    decide(town, other, title="Nothing changes")
    assert len(rows_of(client.get("/donnees/decisions.csv"))) == 2
    assert [row["titre"] for row in rows_of(client.get("/donnees/decisions.csv?demarche=other"))] == ["Nothing changes"]
    assert rows_of(client.get("/donnees/decisions.csv?annee=1999")) == []
    assert len(rows_of(client.get("/donnees/decisions.csv?q=planted"))) == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("decisions.csv?couleur=rouge", "demarche, espace, annee, q"),
        ("decisions.json?annee=hier", "2026"),
        ("promesses.csv?etat=perdue", "en-retard"),
        ("reponses.csv?verdict=oui", "adopté"),
        ("actes.csv?objet=7", "UUID"),
    ],
)
def test_a_wrong_filter_is_told(client: Client, town: Any, address: str, expected: str) -> None:
    response = client.get(f"/donnees/{address}")
    assert response.status_code == 400
    assert expected in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/donnees/rien.csv", "/donnees/decisions.xml", "/donnees/decisions.csv?demarche=rien", "/demarches/x/donnees.zip"]
)
def test_what_does_not_exist_is_not_found(client: Client, town: Any, address: str) -> None:
    assert client.get(address).status_code == 404


def test_what_is_for_members_stays_with_them(client: Client, town: Any) -> None:
    private = towns.process(town, slug="private", audience="members")
    decide(town, private)
    assert rows_of(client.get("/donnees/decisions.csv")) == []
    assert rows_of(client.get("/donnees/objets.csv?genre=decision")) == []
    assert not [row for row in rows_of(client.get("/donnees/actes.csv")) if row["demarche"] == str(private.ref)]
    assert client.get("/donnees/decisions.csv?demarche=private").status_code == 404
    assert client.get("/demarches/private/donnees.zip").status_code == 404
    assert len(rows_of(signed_in(town.ada).get("/donnees/decisions.csv?demarche=private"))) == 1
    assert signed_in(town.emile).get("/demarches/private/donnees.zip").status_code == 404


def test_what_is_hidden_or_withdrawn_is_not_given(client: Client, town: Any, process: Any, write: Any) -> None:
    kept, hidden, withdrawn, erased = (write(process, town.ada) for _ in range(4))
    for ref, state in ((hidden, State.HIDDEN), (withdrawn, State.WITHDRAWN), (erased, State.ERASED)):
        Thing.objects.filter(ref=ref).update(state=state)
    given = {row["ref"] for row in rows_of(client.get("/donnees/objets.csv?genre=contribution"))}
    assert given == {str(kept)}


def test_a_process_is_taken_away_whole(client: Client, town: Any, process: Any, write: Any, promise: Any) -> None:
    ref = write(process, town.ada, title="=HYPERLINK(1)")
    actions.answer(process, refs=[ref], verdict="adopted", reasons="Yes.", by=town.chloe)
    response = client.get(reverse("opendata:process", args=[process.slug]))
    archive = ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    names = set(archive.namelist())
    assert {f"market-square/{name}" for name in ("LISEZMOI.txt", "LICENCE.txt", "dictionnaire.csv", "datapackage.json")} <= names
    described = json.loads(archive.read("market-square/datapackage.json"))
    for resource in described["resources"]:
        body = archive.read(f"market-square/{resource['path']}").decode()
        lines = list(csv.reader(io.StringIO(body, newline="")))
        assert lines[0] == [field["name"] for field in resource["schema"]["fields"]]
        assert len(lines) - 1 == resource["rows"]
        assert len(json.loads(archive.read(f"market-square/tables/{resource['name']}.json"))["lignes"]) == resource["rows"]
    counted = {resource["name"]: resource["rows"] for resource in described["resources"]}
    assert (counted["demarches"], counted["decisions"], counted["promesses"], counted["reponses-donnees"]) == (1, 1, 1, 1)
    assert "'=HYPERLINK(1)" in archive.read("market-square/tables/objets.csv").decode()
    assert LICENCE["adresse"] in archive.read("market-square/LICENCE.txt").decode()
    assert "town.example" not in "".join(archive.read(name).decode() for name in names)


def test_a_draft_is_not_given(client: Client, town: Any) -> None:
    towns.process(town, slug="draft", publish=False)
    assert client.get("/demarches/draft/donnees.zip").status_code == 404
    assert rows_of(client.get("/donnees/demarches.csv")) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_catalogue_names_every_column(
    client: Client, town: Any, process: Any, language: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        page = client.get("/donnees/", headers={"accept-language": language}).content.decode()
    for table in every():
        assert f'id="{table.slug}"' in page
        assert all(f"<code>{column.name}</code>" in page for column in table.columns)
    assert reverse("opendata:process", args=[process.slug]) in page


def test_harvesters_read_the_catalogue(client: Client, town: Any) -> None:
    found = json.loads(client.get("/donnees/catalogue.jsonld").content)
    assert found["dct:title"] == "Saint-Aubin"
    assert {entry["dct:identifier"] for entry in found["dcat:dataset"]} == {table.slug for table in every()}
    assert found["dcat:dataset"][0]["dcat:distribution"][0]["dcat:downloadURL"]["@id"].startswith("http")


def test_a_table_costs_the_same_with_more_rows(client: Client, town: Any, django_assert_num_queries: Any) -> None:
    for number in range(6):
        promised(town, decide(town, towns.process(town, slug=f"p{number}")))
    for slug, queries in (("promesses", 1), ("decisions", 1), ("options-pesees", 1), ("objets", 1), ("actes", 1), ("phases", 1)):
        with django_assert_num_queries(queries):
            assert len(rows_of(client.get(f"/donnees/{slug}.csv"))) >= (0 if slug == "phases" else 6)


def test_what_is_said_of_a_thing_is_in_tables(client: Client, town: Any) -> None:
    process = towns.process(town, Plan(kind="gathering", title="Ideas"))
    towns.open_phase(town, process.phases.get())
    ref = process.ref
    said = discussion.argue(ref, by=town.ada, side="against", text="It costs too much.")
    gone = discussion.argue(ref, by=town.bao, side="for", text="It is worth it.")
    discussion.withdraw(gone, by=town.bao)
    discussion.cite(said.ref, by=town.ada, title="The accounts", url="https://example.org/accounts")
    discussion.reply(discussion.ask(ref, by=town.bao, text="When?"), by=town.chloe, text="In May.")
    (argument,) = rows_of(client.get("/donnees/arguments.csv"))
    assert (argument["sens"], argument["texte"], argument["nom"], argument["sur"]) == ("contre", "It costs too much.", "Ada", str(ref))
    (source,) = rows_of(client.get(f"/donnees/sources.csv?sur={said.ref}"))
    assert (source["titre"], source["adresse"]) == ("The accounts", "https://example.org/accounts")
    assert rows_of(client.get(f"/donnees/sources.csv?sur={ref}")) == []
    (question,) = rows_of(client.get("/donnees/questions.csv"))
    assert (question["texte"], question["reponse"]) == ("When?", "In May.")
    assert client.get("/donnees/arguments.csv?sur=x").status_code == 400
