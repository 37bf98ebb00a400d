"""The words of the demonstration hold together: every reference leads somewhere, and the figures agree with one another."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CONTENT = Path(__file__).parents[1] / "content"
TOWN = tomllib.loads((CONTENT / "town.toml").read_text(encoding="utf-8"))
PROCESSES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CONTENT.glob("process-*.toml"))}
VELO, PLACE, CANTINE = PROCESSES["process-1"], PROCESSES["process-2"], PROCESSES["process-3"]
PEOPLE = {person["slug"]: person for person in TOWN["people"]}
VOTERS = {slug for slug, person in PEOPLE.items() if person["role"] == "member"}
OFFICIALS = {slug for slug, person in PEOPLE.items() if person["role"] in {"facilitator", "moderator", "officer"}}
KINDS = {"idea", "problem", "opinion", "question", "proposal", "expertise"}
VERDICTS = {"adopted", "adopted_in_part", "already_so", "not_adopted", "out_of_scope", "to_be_studied"}
STATUSES = {"under_way", "kept", "half", "dropped"}
INSTITUTIONS = {
    "www.cerema.fr", "www.data.gouv.fr", "www.legifrance.gouv.fr", "www.santepubliquefrance.fr",
    "www.securite-routiere.gouv.fr", "www.who.int", "librairie.ademe.fr",
}  # fmt: skip
PLAIN = {"slug", "by", "on", "url", "address", "email", "voter", "person", "owner", "kind", "theme", "phase", "mechanism"}
every_process = pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)


def slugs(rows: list[dict[str, Any]]) -> set[str]:
    return {row["slug"] for row in rows}


def words(text: str) -> int:
    return len(text.split())


def rows(process: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    return [row for name in names for row in process.get(name, [])]


def tables(value: Any) -> Iterator[dict[str, Any]]:
    """Give every table, however deep."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from tables(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from tables(inner)


def prose(value: Any) -> Iterator[str]:
    """Give every string meant to be read."""
    for table in tables(value):
        yield from (text for key, text in table.items() if isinstance(text, str) and key not in PLAIN)


def test_no_slug_is_given_twice() -> None:
    named = [table["slug"] for document in (TOWN, *PROCESSES.values()) for table in tables(document) if "slug" in table]
    assert [slug for slug, times in Counter(named).items() if times > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in named)


def test_the_town_is_complete() -> None:
    spaces, bodies = slugs(TOWN["spaces"]), slugs(TOWN["bodies"])
    assert {"ada", "bao", "chloe", "driss", "fanny", "emile"} <= set(PEOPLE)
    assert len(PEOPLE) >= 36
    assert len({person["public_name"] for person in PEOPLE.values()}) == len(PEOPLE)
    assert all(space.get("parent", "saint-aubin-sur-erdre") in spaces for space in TOWN["spaces"])
    for slug, person in PEOPLE.items():
        assert person["email"] == f"{slug}@saint-aubin.example"
        assert len(person["public_name"]) <= 60
        assert all(entry.split(":")[0] in spaces for entry in person.get("also", []))
    for body in TOWN["bodies"]:
        assert body["space"] in spaces
        assert 0 < len(body["mandates"]) <= body["seats"]
        assert {mandate["person"] for mandate in body["mandates"] if "person" in mandate} <= set(PEOPLE)
    assert {process["process"]["body"] for process in PROCESSES.values()} <= bodies


@every_process
def test_every_reference_leads_somewhere(process: dict[str, Any]) -> None:
    about = process["process"]
    assert about["space"] in slugs(TOWN["spaces"])
    phases, themes = slugs(process["phases"]), slugs(process["themes"])
    contributions, options = slugs(process["contributions"]), slugs(rows(process, "options"))
    promises = slugs(rows(process, "promises"))
    for table in tables(process):
        people = [table[key] for key in ("by", "owner", "voter", "convened_by", "facilitator") if key in table]
        assert set(people) | set(table.get("supports", [])) <= set(PEOPLE), table
        assert set(table.get("from", [])) | set(table.get("to", [])) <= contributions, table
        assert table.get("phase", table.get("takes_from")) in phases | {None}, table
    assert {row["theme"] for row in process["contributions"]} == themes
    assert {row["on"] for row in rows(process, "arguments", "questions")} <= contributions | options
    assert {row["on"] for row in rows(process, "edits", "withdrawals", "moderations", "set_aside")} <= contributions
    assert {row["on"] for row in rows(process, "milestones", "updates", "evidence", "testimonies")} <= promises


