"""Opening an account, signing in and out: with a code, with a password, and without telling who has an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from parvis.core.people.models import Person

LOGIN, SIGNUP = "/compte/entrer/", "/compte/ouvrir/"
Code = Callable[[], str]


def who(client: Client) -> Person | None:
    """Give who is signed in in this browser."""
    person = get_user(client)  # type: ignore[arg-type]
    return person if isinstance(person, Person) else None


def sign_up(client: Client, email: str = "new@town.example", name: str = "Zoé", **more: str) -> Any:
    return client.post(SIGNUP, {"email": email, "public_name": name, **more})


class TestOpening:
    def test_an_account_is_opened_with_a_code(self, client: Client, db: None, code: Code, mailoutbox: list[Any]) -> None:
        response = sign_up(client, "New@Town.example")
        assert response["Location"] == "/compte/adresse/code/"
        assert who(client) is None
        assert [mail.to for mail in mailoutbox] == [["new@town.example"]]
        response = client.post("/compte/adresse/code/", {"code": code().lower().replace("-", " ")})
        assert response["Location"] == settings.LOGIN_REDIRECT_URL
        person = who(client)
        assert person is not None
        assert (person.email, person.public_name, person.language, person.has_usable_password()) == ("new@town.example", "Zoé", "fr", False)

    def test_one_goes_on_where_one_came_from(self, client: Client, db: None, code: Code) -> None:
        response = sign_up(client, next="/demarches/")
        response = client.post(response["Location"], {"code": code(), "next": "/demarches/"})
        assert response["Location"] == "/demarches/"

    @pytest.mark.parametrize("name", ["", "   ", "x" * 61])
    def test_a_name_is_needed(self, client: Client, db: None, name: str) -> None:
        assert sign_up(client, name=name).status_code == 200
        assert not Person.objects.exists()

    def test_three_wrong_codes_close_the_door(self, client: Client, db: None, code: Code) -> None:
        sign_up(client)
        right = code()
        for _attempt in range(3):
            response = client.post("/compte/adresse/code/", {"code": "BBBB-BBBB"})
        assert response["Location"] == LOGIN
        client.post("/compte/adresse/code/", {"code": right})
        assert who(client) is None

    def test_another_code_can_be_asked_for(self, client: Client, db: None, code: Code, mailoutbox: list[Any]) -> None:
        sign_up(client)
        first = code()
        client.post("/compte/adresse/code/", {"action": "resend"})
        if len(mailoutbox) == 1:  # one letter in ten seconds at most
            assert code() == first
        client.post("/compte/adresse/code/", {"code": code()})
        assert who(client) is not None


class TestEntering:
    def test_with_a_code(self, client: Client, town: Any, code: Code, mailoutbox: list[Any]) -> None:
        response = client.post(LOGIN, {"login": "ADA@town.example"})
        assert response["Location"] == "/compte/entrer/code/"
        assert mailoutbox[0].to == ["ada@town.example"]
        assert code() in mailoutbox[0].subject
        response = client.post("/compte/entrer/code/", {"code": code()})
        assert response["Location"] == settings.LOGIN_REDIRECT_URL
        assert who(client) == town.ada

    def test_a_wrong_code_does_not_enter(self, client: Client, town: Any, code: Code) -> None:
        client.post(LOGIN, {"login": "ada@town.example"})
        response = client.post("/compte/entrer/code/", {"code": "BBBB-BBBB"}, headers={"accept-language": "en"})
        assert "This is not the code" in response.content.decode()
        assert who(client) is None

    def test_the_code_of_one_opens_no_other_browser(self, town: Any, code: Code) -> None:
        mine, other = Client(), Client()
        mine.post(LOGIN, {"login": "ada@town.example"})
        other.post(LOGIN, {"login": "bao@town.example"})
        mine.post("/compte/entrer/code/", {"code": code()})
        assert who(mine) is None

    def test_with_a_password(self, client: Client, town: Any) -> None:
        town.ada.set_password("un banc sous un tilleul")
        town.ada.save()
        assert client.post(LOGIN, {"login": "ada@town.example", "password": "un banc sous un chêne"}).status_code == 200
        assert who(client) is None
        client.post(LOGIN, {"login": "ada@town.example", "password": "un banc sous un tilleul"})
        # The address was never proved with a code: it is asked for once.
        assert client.get("/compte/adresse/code/").status_code == 200

    def test_the_language_of_the_person_is_given_to_the_browser(self, client: Client, town: Any, code: Code) -> None:
        town.ada.language = "en"
        town.ada.save()
        client.post(LOGIN, {"login": "ada@town.example"})
        response = client.post("/compte/entrer/code/", {"code": code()})
        assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
        assert '<html lang="en"' in client.get("/compte/").content.decode()

    def test_an_address_elsewhere_is_not_gone_to(self, client: Client, town: Any, code: Code) -> None:
        client.post(LOGIN, {"login": "ada@town.example", "next": "https://elsewhere.example/"})
        response = client.post("/compte/entrer/code/", {"code": code(), "next": "https://elsewhere.example/"})
        assert response["Location"] == settings.LOGIN_REDIRECT_URL

    def test_somebody_erased_does_not_enter(self, client: Client, town: Any, mailoutbox: list[Any]) -> None:
        from parvis.core.people.actions import erase_account

        erase_account(town.ada, by=town.ada)
        client.post(LOGIN, {"login": "ada@town.example"})
        assert "No account has this address" in mailoutbox[-1].body or "Aucun compte" in mailoutbox[-1].body

    def test_going_out_takes_a_click(self, town: Any, enter: Any) -> None:
        client = enter(town.ada)
        assert client.get("/compte/sortir/").status_code == 200
        assert who(client) == town.ada
        client.post("/compte/sortir/")
        assert who(client) is None


class TestNobodyLearnsWhoHasAnAccount:
    """The same answer, and one letter, whether an account exists or not."""

    @pytest.mark.parametrize("address", [LOGIN, SIGNUP, "/compte/mot-de-passe/oublie/"])
    def test_same_answer(self, town: Any, mailoutbox: list[Any], address: str) -> None:
        answers = []
        for email in ("ada@town.example", "zoe@town.example"):
            client = Client()
            given = {"login": email, "email": email, "public_name": "Zoé"}
            response = client.post(address, given)
            shown = client.get(response["Location"])
            text = shown.content.decode().replace(email, "…")
            answers.append((response.status_code, response["Location"], shown.status_code, without_tokens(text)))
        assert answers[0] == answers[1]
        assert [mail.to for mail in mailoutbox] == [["ada@town.example"], ["zoe@town.example"]]

    def test_the_letters_tell_the_owner_of_the_address(self, client: Client, town: Any, mailoutbox: list[Any]) -> None:
        sign_up(client, "ada@town.example")
        assert "http://testserver/compte/entrer/" in mailoutbox[0].body
        assert Person.objects.get(email="ada@town.example").public_name == "Ada"

    def test_rates_are_limited(self, town: Any) -> None:
        statuses = [Client().post(LOGIN, {"login": "ada@town.example"}).status_code for _ in range(5)]
        assert statuses == [302, 302, 302, 200, 200]

    def test_a_page_says_so_when_there_are_too_many(self, town: Any, client: Client) -> None:
        statuses = [sign_up(client, f"p{number}@town.example").status_code for number in range(21)]
        assert statuses[-1] == 429
        assert "ui-page" in sign_up(client, "again@town.example").content.decode()


def without_tokens(html: str) -> str:
    """Give the page without what differs each time."""
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)


PAGES = [LOGIN, SIGNUP, "/compte/mot-de-passe/oublie/", "/compte/ferme/", "/langue/"]
PAGES_OF_MINE = [
    "/compte/", "/compte/adresse/", "/compte/sortir/", "/compte/mot-de-passe/choisir/", "/compte/cles/", "/compte/cles/ajouter/",
    "/compte/mes-donnees/", "/compte/effacer/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_for_everyone(client: Client, town: Any, address: str, language: str) -> None:
    html = client.get(address, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert "placeholder=" not in html
    assert "style=" not in html


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("address", PAGES_OF_MINE)
def test_pages_of_mine(town: Any, enter: Any, address: str, language: str) -> None:
    html = enter(town.ada).get(address, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert "placeholder=" not in html
    assert "style=" not in html


@pytest.mark.parametrize("address", PAGES_OF_MINE)
def test_pages_of_mine_ask_a_visitor_to_sign_in(client: Client, db: None, address: str) -> None:
    response = client.get(address)
    if address == "/compte/sortir/":
        assert response["Location"] == "/"
    else:
        assert response["Location"].startswith(LOGIN)


def test_changing_the_address_takes_a_code(town: Any, enter: Any, code: Code, mailoutbox: list[Any]) -> None:
    client = enter(town.ada)
    response = client.post("/compte/adresse/", {"email": "benali@town.example", "action_add": "1"})
    assert response["Location"] == "/compte/adresse/code/"
    town.ada.refresh_from_db()
    assert town.ada.email == "ada@town.example"
    response = client.post("/compte/adresse/code/", {"code": code()})
    assert response["Location"] == reverse("people:settings")
    town.ada.refresh_from_db()
    assert town.ada.email == "benali@town.example"


def test_a_password_is_set_then_changed(town: Any, enter: Any) -> None:
    client = enter(town.ada)
    assert client.post("/compte/mot-de-passe/choisir/", {"password1": "court", "password2": "court"}).status_code == 200
    words = "un banc sous un tilleul"
    client.post("/compte/mot-de-passe/choisir/", {"password1": words, "password2": words})
    town.ada.refresh_from_db()
    assert town.ada.check_password(words)
    other = "deux bancs sous un chêne"
    assert client.post("/compte/mot-de-passe/", {"oldpassword": "?", "password1": other, "password2": other}).status_code == 200
    client.post("/compte/mot-de-passe/", {"oldpassword": words, "password1": other, "password2": other})
    town.ada.refresh_from_db()
    assert town.ada.check_password(other)


def test_a_forgotten_password(client: Client, town: Any, code: Code) -> None:
    town.ada.set_password("un banc sous un tilleul")
    town.ada.save()
    response = client.post("/compte/mot-de-passe/oublie/", {"email": "ada@town.example"})
    response = client.post(response["Location"], {"code": code()})
    assert response["Location"] == "/compte/mot-de-passe/oublie/nouveau/"
    words = "deux bancs sous un chêne"
    response = client.post(response["Location"], {"password1": words, "password2": words})
    assert client.get(response["Location"]).status_code == 200
    town.ada.refresh_from_db()
    assert town.ada.check_password(words)


def test_a_passkey_is_asked_for_without_saying_who_has_one(client: Client, db: None) -> None:
    options = client.get("/compte/entrer/cle/", headers={"accept": "application/json"}).json()["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")
    assert client.post("/compte/entrer/cle/", {"credential": "{}"})["Location"] == LOGIN
