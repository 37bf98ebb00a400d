"""The demonstration: stepping into the cast by a click, and reading the e-mails; on any other instance, nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth import get_user
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from django.utils import translation

from parvis.core.people import actions
from parvis.core.people.adapter import Adapter
from parvis.core.people.demonstration import LEADS
from parvis.core.people.models import Person
from parvis.core.rules.verdict import Refused

KEPT_AS_THEY_ARE = [
    ("/compte/", {"public_name": "Someone else", "language": "en"}),
    ("/compte/adresse/", {"email": "mine@elsewhere.test", "action_add": ""}),
    ("/compte/mot-de-passe/choisir/", {"password1": "a pass word of mine", "password2": "a pass word of mine"}),
    ("/compte/mot-de-passe/", {"oldpassword": "x", "password1": "a pass word of mine", "password2": "a pass word of mine"}),
    ("/compte/cles/ajouter/", {"name": "mine", "credential": "{}"}),
    ("/compte/effacer/", {"sure": "on"}),
]
PAGES = ["/demonstration/", "/demonstration/courriels/", "/demonstration/courriels/x.log/0/"]


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    """Give the folder of e-mails of a demonstration."""
    settings.PARVIS_DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "emails"
    return tmp_path / "emails"


def send(*subjects: str, body: str = "Bonjour,\n\nVotre code : BCDF-GHJK") -> None:
    get_connection().send_messages([EmailMessage(subject, body, "parvis@town.example", ["ada@town.example"]) for subject in subjects])


@pytest.mark.parametrize("address", PAGES)
def test_elsewhere_these_pages_do_not_exist(client: Client, town: Any, settings: Any, address: str) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert client.get(address).status_code == 404
    assert client.post("/demonstration/", {"personne": str(town.ada.ref)}).status_code == 404
    assert get_user(client).is_anonymous  # type: ignore[arg-type]


def test_a_click_steps_into_somebody(client: Client, town: Any, demo: Path) -> None:
    html = client.get("/demonstration/").content.decode()
    for name in ("Ada", "Bao", "Chloé", "Driss", "Fanny", "Émile"):
        assert name in html
    response = client.post("/demonstration/", {"personne": str(town.ada.ref), "next": "/registre/"})
    assert response["Location"] == "/registre/"
    assert get_user(client) == town.ada  # type: ignore[arg-type]


def test_one_steps_into_nobody_real(client: Client, town: Any, demo: Path) -> None:
    real = Person.objects.create(email="maire@mairie.fr", public_name="The real mayor")
    assert "The real mayor" not in client.get("/demonstration/").content.decode()
    assert client.post("/demonstration/", {"personne": str(real.ref)}).status_code == 403
    assert get_user(client).is_anonymous  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["", "ada", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_person(client: Client, town: Any, demo: Path, given: str) -> None:
    assert client.post("/demonstration/", {"personne": given}).status_code == 404


def test_a_get_changes_nothing(client: Client, town: Any, demo: Path) -> None:
    client.get("/demonstration/", {"personne": str(town.ada.ref)})
    assert get_user(client).is_anonymous  # type: ignore[arg-type]


def test_the_leading_parts_come_first_whatever_their_names(client: Client, town: Any, demo: Path) -> None:
    Person.objects.filter(public_name="Ada").delete()
    actions.open_account(Person(), email="aaron@town.example", public_name="Aaron", in_cast=True)
    actions.open_account(Person(), email="ada@town.example", public_name="Ada", in_cast=True)
    leads, others = BeautifulSoup(client.get("/demonstration/").content, "html.parser").select(".ui-cast")
    assert [button.text.strip() for button in leads.select("button")][:3] == ["Être Ada", "Être Bao", "Être Chloé"]
    assert len(leads.select("button")) == len(LEADS)
    assert "Être Aaron" in others.text


def test_the_cast_costs_the_same_however_many_they_are(client: Client, town: Any, demo: Path, django_assert_max_num_queries: Any) -> None:
    client.get("/demonstration/")
    with django_assert_max_num_queries(4):
        client.get("/demonstration/")


def test_the_letters_of_the_folder(client: Client, db: None, demo: Path) -> None:
    assert client.get("/demonstration/courriels/").status_code == 200
    send("Première", "Deuxième")
    html = client.get("/demonstration/courriels/").content.decode()
    assert html.index("Deuxième") < html.index("Première")
    assert "ada@town.example" in html
    file = next(demo.glob("*.log")).name
    shown = client.get(f"/demonstration/courriels/{file}/1/").content.decode()
    assert "Deuxième" in shown
    assert "BCDF-GHJK" in shown
    assert client.get(f"/demonstration/courriels/{file}/2/").status_code == 404


def test_a_letter_is_shown_as_text(client: Client, db: None, demo: Path) -> None:
    send("<script>alert(1)</script>", body="<img src=x onerror=alert(1)> http://testserver/compte/ javascript:alert(1)")
    file = next(demo.glob("*.log")).name
    html = client.get(f"/demonstration/courriels/{file}/0/").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="http://testserver/compte/"' in html
    assert 'href="javascript:' not in html


@pytest.mark.parametrize("name", ["..", "../parvis.sqlite3", "%2e%2e%2fsecret-key", "secret-key"])
def test_no_other_file_is_read(client: Client, db: None, demo: Path, name: str) -> None:
    demo.mkdir()
    (demo / "secret-key").write_text("hidden")
    (demo.parent / "secret-key").write_text("hidden")
    assert client.get(f"/demonstration/courriels/{name}/0/").status_code == 404


def test_without_a_folder_there_are_no_letters(client: Client, db: None, settings: Any) -> None:
    settings.PARVIS_DEMO = True
    assert client.get("/demonstration/").status_code == 200
    assert client.get("/demonstration/courriels/").status_code == 404


@pytest.mark.parametrize(("address", "given"), KEPT_AS_THEY_ARE)
def test_a_visitor_changes_nothing_of_the_cast(client: Client, town: Any, demo: Path, address: str, given: dict[str, str]) -> None:
    client.post("/demonstration/", {"personne": str(town.ada.ref)})
    before = Person.objects.filter(pk=town.ada.pk).values().get()
    answer = client.post(address, given, headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "demonstration" in answer.content.decode()
    assert Person.objects.filter(pk=town.ada.pk).values().get() == before
    assert not Authenticator.objects.exists()
    assert not EmailAddress.objects.filter(email="mine@elsewhere.test").exists()


def test_the_account_of_the_cast_says_why_it_stays(client: Client, town: Any, demo: Path) -> None:
    client.post("/demonstration/", {"personne": str(town.ada.ref)})
    html = client.get("/compte/", headers={"accept-language": "en"}).content.decode()
    assert "shared by all its visitors" in html
    assert "public_name" not in html
    client.post("/langue/", {"langue": "en"})
    town.ada.refresh_from_db()
    assert town.ada.language == ""


def test_a_forgotten_password_sets_none_for_the_cast(client: Client, town: Any, demo: Path) -> None:
    with pytest.raises(Refused, match="shared by all"):
        Adapter().set_password(town.ada, "a pass word of mine")
    assert not Person.objects.get(pk=town.ada.pk).has_usable_password()


def test_who_opens_an_account_is_nobody_to_step_into(client: Client, town: Any, demo: Path) -> None:
    """Whatever her address: nobody's name appears in the list of the cast because she typed it."""
    client.post("/compte/ouvrir/", {"email": "noa@town.example", "public_name": "Noa the visitor"})
    noa = Person.objects.get(email="noa@town.example")
    assert "Noa the visitor" not in client.get("/demonstration/").content.decode()
    assert Client().post("/demonstration/", {"personne": str(noa.ref)}).status_code == 403
    with translation.override("en"):
        actions.rename(noa, public_name="Noa", by=noa)


def test_elsewhere_the_same_people_change_their_accounts(client: Client, town: Any) -> None:
    client.force_login(town.ada)
    assert client.post("/compte/", {"public_name": "Ada L.", "language": "en"}).status_code == 302
    town.ada.refresh_from_db()
    assert (town.ada.public_name, town.ada.language) == ("Ada L.", "en")