@every_process
def test_phases_follow_one_another_and_contributions_fall_inside(process: dict[str, Any]) -> None:
    phases = process["phases"]
    assert [phase["kind"] for phase in phases] == ["gathering", "sorting", "ballot", "decision", "follow_up"]
    assert all(phase["opens"] < phase["closes"] for phase in phases)
    gathering = phases[0]
    days = {row["slug"]: row["day"] for row in rows(process, "contributions", "options")}
    for row in process["contributions"]:
        assert gathering["opens"] <= row["day"] <= min(gathering["closes"], -1), row["slug"]
    for row in rows(process, "arguments", "questions", "edits", "withdrawals", "moderations", "set_aside"):
        assert days[row["on"]] <= row["day"] < 0, row
        assert row["day"] <= row.get("answer", row)["day"] < 0, row
        assert row.get("answer", {"by": "chloe"})["by"] in OFFICIALS, row


@every_process
def test_people_speak_for_themselves(process: dict[str, Any]) -> None:
    for row in rows(process, "contributions", "arguments"):
        supports = row.get("supports", [])
        assert len(set(supports)) == len(supports), row
        assert row["by"] not in supports, row
        assert not (set(supports) | {row["by"]}) & OFFICIALS, row
    assert not any("emile" in (table.get("by"), *table.get("supports", [])) for table in tables(process))
    assert all(PEOPLE[row["by"]]["role"] == "moderator" for row in rows(process, "moderations"))
    assert all(len(row["reason"]) <= 300 for row in rows(process, "moderations", "withdrawals", "edits"))
    authors = {row["slug"]: row["by"] for row in process["contributions"]}
    assert all(authors[row["on"]] == row["by"] for row in rows(process, "edits", "withdrawals"))


@every_process
def test_both_sides_of_a_debate_are_heard(process: dict[str, Any]) -> None:
    sides: dict[str, Counter[str]] = {}
    for row in process["arguments"]:
        sides.setdefault(row["on"], Counter())[row["side"]] += 1
    assert all(set(count) == {"for", "against"} and abs(count["for"] - count["against"]) <= 1 for count in sides.values())


@every_process
def test_sources_are_dated_and_can_be_opened(process: dict[str, Any]) -> None:
    sources = [source for row in process["arguments"] for source in row.get("sources", [])]
    assert len(sources) >= 4
    for source in sources:
        host = urlsplit(source["url"]).hostname or ""
        assert host in INSTITUTIONS or host.endswith(".example"), source
        assert date(2000, 1, 1) < source["date"] < date(2026, 7, 1), source
        assert source["kind"] in {"official", "law", "report", "study", "data", "press", "site", "testimony", "other"}
        assert source["title"]
        assert source["publisher"]


@pytest.mark.parametrize(("process", "number", "shortest"), [(VELO, 26, 60), (PLACE, 18, 50), (CANTINE, 14, 50)])
def test_there_is_enough_to_read_and_not_too_much(process: dict[str, Any], number: int, shortest: int) -> None:
    assert len(process["contributions"]) >= number
    assert all(len(table.get("title", "")) <= 120 for table in tables(process))
    assert {row["kind"] for row in process["contributions"]} <= KINDS
    for row in process["contributions"]:
        assert shortest <= words(row["text"]) <= 200, row["slug"]
        assert ("latitude" in row) == ("longitude" in row)
        assert abs(row.get("latitude", 47.30) - 47.30) < 0.02
        assert abs(row.get("longitude", -1.49) + 1.49) < 0.02
    assert all(8 <= words(row["text"]) <= 90 for row in rows(process, "arguments", "questions", "testimonies"))


@pytest.mark.parametrize("document", [TOWN, *PROCESSES.values()], ids=["town", *PROCESSES])
def test_french_is_set_properly(document: dict[str, Any]) -> None:
    for text in prose(document):
        assert "'" not in text, text
        assert not re.search(r" [;:?!»%€](?=\s|$)|« |\d \d{3}(?!\d)", text), text


@every_process
def test_institutions_keep_their_voice_down(process: dict[str, Any]) -> None:
    answers = [row["answer"] for row in process["questions"] if "answer" in row]
    official = [row for row in [*tables(process), *answers] if row.get("by") in OFFICIALS]
    official += [process["process"], process.get("decision", {}), *process["phases"], *rows(process, "promises")]
    assert not any("!" in text for row in official for text in prose(row))


def test_the_open_process_shows_every_kind_and_every_turn() -> None:
    assert {row["kind"] for row in VELO["contributions"]} == KINDS
    assert VELO["phases"][0]["opens"] < 0 < VELO["phases"][0]["closes"]
    assert len(VELO["arguments"]) >= 20
    assert sum("answer" in row for row in VELO["questions"]) >= 3
    assert [len(VELO[name]) for name in ("edits", "withdrawals", "moderations")] == [1, 1, 1]
    assert sum("latitude" in row for row in VELO["contributions"]) >= 12


