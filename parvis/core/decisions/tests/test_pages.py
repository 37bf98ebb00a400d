"""The pages: what they show to whom, how many queries they cost, and what their forms do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from parvis.core.decisions import actions, trails
from parvis.core.decisions.models import Answer, Decision, Feedback, Promise, Silence
from parvis.core.decisions.tests.conftest import decide, promised
from parvis.core.decisions.way import way_of
from parvis.core.processes.models import Outcome, Process
from parvis.core.record.models import State, Thing
from tests import town as towns

EN = {"accept-language": "en"}


def signed_in(person: Any) -> Client:
    client = Client(headers=EN)
    client.force_login(person)
    return client


def page(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address, headers=EN)
    assert response.status_code == status, (address, response.status_code)
    soup = BeautifulSoup(response.content, "html.parser")
    assert len(soup.find_all("h1")) == 1
    return soup


@pytest.fixture
def full(town: Any, process: Process, write: Any, promise: Promise) -> Promise:
    """A promise with milestones, evidence, moves and feedback; two contributions answered, one waiting, one silence."""
    refs = [write(process, by, title=f"Trees {number}") for number, by in enumerate((town.ada, town.bao, town.ada, town.bao))]
    actions.answer(process, refs=refs[:2], verdict="adopted_in_part", reasons="Sixteen trees.", by=town.chloe, decision=promise.decision)
    actions.keep_silent(process, ref=refs[2], reason="Sent twice.", by=town.chloe)
    today = timezone.localdate()
    for days in (-20, -5, 10, 40):
        actions.add_milestone(promise, by=town.chloe, title=f"Step {days}", due_on=today + timedelta(days=days))
    actions.reach_milestone(promise.milestones.all()[0], by=town.chloe, on=today)
    actions.add_evidence(promise, by=town.chloe, title="The plans", dated_on=today, address="https://example.org/plans")
    actions.mark(promise, by=town.chloe, status="under_way", reason="The gardener is chosen.", spent_cents=6_890_000)
    actions.give_feedback(promise, by=town.ada, satisfied="partly", text="Two trees so far.")
    return promise


def addresses(promise: Promise) -> list[str]:
    slug = promise.decision.process.slug
    answer = Answer.objects.get()
    return [
        "/decisions/", promise.decision.get_absolute_url(), "/promesses/", promise.get_absolute_url(), answer.get_absolute_url(),
        f"/demarches/{slug}/reponses/", f"/demarches/{slug}/reponses/?etat=en-attente", f"/demarches/{slug}/reponses/?etat=silences",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_reads_every_page_in_both_languages(client: Client, full: Promise, language: str) -> None:
    for address in addresses(full):
        response = client.get(address, headers={"accept-language": language})
        assert response.status_code == 200, address
        assert f'lang="{language}"' in response.content.decode(), address


def test_pages_cost_few_queries(client: Client, full: Promise, django_assert_max_num_queries: Any) -> None:
    for address in addresses(full):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_pages_cost_the_same_with_more_on_them(client: Client, town: Any, full: Promise, write: Any) -> None:
    read, process = addresses(full), full.decision.process

    def costs() -> list[int]:
        counted = []
        for address in read:
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counted.append(len(captured))
        return counted

    costs()  # fills what is kept from one request to the next
    before = costs()
    for number in range(5):
        promised(town, full.decision, text=f"Promise {number}")
        refs = [write(process, town.ada) for _ in range(3)]
        actions.answer(process, refs=refs, verdict="adopted", reasons="Yes.", by=town.chloe, decision=full.decision)
    assert costs() == before


def test_the_decision_page_says_it_all(client: Client, full: Promise) -> None:
    shown = page(client, full.decision.get_absolute_url())
    words = shown.get_text(" ", strip=True)
    assert shown.h1.get_text(strip=True) == "The square will be planted"
    for expected in (
        "The mayor",
        "The planted mall",
        "Rejected by one in four",
        "2 answered of 4",
        "Plant thirty-eight trees",
        "Sixteen trees.",
    ):
        assert expected in words
    assert shown.select_one("[role=img]")["aria-label"] == "Adopted in part: 2"


def test_a_promise_page_says_where_it_stands(client: Client, full: Promise) -> None:
    words = page(client, full.get_absolute_url()).get_text(" ", strip=True)
    for expected in ("Under way", "The gardener is chosen.", "5 days late", "Public works", "€1,015,000", "Two trees so far.", "The plans"):
        assert expected in words
    assert "Sign in" in words


def test_lists_filter_and_say_when_nothing_matches(client: Client, town: Any, full: Promise) -> None:
    late = promised(town, decide(town, towns.process(town, slug="other"), title="Nothing changes"), days=-3, text="Publish the count")
    assert late.text in page(client, "/promesses/?etat=en-retard").get_text()
    assert full.text not in page(client, "/promesses/?etat=en-retard").select_one(".ui-briefs").get_text()
    assert "No promise matches" in page(client, "/promesses/?etat=tenue").get_text()
    assert "Nothing changes" not in page(client, f"/decisions/?demarche={full.decision.process.slug}").select_one(".ui-briefs").get_text()
    assert "No decision matches" in page(client, "/decisions/?annee=1999").get_text()
    assert page(client, "/decisions/?q=planted").select_one(".ui-briefs").get_text().count("planted") == 1
    links = [link["href"] for link in page(client, "/decisions/?q=planted").select("a[rel=nofollow]")]
    assert "/donnees/decisions.csv?q=planted" in links


def test_empty_lists_say_when_they_fill(client: Client, town: Any, process: Process) -> None:
    assert "Nothing is decided yet" in page(client, "/decisions/").get_text()
    assert "Nothing is promised yet" in page(client, "/promesses/").get_text()
    assert "Nothing calls for an answer yet" in page(client, f"/demarches/{process.slug}/reponses/").get_text()


def test_what_is_for_members_does_not_exist_for_others(client: Client, town: Any) -> None:
    private = towns.process(town, slug="private", audience="members")
    promise = promised(town, decide(town, private))
    for address in ("/demarches/private/reponses/", promise.get_absolute_url(), promise.decision.get_absolute_url()):
        assert client.get(address).status_code == 404
        assert signed_in(town.emile).get(address).status_code == 404
        assert signed_in(town.ada).get(address).status_code == 200
    assert "planted" not in page(client, "/decisions/").get_text()
    assert "planted" in page(signed_in(town.ada), "/decisions/").get_text()


def test_what_is_hidden_is_not_quoted(client: Client, full: Promise) -> None:
    Thing.objects.filter(kind="contribution").update(state=State.HIDDEN, title="Secret words", body="Secret words")
    for address in addresses(full):
        assert "Secret words" not in client.get(address).content.decode(), address


def test_an_officer_writes_a_decision(town: Any, process: Process) -> None:
    client = signed_in(town.fanny)
    form = {
        "title": "The square will be planted", "decider": "convenor", "decided_on": "2026-11-01", "text": "Trees.", "reasons": "Heat.",
        "options-TOTAL_FORMS": "2", "options-INITIAL_FORMS": "0", "options-0-title": "The mall", "options-0-kept": "yes",
        "options-0-why": "First.", "sure": "on",
    }  # fmt: skip
    address = f"/demarches/{process.slug}/decider/"
    wrong = client.post(address, form | {"votes_for": "3", "options-1-title": "Bare"})
    assert wrong.status_code == 422
    assert "or none of the three" in wrong.content.decode()
    wrong = client.post(address, form | {"decided_on": "2999-01-01"})
    assert "still to come" in wrong.content.decode()
    assert not Decision.objects.exists()
    assert client.post(address, form).status_code == 302
    decision = Decision.objects.get()
    assert [option.title for option in decision.options.all()] == ["The mall"]
    promise = {"text": "Plant", "due_on": "2999-01-01", "who": "Parks", "budget_cents": "1 015 000,50", "sure": "on"}
    assert client.post(f"{decision.get_absolute_url()}promettre/", promise).status_code == 302
    assert Promise.objects.get().budget_cents == 101_500_050


def test_the_form_proposes_the_options_that_were_voted_on(town: Any, write: Any) -> None:
    process = towns.process(
        town, towns.processes.Plan(kind="decision", title="A"), towns.processes.Plan(kind="decision", title="B", takes_from=0)
    )
    ref = write(process, town.ada, title="The mall")
    Outcome.objects.create(phase=process.phases.first(), refs=[str(ref)])
    shown = page(signed_in(town.fanny), f"/demarches/{process.slug}/decider/")
    assert shown.select_one("[name=options-0-title]")["value"] == "The mall"
    assert shown.select_one("[name=options-0-ref]")["value"] == str(ref)


def test_many_are_answered_at_once(town: Any, process: Process, write: Any) -> None:
    refs = [write(process, town.ada, title=f"Bench {number}") for number in range(3)] + [write(process, town.bao, title="Parking")]
    client, address = signed_in(town.chloe), f"/demarches/{process.slug}/repondre/"
    shown = page(client, f"{address}?q=bench&tout=1")
    boxes = shown.select("input[name=refs]")
    assert len(boxes) == 3
    assert all(box.has_attr("checked") for box in boxes)
    nothing = client.post(address, {"verdict": "adopted", "reasons": "Yes."})
    assert (nothing.status_code, Answer.objects.count()) == (422, 0)
    assert "at least one" in nothing.content.decode()
    assert client.post(address, {"verdict": "adopted", "reasons": "Three benches.", "refs": refs[:2]}).status_code == 302
    assert client.post(f"{address}?q=bench", {"verdict": "not_adopted", "reasons": "No.", "everything": "on"}).status_code == 302
    assert Answer.objects.get(verdict="not_adopted").replies.get().ref == refs[2]
    assert client.post(address, {"verdict": "silence", "reasons": "Not about the square.", "refs": refs[3:]}).status_code == 302
    assert Silence.objects.get().ref == refs[3]
    assert "Everybody has been answered" in page(client, address).get_text()
    assert client.post(f"/demarches/{process.slug}/clore/").status_code == 302
    process.refresh_from_db()
    assert process.state == Process.State.CLOSED


def test_one_is_answered_again(town: Any, process: Process, write: Any) -> None:
    ref = write(process, town.ada)
    actions.answer(process, refs=[ref], verdict="to_be_studied", reasons="Later.", by=town.chloe)
    client, address = signed_in(town.chloe), f"/demarches/{process.slug}/repondre/?objet={ref}"
    assert page(client, address).select_one("input[name=refs]").has_attr("checked")
    assert client.post(address, {"verdict": "adopted", "reasons": "Yes.", "refs": [ref]}).status_code == 302
    assert "A later answer" in page(client, Answer.objects.get(verdict="to_be_studied").get_absolute_url()).get_text()
    assert client.get(f"/demarches/{process.slug}/repondre/?objet=x").status_code == 404


def test_a_process_with_somebody_waiting_shows_why_it_does_not_close(town: Any, process: Process, write: Any) -> None:
    write(process, town.ada)
    client, address = signed_in(town.chloe), f"/demarches/{process.slug}/clore/"
    assert "1 contribution still waits" in page(client, address).get_text()
    assert page(client, address).select_one(f"main a[href='/demarches/{process.slug}/repondre/']")
    assert client.post(address).status_code == 403


def test_a_process_with_a_phase_open_offers_to_close_it(town: Any) -> None:
    process = towns.process(town, towns.processes.Plan(kind="gathering", title="Ideas"), slug="still-open")
    towns.open_phase(town, process.phases.get())
    shown = page(signed_in(town.chloe), f"/demarches/{process.slug}/clore/")
    assert "1 phase is still open" in shown.get_text()
    assert [link.get_text(strip=True) for link in shown.select("main a[href$='/phases/1/fermeture/']")] == ["Close “Ideas”"]
    assert not shown.select("main a[href$='/repondre/']")


def test_a_promise_is_followed_up(town: Any, promise: Promise, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    client, address = signed_in(town.chloe), promise.get_absolute_url()
    assert "Say why" in client.post(f"{address}etat/", {"status": "dropped"}).content.decode()
    assert client.post(f"{address}etat/", {"status": "under_way", "spent_cents": "12,5"}).status_code == 302
    assert client.post(f"{address}etapes/", {"title": "Dig", "due_on": "2026-12-01", "sure": "on"}).status_code == 302
    milestone = promise.milestones.get()
    assert client.post(f"{address}etapes/{milestone.pk}/", {"on": str(timezone.localdate()), "sure": "on"}).status_code == 302
    given = {"title": "Plans", "dated_on": "2026-11-01", "sure": "on"}
    fake = SimpleUploadedFile("plans.pdf", b"<script>")
    assert "is not a file that can be attached" in client.post(f"{address}preuves/", given | {"file": fake}).content.decode()
    assert "one of the two" in client.post(f"{address}preuves/", given).content.decode()
    assert client.post(f"{address}preuves/", given | {"file": SimpleUploadedFile("plans.pdf", b"%PDF-1.7")}).status_code == 302
    file = client.get(promise.evidence.get().get_absolute_url())
    assert (file["Content-Type"], b"".join(file.streaming_content)) == ("application/pdf", b"%PDF-1.7")
    promise.refresh_from_db()
    assert (promise.status, promise.spent_cents) == ("under_way", 1250)


def test_people_say_what_they_see(town: Any, promise: Promise) -> None:
    ada, address = signed_in(town.ada), promise.get_absolute_url()
    assert ada.post(address, {"satisfied": "no", "text": ""}).status_code == 422
    assert ada.post(address, {"satisfied": "no", "text": "No tree."}).status_code == 302
    assert Client().post(address, {"satisfied": "no", "text": "x"}).status_code == 403
    assert signed_in(town.emile).post(address, {"satisfied": "no", "text": "x"}).status_code == 403
    said = Feedback.objects.get()
    assert "No tree." in page(ada, address).select_one("textarea").get_text()
    assert signed_in(town.bao).post(f"/promesses/avis/{said.ref}/retirer/").status_code == 403
    assert signed_in(town.driss).post(f"/promesses/avis/{said.ref}/masquer/", {"reason": "Insult."}).status_code == 302
    assert "No tree." not in page(Client(), address).get_text()
    assert signed_in(town.driss).post(f"/promesses/avis/{said.ref}/montrer/", {"reason": "Appeal."}).status_code == 302
    assert ada.post(f"/promesses/avis/{said.ref}/retirer/").status_code == 302
    said.refresh_from_db()
    assert said.state == State.WITHDRAWN


OFFICE = {
    "decider": ("fanny",),
    "repondre": ("chloe", "fanny"),
    "clore": ("chloe", "fanny"),
    "promettre": ("fanny",),
    "etat": ("chloe", "fanny"),
    "etapes": ("chloe", "fanny"),
    "preuves": ("chloe", "fanny"),
}


@pytest.mark.parametrize("form", OFFICE)
def test_who_reaches_the_office(town: Any, promise: Promise, form: str) -> None:
    root = {"promettre": promise.decision.get_absolute_url(), "etat": promise.get_absolute_url(), "etapes": promise.get_absolute_url(),
            "preuves": promise.get_absolute_url()}.get(form, f"/demarches/{promise.decision.process.slug}/")  # fmt: skip
    for who in ("ada", "bao", "chloe", "driss", "fanny", "emile"):
        expected = 200 if who in OFFICE[form] else 403
        assert signed_in(getattr(town, who)).get(f"{root}{form}/").status_code == expected, (form, who)
    assert Client().get(f"{root}{form}/").status_code == 403


def drawn(template: str, **values: Any) -> str:
    request = RequestFactory().get("/")
    request.user = None  # type: ignore[assignment]  # a visitor
    with override("en"):
        return Template("{% load decisions %}" + template).render(Context(values | {"request": request}))


def test_the_answer_is_shown_beside_a_contribution(town: Any, full: Promise, write: Any, django_assert_num_queries: Any) -> None:
    process = full.decision.process
    answered = Answer.objects.get().replies.first().ref
    with django_assert_num_queries(2):
        html = drawn("{% answer_to ref process=process %}", ref=answered, process=process)
    assert "Sixteen trees." in html
    assert "Plant thirty-eight trees" in html
    assert "Sent twice." in drawn("{% answer_to ref %}", ref=str(Silence.objects.get().ref))
    waiting = write(process, town.ada)
    assert drawn("{% answer_to ref %}", ref=waiting).strip() == ""
    assert "Nobody has answered yet" in drawn("{% answer_to ref process=process %}", ref=waiting, process=process)
    assert "The square will be planted" in drawn("{% decision_of process %}", process=process)


def test_the_way_leads_from_a_contribution_to_a_promise(
    town: Any, write: Any, vote_kind: str, monkeypatch: Any, django_assert_max_num_queries: Any
) -> None:
    plan = towns.processes.Plan
    process = towns.process(town, plan(kind="decision", title="Sorting"), plan(kind=vote_kind, title="The vote", takes_from=0))
    contribution, option = write(process, town.ada), write(process, town.chloe, title="The mall")
    sorting, vote = process.phases.all()
    Outcome.objects.create(phase=sorting, refs=[str(option)])
    monkeypatch.setattr(trails, "_TRAILS", [lambda ref: [option] if ref == contribution else []])
    towns.open_phase(town, vote)
    with override("en"):
        during = way_of(contribution)
    assert [(step.label, step.state) for step in during] == [
        ("Contribution", "done"), ("The mall", "done"), ("The vote", "here"), ("Decision", "next"),
    ]  # fmt: skip
    towns.processes.close_phase(vote, by=town.chloe)
    Outcome.objects.filter(phase=vote).update(refs=[str(option)])
    promised(town, decide(town, process, options=[actions.Option(title="The mall", kept="yes", why="First.", ref=option)]))
    with django_assert_max_num_queries(7), override("en"):
        after = way_of(contribution)
    assert [(step.label, step.state) for step in after] == [
        ("Contribution", "done"), ("The mall", "done"), ("The vote", "done"), ("Decision", "done"), ("1 promise", "here"),
    ]  # fmt: skip
    assert after[2].notes[0] == "retained"
    assert way_of(town.space.ref) == []
    Thing.objects.filter(ref=contribution).update(state=State.HIDDEN)
    assert way_of(contribution) == []
