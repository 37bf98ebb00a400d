"""The demonstration, loaded as an instance loads it: what it says is what its files say, and the rules held on every day of it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from parvis.core.decisions.models import Answer, Decision, Evidence, Feedback, Milestone, Move, Promise, Reply
from parvis.core.decisions.queries import count_unanswered, verdicts
from parvis.core.discussion.models import Argument, Question, Source, Support
from parvis.core.notices.models import Notice
from parvis.core.people.models import Person, Pseudonym
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import Act, State, Thing
from parvis.core.spaces.models import Mandate, Membership, Role, Space
from parvis.core.spaces.standing import standing
from parvis.demo.load import CONTENT, content, load
from parvis.features.ballots.models import Ballot, Eligibility, Participation, ResultFile
from parvis.features.consultation.models import Contribution, Option
from parvis.mechanisms.result_file import read, recount
from tests.instance import PARVIS, ROOT, running_demo
from tests.test_architecture import PACKAGE, writes

pytestmark = pytest.mark.xdist_group("demonstration")
TOWN = content("town")
STORIES = {(story := content(path.stem))["process"]["slug"]: story for path in sorted(CONTENT.glob("process-*.toml"))}
VELO, PLACE, CANTINE = "plan-velo", "place-du-marche", "cantine-bio"
ARCHIVE = "presidentielle-2002-par-approbation"


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this module one transaction for all its tests, undone at the end: they only look, and acts refuse to be deleted."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demonstration(db: None) -> int:
    """Load once for this module."""
    return load()


@pytest.fixture
def told(demonstration: int) -> Counter[tuple[str, str]]:
    """Count the acts of each process by kind."""
    slugs = dict(Process.objects.values_list("ref", "slug"))
    return Counter((slugs.get(process, ""), kind) for process, kind in Act.objects.values_list("process", "kind"))


def rows(slug: str, *names: str) -> list[dict[str, Any]]:
    return [row for name in names for row in STORIES[slug].get(name, [])]


def test_everybody_has_a_place(demonstration: int) -> None:
    for row in TOWN["people"]:
        person = Person.objects.get(email=row["email"])
        assert (person.public_name, person.language) == (row["public_name"], "fr")
        assert standing(person, Space.objects.get(slug="saint-aubin-sur-erdre")) == row["role"]
        assert person.joined_at < timezone.now() - timedelta(days=262)
    assert Space.objects.count() == len(TOWN["spaces"]) + 1
    assert Mandate.objects.count() == sum(len(body["mandates"]) for body in TOWN["bodies"])


def test_whoever_runs_the_server_rules_nowhere_but_in_the_archives(demonstration: int) -> None:
    held = Membership.objects.current().filter(person__is_operator=True)
    assert list(held.values_list("space__slug", "role")) == [("archives", Role.OFFICER)]
    assert not Person.objects.filter(is_operator=True, email__endswith=".example").exists()


@pytest.mark.parametrize(
    ("slug", "states"),
    [
        (VELO, "open planned planned planned planned"),
        (PLACE, "closed closed open planned planned"),
        (CANTINE, "closed closed closed closed open"),
        (ARCHIVE, "closed"),
    ],
)
def test_each_process_stands_at_its_moment(demonstration: int, slug: str, states: str) -> None:
    process = Process.objects.get(slug=slug)
    assert list(process.phases.order_by("position").values_list("state", flat=True)) == states.split()
    assert process.state == (Process.State.CLOSED if slug == ARCHIVE else Process.State.RUNNING)


@pytest.mark.parametrize("slug", STORIES)
def test_there_is_one_act_for_each_action(told: Counter[tuple[str, str]], slug: str) -> None:
    story = STORIES[slug]
    set_aside = sum(row["on"] not in {to for answer in rows(slug, "answers") for to in answer["to"]} for row in rows(slug, "set_aside"))
    over = [sum(phase[name] < 0 for phase in story["phases"]) for name in ("opens", "closes")]
    voted = slug == CANTINE
    assert {kind: times for (process, kind), times in told.items() if process == slug} == {
        kind: times
        for kind, times in {
            "démarche.ouverte": 1,
            "phase.ouverte": over[0],
            "phase.close": over[1],
            "contribution.publiée": len(story["contributions"]),
            "contribution.modifiée": len(rows(slug, "edits")),
            "contribution.retirée": len(rows(slug, "withdrawals")),
            "contribution.masquée": len(rows(slug, "moderations")),
            "soutien.donné": sum(len(row.get("supports", [])) for row in rows(slug, "contributions", "arguments")),
            "argument.publié": len(story["arguments"]),
            "source.citée": sum(len(row.get("sources", [])) for row in story["arguments"]),
            "question.posée": len(rows(slug, "questions")),
            "question.répondue": sum("answer" in row for row in rows(slug, "questions")),
            "option.formulée": len(rows(slug, "options")),
            "vote.préparé": int("vote" in story),
            "vote.émargement": voted,
            "vote.dépouillement": voted,
            "décision.prise": int("decision" in story),
            "réponse.donnée": len(rows(slug, "answers")) + set_aside,
            "promesse.faite": len(rows(slug, "promises")),
            "promesse.suivie": len(rows(slug, "updates")),
            "étape.prévue": len(rows(slug, "milestones")),
            "étape.franchie": sum("done" in row for row in rows(slug, "milestones")),
            "preuve.versée": len(rows(slug, "evidence")),
            "avis.donné": len(rows(slug, "testimonies")),
        }.items()
        if times
    }


def test_acts_follow_one_another_on_past_days(demonstration: int) -> None:
    moments = list(Act.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] < timezone.now()
    for act, closes in Act.objects.filter(kind="contribution.publiée").values_list("at", "object"):
        phase = Contribution.objects.select_related("phase").get(ref=closes).phase
        assert phase.opens_at <= act <= phase.closes_at
    published = Thing.objects.filter(kind="contribution").order_by("published_at").values_list("published_at", flat=True)
    assert max(published) < timezone.now() - timedelta(hours=5)


@pytest.mark.parametrize("slug", STORIES)
def test_what_was_written_is_there(demonstration: int, slug: str) -> None:
    process = Process.objects.get(slug=slug)
    written = {row["title"] for row in STORIES[slug]["contributions"]}
    assert set(Contribution.objects.filter(phase__process=process).values_list("title", flat=True)) == written
    assert [option.title for option in Option.objects.filter(phase__process=process)] == [row["title"] for row in rows(slug, "options")]
    assert STORIES[slug]["process"]["summary"].strip() in process.purpose
    here = Thing.objects.filter(process=process.ref)
    for model, number in ((Argument, len(rows(slug, "arguments"))), (Question, len(rows(slug, "questions")))):
        assert model._default_manager.filter(ref__in=here.values("ref")).count() == number
    given = sum(len(row.get("supports", [])) for row in rows(slug, "contributions", "arguments"))
    assert Support.objects.filter(ref__in=here.values("ref")).count() == given
    arguments = Argument.objects.filter(ref__in=here.values("ref")).values("ref")
    assert Source.objects.filter(on__in=arguments).count() == sum(len(row.get("sources", [])) for row in rows(slug, "arguments"))


def test_one_was_changed_one_withdrawn_one_hidden(demonstration: int) -> None:
    changed, gone, hidden = (STORIES[VELO][name][0]["on"] for name in ("edits", "withdrawals", "moderations"))
    titles = {row["slug"]: row["title"] for row in STORIES[VELO]["contributions"]}
    assert Contribution.objects.get(title=titles[changed]).versions.count() == 1
    assert Contribution.objects.get(title=titles[changed]).text == STORIES[VELO]["edits"][0]["text"].strip()
    assert Contribution.objects.get(title=titles[gone]).state == State.WITHDRAWN
    assert Contribution.objects.get(title=titles[hidden]).hidden_because == STORIES[VELO]["moderations"][0]["reason"]


def test_everybody_is_answered_where_it_is_decided(demonstration: int) -> None:
    process = Process.objects.get(slug=CANTINE)
    assert count_unanswered(process) == 0
    assert Reply.objects.filter(answer__process=process, replaced=False).count() == len(STORIES[CANTINE]["contributions"])
    assert verdicts(process) == Counter(row["verdict"] for row in STORIES[CANTINE]["answers"] for _to in row["to"])
    assert set(Answer.objects.filter(process=process).values_list("decision__process__slug", flat=True)) == {CANTINE}
    assert count_unanswered(Process.objects.get(slug=PLACE)) == len(STORIES[PLACE]["contributions"]) - 1


def test_promises_stand_where_the_files_say(demonstration: int) -> None:
    promises = {promise.text: promise for promise in Promise.objects.all()}
    for row in STORIES[CANTINE]["promises"]:
        promise = promises.pop(row["title"])
        assert (promise.status, promise.budget_cents) == (row["status"], row.get("budget_cents"))
        assert promise.spent_cents == row.get("spent_cents")
        assert promise.shown == ("late" if row["status"] == "under_way" and row["due"] < 0 else row["status"])
    assert not promises
    assert Milestone.objects.filter(reached_on__isnull=False).count() == sum("done" in row for row in STORIES[CANTINE]["milestones"])
    counted = [model._default_manager.count() for model in (Move, Evidence, Feedback)]
    assert counted == [len(STORIES[CANTINE][name]) for name in ("updates", "evidence", "testimonies")]


def test_the_decision_weighs_the_options_of_the_vote(demonstration: int) -> None:
    decision = Decision.objects.get()
    put = Phase.objects.get(process__slug=CANTINE, kind="vote").vote.titles
    assert [str(weighed.ref) for weighed in decision.options.all()] == list(put)
    assert decision.body is not None
    assert decision.body.name == "Conseil municipal"


def test_the_vote_under_way_tells_nothing(demonstration: int) -> None:
    phase = Phase.objects.get(process__slug=PLACE, kind="vote")
    assert phase.is_open
    assert Participation.objects.filter(phase=phase).count() == Ballot.objects.filter(phase=phase).count() == len(STORIES[PLACE]["ballots"])
    assert not Participation.objects.filter(
        phase=phase, person__email__in=[f"{who}@saint-aubin.example" for who in ("ada", "bao")]
    ).exists()
    assert Eligibility.objects.filter(phase=phase, person__email="bao@saint-aubin.example").exists()
    assert not Act.objects.filter(object=phase.ref, kind__in=["vote.émargement", "vote.dépouillement"]).exists()
    assert not ResultFile.objects.filter(vote__phase=phase).exists()


@pytest.mark.parametrize(("slug", "approvals"), [(CANTINE, [17, 16, 10, 6, 7]), (ARCHIVE, [198, 465, 112, 867, 945, 378, 492, 202])])
def test_closed_votes_can_be_counted_again(demonstration: int, slug: str, approvals: list[int]) -> None:
    file = read(ResultFile.objects.get(vote__phase__process__slug=slug).content.encode())
    comparison = recount(file)
    assert comparison.equal, comparison.differences
    counted: Any = comparison.result.tables["approvals"]
    assert [counted[option["ref"]] for option in json.loads(json.dumps(file["options"]))][: len(approvals)] == approvals


def test_the_ballots_of_2002_are_real_and_say_where_they_come_from(demonstration: int) -> None:
    process = Process.objects.get(slug=ARCHIVE)
    vote = process.phases.get().vote
    assert (vote.counted, vote.eligible, Ballot.objects.filter(phase=vote.phase, choice__isnull=True).count()) == (2597, None, 43)
    assert process.phases.get().opens_at.year == 2002
    for said in (process.purpose, vote.about["citation"]):
        assert "A Live Experiment on Approval Voting" in said
        assert "Laslier" in said
    assert Act.objects.filter(process=process.ref, kind="vote.option").count() == 16


def test_people_have_heard_and_read_and_little_waits_to_be_sent(demonstration: int) -> None:
    heard = Notice.objects.select_related("act")
    assert heard.filter(read_at__isnull=False).count() > 100
    assert all(notice.act.at <= notice.made_at < timezone.now() for notice in heard)
    assert heard.filter(to_mail=True).exists()
    # What came since they last read, on the evening of the eighth day before.
    assert not heard.filter(to_mail=True, act__at__lt=timezone.now() - timedelta(days=8)).exists()
    people = dict(Pseudonym.objects.values_list("uuid", "person"))
    assert not [notice for notice in heard if people.get(notice.act.actor) == notice.person_id]
    contributors = Person.objects.filter(
        pseudonyms__uuid__in=Thing.objects.filter(calls_for_answer=True, process=of(CANTINE)).values("author")
    )
    told = set(heard.filter(act__kind="réponse.donnée", mine=True).values_list("person", flat=True))
    assert set(contributors.values_list("pk", flat=True)) <= told


def of(slug: str) -> UUID:
    return Process.objects.get(slug=slug).ref


def test_loading_again_changes_nothing(demonstration: int) -> None:
    assert demonstration > 900
    before = Act.objects.count(), Thing.objects.count(), Person.objects.count()
    assert load() == 0
    assert (Act.objects.count(), Thing.objects.count(), Person.objects.count()) == before


def test_no_thing_lost_its_thread(demonstration: int) -> None:
    assert not Act.objects.filter(previous__isnull=False).exclude(previous__in=Act.objects.values("uuid")).exists()
    first_acts = Act.objects.filter(previous=None).values("object").annotate(times=Count("pk")).filter(times__gt=1)
    assert not first_acts.exists()
    assert Thing.objects.filter(last_act=None).count() == 0
    supported = dict(Support.objects.values_list("ref").annotate(times=Count("pk")))
    assert all(each.supports == supported.get(each.ref, 0) for each in Contribution.objects.all())


@pytest.mark.parametrize("path", sorted((PACKAGE / "demo").glob("*.py")), ids=lambda path: path.name)
def test_only_actions_write(path: Path) -> None:
    assert writes(path) == []


def test_the_command_loads_once_and_the_site_answers() -> None:
    with running_demo() as demo:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        again = subprocess.run([*PARVIS, "demo"], cwd=ROOT, env=demo.environ, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert (again.returncode, again.stderr) == (0, "")
        assert "there already" in again.stdout
        assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 2


def test_a_real_instance_refuses_the_demonstration(tmp_path: Path) -> None:
    environ = os.environ | {"PARVIS_DATA": str(tmp_path), "PARVIS_DEMO": "0"}
    refused = subprocess.run([*PARVIS, "demo"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "PARVIS_DEMO=1" in refused.stderr
    assert not (tmp_path / "parvis.sqlite3").exists()
