"""Each sentence of docs/guides/who-may-know-what.md, over every way out: page, export, feed, e-mail, record, log."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import reverse
from django.views.debug import get_exception_reporter_filter

from parvis.core.opendata.registry import Scope
from parvis.core.people import mydata
from parvis.core.people.models import Pseudonym
from parvis.core.processes.models import Outcome, Phase
from parvis.core.record.models import Act, Opening, Thing
from parvis.features.ballots import actions, datasets
from parvis.features.ballots.models import Ballot, Participation, ResultFile
from parvis.features.ballots.tests import polls

GUIDES = Path(__file__).resolve().parents[4] / "docs" / "guides"
CAST = (None, "ada", "bao", "chloe", "driss", "fanny", "emile")
NAMES = ("vote", "ballots", "csv", "file", "prepare")


def client_of(person: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    if person:
        client.force_login(person)
    return client


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", content.decode())


def everything_published(town: SimpleNamespace, phase: Phase) -> dict[str, str]:
    """Give all that leaves the instance about a vote: pages and files for everybody, feeds, the record, open data, e-mails."""
    out = {}
    for who in CAST:
        client = client_of(getattr(town, who) if who else None)
        for name in NAMES:
            out[f"{name} for {who}"] = body(client.get(reverse(f"ballots:{name}", args=[phase.ref])))
        for name in ("process_feed", "process"):
            out[f"record:{name} for {who}"] = body(client.get(reverse(f"record:{name}", args=[phase.process.slug])))
    for address in ("record:feed", "record:record"):
        out[address] = body(Client().get(reverse(address)))
    for table in (datasets.VOTES, datasets.BALLOTS):
        rows = [[str(column.value(row)) for column in table.columns] for row in table.rows(Scope(), town.fanny)]
        out[f"table {table.slug}"] = str(rows)
    out["record"] = (
        str(list(Act.objects.values())) + str(list(Opening.objects.values())) + str(list(Thing.objects.values("title", "body", "path")))
    )
    out["tally"] = phase.kind_of_phase.tally(phase)
    out["e-mails"] = str([message.message().as_string() for message in mail.outbox])
    return out


@pytest.fixture
def open_vote(town: SimpleNamespace) -> SimpleNamespace:
    """Ada and Bao have voted for the swing, through the pages."""
    phase = polls.opened(town)
    swing = polls.refs(phase)[2]
    answers = [
        client_of(person).post(reverse("ballots:vote", args=[phase.ref]), {"choice": swing, "do": "cast"})
        for person in (town.ada, town.bao)
    ]
    return SimpleNamespace(phase=phase, swing=swing, answers=answers, receipts=list(Ballot.objects.values_list("receipt", flat=True)))


class TestWhileTheVoteIsOpen:
    def test_no_receipt_number_leaves_except_in_the_answer_to_its_voter(self, town: SimpleNamespace, open_vote: SimpleNamespace) -> None:
        for place, text in everything_published(town, open_vote.phase).items():
            assert not any(receipt in text for receipt in open_vote.receipts), place
        for answer in open_vote.answers:
            assert sum(receipt in body(answer) for receipt in open_vote.receipts) == 1

    def test_nobody_sees_a_result_or_a_ballot(self, town: SimpleNamespace, open_vote: SimpleNamespace) -> None:
        for who in CAST:
            client = client_of(getattr(town, who) if who else None)
            for name in ("ballots", "csv", "file"):
                assert client.get(reverse(f"ballots:{name}", args=[open_vote.phase.ref])).status_code == 403, (who, name)
        assert not Outcome.objects.filter(phase=open_vote.phase).exists()
        assert not ResultFile.objects.exists()
        assert list(datasets.VOTES.rows(Scope(), town.fanny)) == list(datasets.BALLOTS.rows(Scope(), town.fanny)) == []

    def test_what_is_published_is_the_same_whatever_was_voted(self, town: SimpleNamespace) -> None:
        """Two votes that differ in one ballot alone cannot be told apart from outside."""
        seen = []
        for slug, place in (("square-a", 0), ("square-b", 2)):
            phase = polls.opened(town, process_slug=slug)
            actions.cast(phase, by=town.ada, choice=[polls.refs(phase)[place]])
            texts = everything_published(town, phase)
            kept = {name: text for name, text in texts.items() if name.startswith(("vote ", "ballots ", "csv ", "file ", "tally"))}
            refs = [*polls.refs(phase), str(phase.ref), phase.process.slug]
            seen.append({name: _without(text, refs) for name, text in kept.items()})
        assert seen[0] == seen[1]

    def test_who_has_voted_is_told_to_herself_alone(self, town: SimpleNamespace, open_vote: SimpleNamespace) -> None:
        address = reverse("ballots:vote", args=[open_vote.phase.ref])
        assert "You have voted" in body(client_of(town.ada).get(address))
        for who in ("chloe", "driss", "fanny"):
            text = body(client_of(getattr(town, who)).get(address))
            assert "You have voted" not in text
            assert not re.search(r"\b(Ada|Bao)\b", text)
        assert not Pseudonym.objects.filter(person__in=[town.ada, town.bao], context=open_vote.phase.process.ref).exists()

    def test_the_copy_of_her_data_says_that_she_voted_and_not_what(self, town: SimpleNamespace, open_vote: SimpleNamespace) -> None:
        copy = mydata.as_file(town.ada)
        assert [row["vote"] for row in copy["votes"]] == [row["vote"] for row in copy["listes_electorales"]] == ["Vote on the square"]
        assert not any(secret in str(copy) for secret in [*open_vote.receipts, open_vote.swing])
        assert mydata.as_file(town.driss)["votes"] == []

    def test_casting_appends_no_act(self, town: SimpleNamespace, open_vote: SimpleNamespace) -> None:
        assert not Act.objects.filter(kind__in=["vote.émargement", "vote.dépouillement"]).exists()
        assert Act.objects.order_by("-pk").first().kind == "phase.ouverte"

    def test_how_many_have_voted_is_told_where_the_vote_says_so(self, town: SimpleNamespace, open_vote: SimpleNamespace) -> None:
        assert open_vote.phase.kind_of_phase.tally(open_vote.phase) == "2 voters out of 6"

    def test_otherwise_not_even_that(self, town: SimpleNamespace) -> None:
        pages = []
        for slug, voters in (("square-a", ()), ("square-b", (town.ada, town.bao, town.driss))):
            phase = polls.opened(town, turnout_shown=False, process_slug=slug)
            for voter in voters:
                actions.cast(phase, by=voter, choice=None)
            assert phase.kind_of_phase.tally(phase) == ""
            text = body(client_of(None).get(reverse("ballots:vote", args=[phase.ref])))
            pages.append(_without(text, [*polls.refs(phase), str(phase.ref), phase.process.slug]))
        assert pages[0] == pages[1]

    def test_nothing_is_sent_by_e_mail(self, open_vote: SimpleNamespace) -> None:
        assert mail.outbox == []

    def test_nothing_of_it_stays_in_the_session(self, town: SimpleNamespace) -> None:
        phase = polls.opened(town)
        client = client_of(town.ada)
        before = dict(client.session.items())
        client.post(reverse("ballots:vote", args=[phase.ref]), {"choice": polls.refs(phase)[0], "do": "check"})
        client.post(reverse("ballots:vote", args=[phase.ref]), {"choice": polls.refs(phase)[0], "do": "cast"})
        assert dict(client.session.items()) == before
        assert Ballot.objects.get().receipt not in str(client.cookies)

    @pytest.mark.parametrize("step", ["check", "cast"])
    def test_logs_know_neither_choice_nor_receipt(self, town: SimpleNamespace, caplog: pytest.LogCaptureFixture, step: str) -> None:
        phase = polls.opened(town)
        swing = polls.refs(phase)[2]
        with caplog.at_level(logging.DEBUG):
            client = client_of(town.ada)
            for _twice in range(2):
                client.post(reverse("ballots:vote", args=[phase.ref]), {"choice": swing, "do": step})
            client.post(reverse("ballots:vote", args=[phase.ref]), {"choice": "forged", "do": step})
        receipts = list(Ballot.objects.values_list("receipt", flat=True))
        said = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
        assert not any(secret in said for secret in [*receipts, swing, "forged"])

    def test_a_crash_report_leaves_the_form_out(self, town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
        phase = polls.opened(town)
        swing = polls.refs(phase)[2]
        monkeypatch.setattr(Ballot.objects, "create", _crash)
        reported: list[Any] = []

        def report(request: Any, **_about: Any) -> None:
            reported.extend(get_exception_reporter_filter(request).get_post_parameters(request).values())

        got_request_exception.connect(report)
        client = client_of(town.ada)
        client.raise_request_exception = False
        answer = client.post(reverse("ballots:vote", args=[phase.ref]), {"choice": swing, "do": "cast"})
        got_request_exception.disconnect(report)
        assert answer.status_code == 500
        assert reported
        assert swing not in str(reported) + body(answer)
        assert not Participation.objects.exists(), "the signature goes with the ballot"

    def test_the_answer_has_one_size_whatever_was_voted(self, town: SimpleNamespace) -> None:
        people = polls.crowd(town, 3)
        phase = polls.opened(town)
        refs, address = polls.refs(phase), reverse("ballots:vote", args=[phase.ref])
        forms: tuple[dict[str, Any], ...] = ({"choice": refs}, {"choice": refs[:1]}, {"blank": "1"})
        answers = [client_of(person).post(address, form | {"do": "cast"}) for person, form in zip(people, forms, strict=True)]
        assert all(answer.status_code == 200 for answer in answers)
        assert len({len(answer.content) for answer in answers}) == 1


class TestOnceTheVoteIsClosed:
    @pytest.fixture
    def closed_vote(self, town: SimpleNamespace, open_vote: SimpleNamespace) -> SimpleNamespace:
        polls.close(town, open_vote.phase)
        open_vote.phase = polls.fresh(open_vote.phase)
        return open_vote

    @pytest.mark.parametrize("name", ["vote", "ballots", "csv", "file"])
    def test_everybody_reads_the_result_and_the_ballots(self, town: SimpleNamespace, closed_vote: SimpleNamespace, name: str) -> None:
        pages = {
            body(client_of(getattr(town, who) if who else None).get(reverse(f"ballots:{name}", args=[closed_vote.phase.ref])))
            for who in (None, "emile")
        }
        assert all("swing" in page or closed_vote.swing in page for page in pages)

    def test_the_record_tells_who_voted_in_this_process_and_never_what(self, town: SimpleNamespace, closed_vote: SimpleNamespace) -> None:
        told = {uuid for act in Act.objects.filter(kind="vote.émargement") for uuid in act.clear["votants"]}
        assert {pseudonym.person for pseudonym in Pseudonym.objects.filter(uuid__in=told)} == {town.ada, town.bao}
        for act in Act.objects.all():
            assert not any(receipt in json.dumps(act.clear) for receipt in closed_vote.receipts)

    def test_a_voter_has_the_receipt_of_her_having_voted(self, town: SimpleNamespace, closed_vote: SimpleNamespace) -> None:
        act = Act.objects.get(kind="vote.émargement")
        for person, told in ((town.ada, True), (town.bao, True), (town.chloe, False), (None, False)):
            client = Client()
            if person:
                client.force_login(person)
            assert (reverse("record:receipt", args=[act.uuid]) in body(client.get(reverse("record:mine")))) is told

    def test_the_record_has_one_time_for_all(self, closed_vote: SimpleNamespace) -> None:
        times = set(Act.objects.filter(kind__in=["vote.émargement", "vote.dépouillement"]).values_list("at", flat=True))
        assert len(times) <= 2, "the minute of the close, and the next one if it struck meanwhile"

    def test_no_page_or_file_has_a_name_beside_a_ballot(self, town: SimpleNamespace, closed_vote: SimpleNamespace) -> None:
        for place, text in everything_published(town, closed_vote.phase).items():
            if any(receipt in text for receipt in closed_vote.receipts):
                inside = text.split("<main", 1)[-1].split("</main", 1)[0]
                assert not re.search(r"\b(Ada|Bao)\b", inside), place
                assert str(town.ada.ref) not in text, place

    def test_a_number_looked_for_is_in_no_address(self, closed_vote: SimpleNamespace) -> None:
        address = reverse("ballots:ballots", args=[closed_vote.phase.ref])
        assert "Your ballot is in the list" in body(
            Client(headers={"accept-language": "en"}).post(address, {"receipt": closed_vote.receipts[0]})
        )
        assert "Your ballot is in the list" not in body(
            Client(headers={"accept-language": "en"}).get(address, {"receipt": closed_vote.receipts[0]})
        )


def _crash(**_fields: object) -> None:
    raise RuntimeError("the disk is full")


def _without(text: str, words: list[str]) -> str:
    for place, word in enumerate(words):
        text = text.replace(word, f"word-{place}")
    # What differs from one rendering to the next, and from one moment to the next.
    return re.sub(r"(grades|bars)-[0-9a-f]+|\d{2}:\d{2}(:\d{2}(\.\d+)?)?|[0-9a-f]{8}\.json|(?<=etat-)[0-9a-f]{8}", "", text)


def sentences(name: str) -> list[str]:
    """Give the names of the tests that the table of a guide cites."""
    return re.findall(r"`(test_\w+)`", (GUIDES / name).read_text())


@pytest.mark.parametrize("name", ["who-may-know-what.md", "who-may-know-what.fr.md"])
def test_each_sentence_of_the_guide_names_the_test_that_keeps_it(name: str) -> None:
    here = Path(__file__).parent
    folders = (here, here.parents[2] / "core" / "record" / "tests")
    files = [path.read_text() for folder in folders for path in folder.glob("test_*.py")]
    known = set(re.findall(r"def (test_\w+)", "\n".join(files)))
    cited = sentences(name)
    assert len(cited) >= 20
    assert set(cited) <= known
    assert sentences("who-may-know-what.md") == sentences("who-may-know-what.fr.md")
    mine: list[Callable[..., Any]] = [
        getattr(group, test)
        for group in (TestWhileTheVoteIsOpen, TestOnceTheVoteIsClosed)
        for test in dir(group)
        if test.startswith("test_")
    ]
    assert {test.__name__ for test in mine} <= set(cited), "a test of this file that no sentence stands for"
