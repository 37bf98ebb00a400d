"""Every page of the table of permissions as HTML, for a browser to judge: no server runs, and any state of the world can be shown.

    shown = Shown(world)
    page = shown.of("consultation:edit")     # Rendered(name, address, html, …), or None when it is no page
    shown.route(context)                     # a browser that opens http://testserver/… is given these pages

What links do not lead to from a front page (a form in the middle of signing in, a page that a token opens) has a way of its own in `WAYS`.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Route
from playwright.sync_api import Page as Opened

from parvis.core.notices.tokens import token_for
from parvis.core.people import demonstration
from parvis.core.people.models import Person
from parvis.core.spaces import actions as spaces
from parvis.features.ballots import invitations
from tests import world as worlds
from tests.test_permissions import CAST, TABLE, Page, undone

SITE = "http://testserver"
FRENCH = {"accept-language": "fr"}
# Who sees most comes first.
VIEWERS = ("fanny", "chloe", "driss", "bao", "ada", "emile", "operator", "visitor")
HTML = "text/html"
NINA, PASSWORD = "nina@town.example", "un banc sous un tilleul"


def keep_pictures(page: Opened, name: Path) -> None:
    """Take the pictures of a page that is shown, at three widths, by day and by night: `make pictures ARGS=--all`."""
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for mode in ("light", "dark"):
            page.emulate_media(color_scheme=mode)  # type: ignore[arg-type]
            page.screenshot(path=f"{name}-{width}-{mode}.png", full_page=True)
    page.set_viewport_size({"width": 800, "height": 900})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as somebody was given it."""

    name: str
    who: str
    address: str
    status: int
    html: str
    policy: str


@dataclass
class Shown:
    """What the pages of a world look like; `why` says why an address is no page, by its name."""

    world: worlds.World
    pages: list[Rendered] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)

    def render(self, *, also_sent: bool = True) -> None:
        """Ask for every page of the table, and for what comes back when its form is sent empty."""
        for page in TABLE:
            found = list(self._got(page))
            if not found:
                continue
            client, shown = found[0]
            self.pages.append(shown)
            if also_sent and page.post is not None and page.name not in WAYS:
                with undone():
                    sent = client.post(shown.address, {})
                if sent.status_code in {200, 422} and is_html(sent):
                    self.pages.append(rendered(f"{page.name} sent", shown.who, f"{shown.address}?sent", sent))

    def _got(self, page: Page) -> Iterator[tuple[Client, Rendered]]:
        place, said = self.world.places["town"], set()
        if page.name in WAYS:
            client, address = WAYS[page.name](self.world)
            yield client, rendered(page.name, "her own way", address, client.get(address))
            return
        for who in VIEWERS:
            client = client_of(self.world, who)
            response = client.get(page.address(place))
            if response.status_code == 200 and is_html(response):
                yield client, rendered(page.name, who, page.address(place), response)
                return
            said.add("not HTML" if response.status_code == 200 else str(response.status_code))
            response.getvalue()  # a file is closed once it is read; closing the answer would close the connection too
        self.why[page.name] = ", ".join(sorted(said))

    def route(self, context: BrowserContext) -> None:
        """Let a browser find these pages, and the styles, scripts and typefaces of the house."""
        known = {page.address: page for page in self.pages}

        def answer(route: Route) -> None:
            url = urlsplit(route.request.url)
            page = known.get(url.path + (f"?{url.query}" if url.query else ""))
            if page:
                route.fulfill(body=page.html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": page.policy})
            elif url.path.startswith("/static/") and (path := finders.find(url.path.removeprefix("/static/"))):
                route.fulfill(body=Path(path).read_bytes(), content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
            else:
                route.fulfill(body=worlds.PICTURE, content_type="image/png")

        context.route("**/*", answer)


def is_html(response: Any) -> bool:
    return str(response.headers.get("Content-Type", "")).startswith(HTML)


def rendered(name: str, who: str, address: str, response: Any) -> Rendered:
    return Rendered(
        name, who, address, response.status_code, response.content.decode(), response.headers.get("Content-Security-Policy", "")
    )


def client_of(world: worlds.World, who: str) -> Client:
    """Give the browser of somebody who reads French."""
    client = Client(headers=FRENCH)
    if who != "visitor":
        client.force_login(getattr(world.town, who))
    return client


# Ways: each gives a browser that stands before the page, and its address.
Way = Callable[[worlds.World], tuple[Client, str]]


def code() -> str:
    """Give the code of the last e-mail."""
    # Files written in the same second have names in no order.
    folder = Path(settings.EMAIL_FILE_PATH)
    last = max(demonstration.letters(), key=lambda letter: (folder / letter.file).stat().st_mtime_ns)
    found = re.search(r"[A-Z]{4}-[A-Z]{4}", last.text)
    assert found
    return found.group()


def asking_for_a_code(world: worlds.World) -> tuple[Client, str]:
    client = Client(headers=FRENCH)
    client.post(reverse("account_login"), {"login": world.town.ada.email})
    return client, reverse("account_confirm_login_code")


def opening_an_account(world: worlds.World) -> tuple[Client, str]:
    client = Client(headers=FRENCH)
    client.post(reverse("account_signup"), {"email": "zoe@town.example", "public_name": "Zoé"})
    return client, reverse("account_email_verification_sent")


def having_forgotten(world: worlds.World) -> tuple[Client, str]:
    client = with_password(world)
    client.logout()
    client.post(reverse("account_reset_password"), {"email": NINA})
    return client, reverse("account_confirm_password_reset_code")


def choosing_anew(world: worlds.World) -> tuple[Client, str]:
    client, address = having_forgotten(world)
    client.post(address, {"code": code()})
    return client, reverse("account_complete_password_reset")


def with_password(_world: worlds.World) -> Client:
    """Let somebody come in with a password, who is not of the cast: the cast of a demonstration stays as it is."""
    nina = Person.objects.get_or_create(email=NINA, defaults={"public_name": "Nina"})[0]
    nina.set_password(PASSWORD)
    nina.save()
    EmailAddress.objects.get_or_create(user=nina, email=NINA, defaults={"verified": True, "primary": True})
    client = Client(headers=FRENCH)
    cache.clear()
    client.post(reverse("account_login"), {"login": NINA, "password": PASSWORD})
    return client


def confirmed(world: worlds.World) -> Client:
    """Let her say again that it is she."""
    client = with_password(world)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("people:settings"))  # reads the messages
    return client


def with_passkey(name: str) -> Way:
    """Let somebody who has a passkey open a page about it."""

    def way(world: worlds.World) -> tuple[Client, str]:
        client = confirmed(world)
        nina = Person.objects.get(email=NINA)
        key = Authenticator.objects.filter(user=nina).first() or Authenticator.objects.create(
            user=nina, type=Authenticator.Type.WEBAUTHN, data={"name": "Mon téléphone", "credential": credential()}
        )
        return client, reverse(name, args=[] if name == "mfa_reauthenticate_webauthn" else [key.pk])

    return way


def reading_a_letter(world: worlds.World) -> tuple[Client, str]:
    asking_for_a_code(world)
    return Client(headers=FRENCH), reverse("people:letter", args=[demonstration.letters()[0].file, 0])


def credential() -> dict[str, Any]:
    """Give what a browser hands over when a passkey is made, as the library keeps it."""
    from fido2.cose import ES256
    from fido2.utils import websafe_encode
    from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

    point = {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32}
    known = AttestedCredentialData.create(bytes(16), b"k" * 16, ES256(point))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    made = AttestationObject.create("none", AuthenticatorData.create(sha256(b"testserver").digest(), flags, 0, known), {})
    client = CollectedClientData.create("webauthn.create", b"challenge", SITE)
    number = websafe_encode(b"k" * 16)
    response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(made)}
    return {"id": number, "rawId": number, "type": "public-key", "response": response, "clientExtensionResults": {}}


