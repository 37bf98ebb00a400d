"""What the pages of a vote show, to whom, and at what cost."""

from __future__ import annotations

import csv
import io
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parvis.core.processes.models import Phase
from parvis.features.ballots import actions, receipts
from parvis.features.ballots.models import Ballot, Eligibility, Participation
from parvis.features.ballots.tests import polls
from parvis.mechanisms.result_file import read, recount

NUMBER = re.compile(r"\b(?:[2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}\b")


def at(phase: Phase, name: str = "vote") -> str:
    return reverse(f"ballots:{name}", args=[phase.ref])


def as_(person: Any, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if person:
        client.force_login(person)
    return client


def text_of(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


class TestTheBooth:
    @pytest.mark.parametrize(
        ("mechanism", "kind"), [("approval", "checkbox"), ("majority-judgment", "radio"), ("plurality", "radio"), ("score", "radio")]
    )
    def test_a_paper_for_each_kind_of_ballot(self, town: SimpleNamespace, mechanism: str, kind: str) -> None:
        phase = polls.opened(town, mechanism=mechanism)
        page = BeautifulSoup(as_(town.ada).get(at(phase)).content, "html.parser")
        assert page.h1.text == "What should the square be for?"
        assert page.select(f"form.ballots-booth input[type={kind}]")
        assert all(
            page.find("label", attrs={"for": box.get("id", "-")}) or box.find_parent("label") for box in page.select(f"input[type={kind}]")
        )

    def test_from_the_paper_to_the_receipt(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town)
        bench, _fountain, swing = polls.refs(phase)
        client = as_(town.ada)
        check = client.post(at(phase), {"choice": [bench, swing], "do": "check"})
        assert "This is your ballot" in text_of(check)
        assert "A bench approved A fountain not approved A swing approved" in text_of(check)
        assert not Ballot.objects.exists()
        hidden = [(box["name"], box["value"]) for box in BeautifulSoup(check.content, "html.parser").select("main input[type=hidden]")]
        sent: dict[str, Any] = {"do": "cast"}
        for name, value in hidden:
            sent.setdefault(name, []).append(value)
        receipt = client.post(at(phase), sent)
        number = NUMBER.search(text_of(receipt))
        assert number
        assert Ballot.objects.get().receipt == number.group()
        assert Ballot.objects.get().choice == sorted([bench, swing])
        assert "no-store" in receipt["Cache-Control"]

    def test_one_can_go_back_and_change(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town)
        bench = polls.refs(phase)[0]
        page = as_(town.ada).post(at(phase), {"choice": [bench], "do": "change"})
        boxes = BeautifulSoup(page.content, "html.parser").select("input[type=checkbox]")
        assert [box.has_attr("checked") for box in boxes] == [True, False, False]

    def test_grades_are_kept_when_one_goes_back(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town, mechanism="majority-judgment")
        bench = polls.refs(phase)[0]
        page = as_(town.ada).post(at(phase), {f"grade-{bench}": "good", "do": "change"})
        (checked,) = BeautifulSoup(page.content, "html.parser").select("input[checked]")
        assert (checked["name"], checked["value"]) == (f"grade-{bench}", "good")

    def test_nothing_marked_is_not_taken_for_a_blank_ballot(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town)
        page = as_(town.ada).post(at(phase), {"do": "check"})
        assert page.status_code == 422
        assert "Nothing is marked" in text_of(page)
        check = as_(town.ada).post(at(phase), {"blank": "1"})
        assert "Your ballot is blank" in text_of(check)
        as_(town.ada).post(at(phase), {"blank": "1", "do": "cast"})
        assert Ballot.objects.get().choice is None

    def test_no_blank_button_where_blank_ballots_are_not_accepted(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town, blank=False)
        assert "Vote blank" not in text_of(as_(town.ada).get(at(phase)))
        assert as_(town.ada).post(at(phase), {"blank": "1", "do": "cast"}).status_code == 422
        assert not Participation.objects.exists()

    @pytest.mark.parametrize("mechanism", ["approval", "majority-judgment"])
    def test_a_forged_ballot_is_refused_in_words(self, town: SimpleNamespace, mechanism: str) -> None:
        phase = polls.opened(town, mechanism=mechanism)
        page = as_(town.ada).post(at(phase), {"choice": ["x"], "grade-x": "good", "do": "cast"})
        assert page.status_code == 422
        assert "is not one of the choices of this vote" in text_of(page)
        assert not Participation.objects.exists()

    def test_voting_twice_shows_the_reason(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town)
        client = as_(town.ada)
        client.post(at(phase), {"blank": "1", "do": "cast"})
        again = client.post(at(phase), {"blank": "1", "do": "cast"})
        assert again.status_code == 403
        assert "You have voted" in text_of(again)
        assert "You have voted" in text_of(client.get(at(phase)))


class TestClosedDoors:
    def test_a_visitor_is_asked_to_sign_in(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town)
        page = BeautifulSoup(as_(None).get(at(phase)).content, "html.parser")
        assert page.find("a", string="Sign in to vote")["href"].endswith(f"?next={at(phase)}")

    def test_an_outsider_hears_why(self, town: SimpleNamespace) -> None:
        assert "not on the electoral roll" in text_of(as_(town.emile).get(at(polls.opened(town))))

    def test_before_the_opening_the_options_are_shown(self, town: SimpleNamespace) -> None:
        page = text_of(as_(town.ada).get(at(polls.planned(town))))
        assert "has not opened yet" in page
        assert "A fountain" in page

    def test_a_vote_of_members_is_hidden_from_others(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town, process_audience="members")
        assert as_(None).get(at(phase)).status_code == 404
        assert as_(town.ada).get(at(phase)).status_code == 200


class TestTheResult:
    def test_its_title_is_the_outcome(self, town: SimpleNamespace) -> None:
        page = as_(None).get(at(polls.closed(town)))
        assert BeautifulSoup(page.content, "html.parser").h1.text == "A swing comes first"
        said = text_of(page)
        assert "3 people of 6 voted" in said
        assert "3 voters, of 6 people on the roll: 50%" in said.replace("of 6 people on the roll: 50% 3", "") or "50%" in said
        assert "parvis recount resultat-the-market-square" in said

    def test_majority_judgment_shows_profiles_and_words(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town, mechanism="majority-judgment")
        bench, fountain, swing = polls.refs(phase)
        actions.cast(phase, by=town.ada, choice={bench: "good", fountain: "reject", swing: "very-good"})
        polls.close(town, phase)
        said = text_of(as_(None).get(at(phase)))
        assert "A swing comes first" in said
        assert "Very good" in said
        assert "Fairly good" in said

    @pytest.mark.parametrize(
        ("ballots", "rules", "headline"),
        [
            ([], {}, "Nobody voted"),
            ([[0], [1]], {}, "A bench and A fountain are tied"),
            ([[0]], {"quorum": 50}, "Too few people voted: nothing is chosen"),
            ([[0], [0], [1]], {"seats": 2}, "A bench and A fountain come first"),
            ([[0], [0], [1], [2]], {"seats": 2}, "A bench comes first, others are tied"),
            ([[0], [1], [2]], {"majority": "half"}, "No option is chosen"),
        ],
    )
    def test_every_outcome_has_its_sentence(self, town: SimpleNamespace, ballots: list[list[int]], rules: Any, headline: str) -> None:
        phase = polls.opened(town, **rules)
        refs = polls.refs(phase)
        for person, places in zip((town.ada, town.bao, town.driss, town.fanny), ballots, strict=False):
            actions.cast(phase, by=person, choice=[refs[place] for place in places])
        polls.close(town, phase)
        assert BeautifulSoup(as_(None).get(at(phase)).content, "html.parser").h1.text == headline

    def test_the_file_is_the_one_of_the_fingerprint_and_is_counted_again(self, town: SimpleNamespace) -> None:
        phase = polls.closed(town)
        response = as_(None).get(at(phase, "file"))
        assert response["ETag"] == f'"{phase.vote.fingerprint}"'
        assert recount(read(response.content)).equal
        assert json.loads(response.content)["about"]["question"] == "What should the square be for?"

    def test_all_ballots_as_a_table(self, town: SimpleNamespace) -> None:
        phase = polls.closed(town)
        body = b"".join(as_(None).get(at(phase, "csv")).streaming_content).decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(body))
        assert head == ["numero", "blanc", *polls.BENCHES]
        assert sorted(row[1:] for row in rows) == [["0", "0", "0", "1"], ["0", "1", "0", "1"], ["0", "1", "0", "1"]]
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)

    def test_a_voter_finds_her_ballot(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town)
        bench = polls.refs(phase)[0]
        receipt = actions.cast(phase, by=town.ada, choice=[bench])
        polls.close(town, phase)
        page = as_(None).post(at(phase, "ballots"), {"receipt": receipt.lower().replace("-", " ")})
        assert "Your ballot is in the list" in text_of(page)
        assert "A bench approved A fountain not approved" in text_of(page)

    def test_a_number_mistyped_is_told_from_one_that_is_not_there(self, town: SimpleNamespace) -> None:
        phase = polls.closed(town)
        receipt = Ballot.objects.first().receipt
        wrong = receipt[:-1] + ("2" if receipt[-1] != "2" else "3")
        assert "a sign is missing or was mistaken" in text_of(as_(None).post(at(phase, "ballots"), {"receipt": wrong}))
        assert "No ballot of this vote has this number" in text_of(as_(None).post(at(phase, "ballots"), {"receipt": receipts.draw()}))

    def test_ballots_are_listed_by_pages(self, town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("parvis.features.ballots.views.PER_PAGE", 2)
        phase = polls.closed(town)
        first, second = (as_(None).get(at(phase, "ballots"), {"page": page}) for page in (1, 2))
        assert (len(NUMBER.findall(text_of(first))), len(NUMBER.findall(text_of(second)))) == (2, 1)


class TestTheOffice:
    def test_options_are_written_changed_and_moved(self, town: SimpleNamespace) -> None:
        phase = polls.planned(town, options=())
        client, url = as_(town.chloe), at(phase, "prepare")
        assert "Write at least two" in text_of(client.get(url))
        for title in ("One", "Two"):
            assert client.post(url, {"do": "write", "title": title, "text": ""}).status_code == 302
        one = phase.vote_options.get(title="One")
        client.post(url, {"do": "down", "option": str(one.ref)})
        client.post(url, {"do": "write", "option": str(one.ref), "title": "First", "text": "x"})
        assert [option.title for option in phase.vote_options.all()] == ["Two", "First"]
        assert "The vote can open" in text_of(client.get(url))
        client.post(url, {"do": "remove", "option": str(one.ref)})
        assert phase.vote_options.count() == 1

    def test_a_title_twice_is_an_error_in_words(self, town: SimpleNamespace) -> None:
        phase = polls.planned(town)
        page = as_(town.chloe).post(at(phase, "prepare"), {"do": "write", "title": "A swing", "text": ""})
        assert page.status_code == 422
        assert phase.vote_options.count() == 3

    def test_a_list_is_pasted_or_sent_as_a_file(self, town: SimpleNamespace) -> None:
        phase = polls.planned(town, electorate="list")
        url = at(phase, "prepare")
        file = SimpleUploadedFile("list.csv", b"nom;courriel\nBao;bao@town.example\n")
        refused = as_(town.chloe).post(url, {"do": "list", "addresses": "ada@town.example", "file": file})
        assert "on these lines: 1 (nom;courriel)" in text_of(refused)
        assert not Eligibility.objects.exists()
        file = SimpleUploadedFile("list.csv", b"Bao;bao@town.example\n")
        as_(town.chloe).post(url, {"do": "list", "addresses": "ada@town.example", "file": file})
        assert Eligibility.objects.count() == 2

    @pytest.mark.parametrize("who", [None, "ada", "bao", "driss", "emile"])
    def test_it_is_closed_to_others(self, town: SimpleNamespace, who: str | None) -> None:
        person = getattr(town, who) if who else None
        assert as_(person).get(at(polls.planned(town), "prepare")).status_code == 403

    def test_it_is_closed_once_the_vote_is_open(self, town: SimpleNamespace) -> None:
        assert as_(town.chloe).get(at(polls.opened(town), "prepare")).status_code == 403


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_renders_in_both_languages(town: SimpleNamespace, language: str) -> None:
    phase = polls.planned(town)
    assert as_(town.ada, language).get(at(phase)).status_code == 200
    assert as_(town.chloe, language).get(at(phase, "prepare")).status_code == 200
    from tests import town as towns

    phase = polls.fresh(towns.open_phase(town, phase))
    for person in (None, town.ada, town.emile):
        assert as_(person, language).get(at(phase)).status_code == 200
    for step in ("check", "change", "cast"):
        assert as_(town.ada, language).post(at(phase), {"choice": polls.refs(phase)[0], "do": step}).status_code == 200
    polls.close(town, phase)
    for name in ("vote", "ballots", "file", "csv"):
        assert as_(None, language).get(at(phase, name)).status_code == 200


class TestTheNumberOfQueries:
    """It does not depend on how many voted, nor on how many options there are."""

    def test_the_booth(self, town: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
        phase = polls.opened(town, options=tuple(f"Option {number}" for number in range(30)))
        client = as_(town.ada)
        with django_assert_max_num_queries(12):
            client.get(at(phase))

    def test_casting(self, town: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
        phase = polls.opened(town)
        client = as_(town.ada)
        with django_assert_max_num_queries(22):
            client.post(at(phase), {"blank": "1", "do": "cast"})

    def test_the_result(self, town: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
        phase = polls.closed(town)
        with django_assert_max_num_queries(8):
            as_(None).get(at(phase))

    def test_the_list_of_ballots(self, town: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
        phase = polls.closed(town)
        with django_assert_max_num_queries(8):
            as_(None).get(at(phase, "ballots"))
