"""The office: from a blueprint to a published process, and what each role meets at its door."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.core.processes import actions
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import Act
from parvis.features.consultation.models import Contribution
from parvis.portal import waiting_room
from parvis.portal.blueprints import BLUEPRINTS
from parvis.portal.forms import free_slug
from tests import town as towns

ENGLISH = {"accept-language": "en"}
ANSWERS = {
    "title": "The market square",
    "question": "What should the square be for?",
    "commitment": "The council will follow the vote.",
    "convenor": "Fanny, deputy mayor",
}


@pytest.fixture
def chloe(town: Any, client: Client) -> Client:
    client.force_login(town.chloe)
    return client


def answers(town: Any, **changed: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return ANSWERS | {"blueprint": "vote", "space": town.space.pk, "opens_on": (today + timedelta(days=1)).isoformat()} | changed


@pytest.mark.parametrize("blueprint", BLUEPRINTS, ids=lambda blueprint: blueprint.slug)
def test_every_blueprint_becomes_a_process_that_can_be_published(town: Any, chloe: Client, blueprint: Any) -> None:
    response = chloe.post(reverse("portal:office_new"), answers(town, blueprint=blueprint.slug))
    process = Process.objects.get()
    assert response.headers["Location"] == reverse("portal:office_process", args=[process.slug])
    assert process.state == Process.State.DRAFT
    phases = list(process.phases.order_by("position"))
    assert [phase.kind for phase in phases] == [stretch.kind for stretch in blueprint.stretches]
    assert all(earlier.closes_at == later.opens_at for earlier, later in pairwise(phases))
    chloe.post(reverse("portal:office_publish", args=[process.slug]))
    process.refresh_from_db()
    assert process.state == Process.State.RUNNING


def test_a_draft_is_not_public_before_it_is_published(town: Any, chloe: Client) -> None:
    chloe.post(reverse("portal:office_new"), answers(town))
    process = Process.objects.get()
    assert Client().get(process.get_absolute_url()).status_code == 404
    assert "square" not in Client().get(reverse("portal:processes")).content.decode()
    chloe.post(reverse("portal:office_publish", args=[process.slug]))
    assert Client().get(process.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "required"),
        ("opens_on", "2020-01-01", "Expected today or a later day"),
        ("blueprint", "dictatorship", "Select a valid choice"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_made(town: Any, chloe: Client, field: str, value: str, said: str) -> None:
    response = chloe.post(reverse("portal:office_new"), answers(town, **{field: value}), headers=ENGLISH)
    assert said in response.content.decode()
    assert "What should the square be for?" in response.content.decode()
    assert not Process.objects.exists()


def test_a_process_is_published_opened_and_told_to_people_in_one_go(town: Any, chloe: Client) -> None:
    given = answers(town, opens_on=timezone.localdate().isoformat(), then="publish", invited="lea@town.example, Karim <karim@town.example>")
    page = chloe.post(reverse("portal:office_new"), given, follow=True, headers=ENGLISH).content.decode()
    process = Process.objects.get()
    assert process.state == Process.State.RUNNING
    assert process.phases.get(position=1).state == Phase.State.OPEN
    assert "2 people are invited" in page
    assert [message.to for message in mail.outbox] == [["lea@town.example"], ["karim@town.example"]]
    said = mail.outbox[0].body
    assert "What should the square be for?" in said
    assert process.get_absolute_url() in said
    assert "The council will follow the vote." in said
    assert "<script" not in mail.outbox[0].alternatives[0][0]


def test_the_answers_are_proposed_by_the_blueprint_and_by_the_latest_process(town: Any, chloe: Client) -> None:
    chloe.post(reverse("portal:office_new"), answers(town))
    form = chloe.get(f"{reverse('portal:office_new')}?modele=ideas").context["form"]
    assert form.initial["blueprint"] == "ideas"
    assert form.initial["convenor"] == ANSWERS["convenor"]
    assert "answered" in str(form.initial["commitment"]) or "réponse" in str(form.initial["commitment"])


def test_nobody_is_invited_to_a_draft_and_the_page_says_so(town: Any, chloe: Client) -> None:
    page = chloe.post(reverse("portal:office_new"), answers(town, invited="lea@town.example"), follow=True, headers=ENGLISH)
    assert "Nobody was invited" in page.content.decode()
    assert not mail.outbox
    slug = Process.objects.get().slug
    assert chloe.get(reverse("portal:office_invite", args=[slug])).status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [("lea@town", "these are not: lea@town"), ("Léa", "found none"), (" ".join(f"a{n}@town.example" for n in range(201)), "At most 200")],
)
def test_a_wrong_address_is_named_and_nobody_is_written_to(town: Any, chloe: Client, process: Process, typed: str, said: str) -> None:
    page = reverse("portal:office_invite", args=[process.slug])
    response = chloe.post(page, {"invited": f"ok@town.example {typed}" if "@" in typed else typed, "words": "Come."}, headers=ENGLISH)
    assert said in response.content.decode()
    assert not mail.outbox


def test_a_mail_server_that_refuses_is_told_and_the_form_is_kept(town: Any, chloe: Client, process: Process, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = reverse("portal:office_invite", args=[process.slug])
    response = chloe.post(page, {"invited": "lea@town.example", "words": "Come.", "sure": "on"}, headers=ENGLISH)
    assert "nobody was written to" in response.content.decode()
    assert "lea@town.example" in response.content.decode()


def test_two_processes_with_one_title_have_two_addresses(town: Any, chloe: Client) -> None:
    chloe.post(reverse("portal:office_new"), answers(town))
    assert free_slug("The market square") == "the-market-square-2"


@pytest.fixture
def process(town: Any) -> Process:
    plans = [actions.Plan(kind="gathering", title="Contributions"), actions.Plan(kind="vote", title="Vote", mechanism="approval")]
    return towns.process(town, *plans)


def test_a_phase_is_opened_then_closed_after_a_question(town: Any, chloe: Client, process: Process) -> None:
    chloe.post(reverse("portal:office_move", args=[process.slug, 1, "ouvrir"]))
    assert process.phases.get(position=1).state == Phase.State.OPEN
    close = reverse("portal:office_close", args=[process.slug, 1])
    assert "Contributions" in chloe.get(close).content.decode()
    chloe.post(close)
    assert process.phases.get(position=1).state == Phase.State.CLOSED


def test_a_phase_that_is_not_ready_says_why(town: Any, chloe: Client, process: Process) -> None:
    response = chloe.post(reverse("portal:office_move", args=[process.slug, 2, "ouvrir"]), headers=ENGLISH)
    assert response.status_code == 403
    assert "A vote has from 2 to 200 options" in response.content.decode()


def test_a_phase_is_changed_with_its_settings(town: Any, chloe: Client, process: Process) -> None:
    page = reverse("portal:office_phase", args=[process.slug, 2])
    given = {
        "title": "Ballot",
        "description": "",
        "mechanism": "majority-judgment",
        "set_quorum": "30",
        "set_blank": "on",
        "set_grades": "five",
    }
    response = chloe.post(page, given | {"set_electorate": "members", "set_majority": "none", "set_seats": "1"})
    assert response.status_code == 302, response.context["form"].errors
    phase = process.phases.get(position=2)
    assert (phase.title, phase.mechanism, phase.typed_settings().quorum, phase.typed_settings().grades) == (
        "Ballot",
        "majority-judgment",
        30,
        "five",
    )


def test_a_setting_out_of_bounds_is_told(town: Any, chloe: Client, process: Process) -> None:
    page = reverse("portal:office_phase", args=[process.slug, 2])
    response = chloe.post(page, {"title": "Ballot", "mechanism": "approval", "set_quorum": "130"})
    assert response.status_code == 200
    assert "set_quorum" in response.context["form"].errors


def test_a_phase_is_added_at_the_end(town: Any, chloe: Client, process: Process) -> None:
    chloe.post(reverse("portal:office_add_phase", args=[process.slug]), {"kind": "follow_up", "title": "Follow-up"})
    assert process.phases.order_by("position").last().kind == "follow_up"


def test_the_presentation_is_changed_by_one_act(town: Any, chloe: Client, process: Process) -> None:
    page = reverse("portal:office_edit", args=[process.slug])
    form = chloe.get(page).context["form"]
    before = Act.objects.count()
    given = {name: form.initial.get(name) or "" for name in form.fields} | {"purpose": "To decide together."}
    assert chloe.post(page, given).status_code == 302
    process.refresh_from_db()
    assert process.purpose == "To decide together."
    assert Act.objects.count() == before + 1


def test_the_office_lists_what_waits(town: Any, chloe: Client, process: Process) -> None:
    towns.open_phase(town, process.phases.get(position=1), days=2)
    page = chloe.get(reverse("portal:office"), headers=ENGLISH).content.decode()
    assert "in 2 days" in page or "tomorrow" in page
    assert process.title in page


TABLE = "titre;texte;auteur\nUn banc;Devant la poste.;Josette\n;Sans titre.;Paul\nUne fontaine;Au milieu de la place.;Lise\n"


def brought(process: Process, content: str = TABLE, name: str = "idees.csv") -> dict[str, Any]:
    return {"phase": process.phases.get(position=1).pk, "source": "Boîte à idées", "file": SimpleUploadedFile(name, content.encode())}


def test_an_import_is_looked_at_then_confirmed(town: Any, chloe: Client, process: Process) -> None:
    towns.open_phase(town, process.phases.get(position=1))
    page = reverse("portal:office_import", args=[process.slug])
    preview = chloe.post(page, brought(process))
    assert not Contribution.objects.exists()
    assert "Look before" in chloe.post(page, brought(process), headers=ENGLISH).content.decode()
    chloe.post(page, preview.context["given"])
    assert sorted(Contribution.objects.values_list("title", flat=True)) == ["Un banc", "Une fontaine"]
    again = chloe.post(page, brought(process))
    assert again.context["counts"] == ["0 ligne reprise", "2 lignes déjà là", "1 ligne écartée"]
    assert "Ce fichier n’apporte rien de nouveau" in again.content.decode()


def test_kinds_and_channels_are_named_as_the_page_names_them(town: Any, chloe: Client, process: Process) -> None:
    towns.open_phase(town, process.phases.get(position=1))
    page = reverse("portal:office_import", args=[process.slug])
    table = "titre;texte;genre;canal\nUn banc;Ici;Idée;sur papier\nUn abri;Là;problème;en réunion\nAutre;Là;chose;en ligne\n"
    preview = chloe.post(page, brought(process, table))
    assert preview.context["counts"] == ["2 lignes reprises", "0 ligne déjà là", "1 ligne écartée"]
    assert "idée, problème, avis, question, proposition, expertise" in preview.content.decode()
    chloe.post(page, preview.context["given"])
    assert set(Contribution.objects.values_list("kind", "channel")) == {("idea", "paper"), ("problem", "meeting")}


def test_a_file_that_is_no_table_is_refused_with_a_sentence(town: Any, chloe: Client, process: Process) -> None:
    towns.open_phase(town, process.phases.get(position=1))
    page = reverse("portal:office_import", args=[process.slug])
    response = chloe.post(page, brought(process, "nothing\nuseful", "x.csv"), headers=ENGLISH)
    assert "Expected the names of the columns" in response.content.decode()


def test_a_waiting_file_comes_back_once_and_to_its_owner_only(town: Any) -> None:
    token = waiting_room.keep(b"secret", by=town.chloe)
    assert waiting_room.take(token, by=town.fanny) is None
    assert waiting_room.take("../../secret-key", by=town.chloe) is None
    assert waiting_room.take(token, by=town.chloe) == b"secret"
    assert waiting_room.take(token, by=town.chloe) is None


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("bao", 403), ("driss", 403), ("emile", 403), ("chloe", 200), ("fanny", 200)])
def test_the_office_is_for_those_who_run_processes(town: Any, client: Client, who: str, status: int) -> None:
    client.force_login(getattr(town, who))
    assert client.get(reverse("portal:office")).status_code == status


@pytest.mark.parametrize(("language", "name"), [("fr", "Jugement majoritaire"), ("en", "Majority judgment")])
def test_methods_are_named_in_the_language_of_the_reader(town: Any, chloe: Client, language: str, name: str) -> None:
    chloe.post(reverse("portal:office_new"), answers(town, blueprint="vote"))
    process = Process.objects.get()
    vote = process.phases.get(kind="vote")
    headers = {"accept-language": language}
    assert f"<span>{name}</span>" in chloe.get(reverse("portal:office_process", args=[process.slug]), headers=headers).content.decode()
    form = chloe.get(reverse("portal:office_phase", args=[process.slug, vote.position]), headers=headers).content.decode()
    assert name in form
    assert "irv" not in form  # a ballot that this room cannot print is not offered