def ending_a_role(world: worlds.World) -> tuple[Client, str]:
    held = world.town.driss.memberships.current().get(space=world.town.space)
    return client_of(world, "fanny"), reverse("portal:office_end_role", args=[world.town.space.slug, held.pk])


def giving_a_seat(world: worlds.World) -> tuple[Client, str]:
    body = spaces.set_up_body(world.town.space, name="Conseil municipal", kind="council", seats=29, by=world.town.fanny)
    return client_of(world, "fanny"), reverse("portal:office_seat", args=[world.town.space.slug, body.ref])


def ending_a_mandate(world: worlds.World) -> tuple[Client, str]:
    body = spaces.set_up_body(world.town.space, name="Bureau", kind="board", seats=3, by=world.town.fanny)
    held = spaces.seat(body, holder="Hélène Kerviel", starts_on=timezone.localdate(), by=world.town.fanny)
    return client_of(world, "fanny"), reverse("portal:office_end_mandate", args=[world.town.space.slug, held.pk])


WAYS: dict[str, Way] = {
    "account_confirm_login_code": asking_for_a_code,
    "account_email_verification_sent": opening_an_account,
    "account_confirm_password_reset_code": having_forgotten,
    "account_complete_password_reset": choosing_anew,
    "account_reauthenticate": lambda world: (with_password(world), reverse("account_reauthenticate")),
    "account_change_password": lambda world: (with_password(world), reverse("account_change_password")),
    "account_set_password": lambda world: (client_of(world, "operator"), reverse("account_set_password")),
    "account_email": lambda world: (with_password(world), reverse("account_email")),
    "mfa_add_webauthn": lambda world: (confirmed(world), reverse("mfa_add_webauthn")),
    "people:letter": reading_a_letter,
    "mfa_reauthenticate_webauthn": with_passkey("mfa_reauthenticate_webauthn"),
    "mfa_edit_webauthn": with_passkey("mfa_edit_webauthn"),
    "mfa_remove_webauthn": with_passkey("mfa_remove_webauthn"),
    "notices:unsubscribe": lambda world: (Client(headers=FRENCH), reverse("notices:unsubscribe", args=[token_for(world.town.ada)])),
    "ballots:refuse": lambda world: (
        Client(headers=FRENCH),
        reverse("ballots:refuse", args=[invitations.token("zoe@town.example")]),
    ),
    "portal:office_end_role": ending_a_role,
    "portal:office_seat": giving_a_seat,
    "portal:office_end_mandate": ending_a_mandate,
    "ui:gallery-refused": lambda world: (client_of(world, "ada"), reverse("ui:gallery-refused")),
}

assert set(CAST) <= set(VIEWERS)