@pytest.mark.parametrize("process", [PLACE, CANTINE])
def test_no_contribution_is_lost_by_the_sorting(process: dict[str, Any]) -> None:
    kept = {slug for option in process["options"] for slug in option["from"]}
    aside = [row["on"] for row in process["set_aside"]]
    assert len(process["options"]) == 5
    assert not kept & set(aside)
    assert kept | set(aside) == slugs(process["contributions"])


@pytest.mark.parametrize(("process", "voters"), [(PLACE, 24), (CANTINE, 25)])
def test_only_members_vote_and_once(process: dict[str, Any], voters: int) -> None:
    cast = [row["voter"] for row in process["ballots"]]
    assert len(cast) == len(set(cast)) == voters >= process["vote"]["quorum"]
    assert set(cast) <= VOTERS - {"ada", "bao"} if process is PLACE else set(cast) <= VOTERS


def test_the_vote_under_way_uses_the_six_grades() -> None:
    grades = [grade["key"] for grade in PLACE["vote"]["grades"]]
    options = slugs(PLACE["options"])
    assert (len(grades), PLACE["phases"][2]["closes"]) == (6, 3)
    assert all(set(row["grades"]) <= options and set(row["grades"].values()) <= set(grades) for row in PLACE["ballots"])
    assert {grade for row in PLACE["ballots"] for grade in row["grades"].values()} == set(grades)


def test_the_decision_says_what_the_ballots_say() -> None:
    counts = Counter(option for row in CANTINE["ballots"] for option in row["approves"])
    council = next(body for body in TOWN["bodies"] if body["slug"] == CANTINE["decision"]["body"])
    assert [counts[option["slug"]] for option in CANTINE["options"]] == [17, 16, 10, 6, 7]
    said = re.sub("«.*?»", "", CANTINE["decision"]["reasons"].split("\n\n")[0])
    assert [int(number) for number in re.findall(r"\d+", said)] == [25, 17, 16, 10, 7, 6]
    voices = [CANTINE["decision"][name] for name in ("votes_for", "votes_against", "abstentions")]
    assert sum(voices) == council["seats"] == len(council["mandates"])
    assert {row["on"]: row["kept"] for row in CANTINE["weighed"]}.keys() == slugs(CANTINE["options"])


def test_everybody_is_answered_once_and_in_time() -> None:
    answered = Counter(slug for row in CANTINE["answers"] for slug in row["to"])
    assert answered == Counter(slugs(CANTINE["contributions"]))
    assert {row["verdict"] for row in CANTINE["answers"]} == VERDICTS
    assert {len(row["to"]) for row in CANTINE["answers"]} >= {1, 2}
    answer_by, decided = CANTINE["process"]["answer_by"], CANTINE["decision"]["day"]
    assert all(decided < row["day"] <= answer_by and row["by"] in OFFICIALS for row in CANTINE["answers"])


def test_promises_have_dates_and_tell_the_truth() -> None:
    assert {promise["status"] for promise in CANTINE["promises"]} == STATUSES
    assert any(promise["status"] == "under_way" and promise["due"] < 0 for promise in CANTINE["promises"]), "none is late"
    for promise in CANTINE["promises"]:
        name, status = promise["slug"], promise["status"]
        milestones = [row for row in CANTINE["milestones"] if row["on"] == name]
        updates = [row for row in CANTINE["updates"] if row["on"] == name]
        assert milestones, name
        assert promise["day"] < promise["due"] == max(row["due"] for row in milestones), name
        assert all(promise["day"] <= row.get("done", -1) < 0 for row in milestones), name
        assert updates[-1]["status"] == status, name
        assert [row["day"] for row in updates] == sorted(row["day"] for row in updates), name
        assert {PEOPLE[row["by"]]["role"] for row in updates} <= {"facilitator", "officer"}, name
        spoken = [row["by"] for row in CANTINE["testimonies"] if row["on"] == name]
        assert len(spoken) == len(set(spoken)), name
        assert promise.get("spent_cents", 0) <= promise.get("budget_cents", 0), name
        if status == "kept":
            assert all("done" in row for row in milestones), name


def test_the_money_of_the_canteen_adds_up() -> None:
    budget = {promise["slug"]: promise.get("budget_cents", 0) for promise in CANTINE["promises"]}
    meals = 410 * 140
    assert budget["promesse-bio"] == meals * (262 - 230) == 574000 + 510000 + 752800
    assert sum(budget[f"promesse-{name}"] for name in ("pesee", "buffets", "legumerie")) == 3770000
    costs = {option["slug"]: option["cost_cents"] for option in CANTINE["options"]}
    assert costs["bio-soixante"] == budget["promesse-bio"]
    assert costs["jeter-moins"] == budget["promesse-pesee"] + budget["promesse-buffets"]
    assert costs["fermes-d-ici"] == budget["promesse-fermes"] + budget["promesse-ferme-municipale"]
    assert all(option["cost_cents"] <= 120000000 for option in PLACE["options"])
