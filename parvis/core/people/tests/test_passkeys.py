"""Passkeys, in a real browser with an authenticator of its own: added, used to sign in, removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings

from parvis.core.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
OPTIONS = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give a page of Chromium, on a device that says yes to every question about its owner."""
    sync_api = pytest.importorskip("playwright.sync_api")
    # The driver keeps a loop running in this thread; the database is used by this thread alone.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 360, "height": 800}, locale="en-GB")
        shown = context.new_page()
        device = context.new_cdp_session(shown)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
        yield shown
        browser.close()


def press(page: Any, selector: str) -> None:
    """Press something that leads to another page."""
    with page.expect_navigation():
        page.click(selector)
    page.wait_for_load_state()


def test_a_passkey_is_added_used_and_removed(page: Any, live_server: Any, client: Any, mailoutbox: list[Any]) -> None:
    person = Person.objects.create(email="zoe@town.example", public_name="Zoé", language="en")
    client.force_login(person)
    # A passkey belongs to a name: “localhost” is one, an address in figures is not.
    site = live_server.url.replace("127.0.0.1", "localhost")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
    # No address is known to be hers before it is proved.
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    page.goto(f"{site}/compte/cles/ajouter/")
    page.fill("input[name=name]", "My telephone")
    press(page, "people-passkey button")
    assert Authenticator.objects.get(user=person).data["name"] == "My telephone"
    assert len(mailoutbox) == 1

    page.context.clear_cookies()
    page.goto(f"{site}/compte/entrer/")
    press(page, "people-passkey button")
    page.goto(f"{site}/compte/")
    assert page.locator("h1").inner_text() == "My account"

    page.goto(f"{site}/compte/cles/")
    press(page, "text=Remove")
    if "/confirmer/" in page.url:  # who has a passkey shows it before it goes
        press(page, "people-passkey button")
    press(page, "main form button[type=submit]")
    assert not Authenticator.objects.exists()
