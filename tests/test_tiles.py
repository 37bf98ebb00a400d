"""A background for maps is the operator's choice: nobody is asked for anything unless a server of tiles is named, and then it alone."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from playwright.sync_api import Browser

from parvis.config import middleware
from parvis.ui.charts.drawing import Tiles
from parvis.ui.charts.places import Place, places
from parvis.ui.charts.tiles import TiledGround
from tests.browser import browser
from tests.instance import running_demo

__all__ = ["browser"]
ADDRESS, CREDIT = "https://tiles.example.org/plan/{z}/{x}/{y}.png", "© Somebody"
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM8c+bMfwAGgQLl8CbvwAAAAABJRU5ErkJggg==")


@pytest.fixture
def named(settings: Any) -> None:
    """Name a server of tiles."""
    settings.PARVIS_TILES, settings.PARVIS_TILES_CREDIT = ADDRESS, CREDIT


def of_pictures(policy: str) -> str:
    return next(part for part in policy.split("; ") if part.startswith("img-src"))


def test_the_policy_lets_in_that_origin_and_nothing_else(settings: Any) -> None:
    before = middleware.policy()
    assert of_pictures(before) == "img-src 'self' data:"
    settings.PARVIS_TILES, settings.PARVIS_TILES_CREDIT = ADDRESS, CREDIT
    assert middleware.policy() == before.replace("data:", "data: https://tiles.example.org")
    answer = middleware.security_headers(lambda _request: SimpleNamespace(setdefault=lambda *pair: pairs.append(pair)))  # type: ignore[arg-type,return-value] # a stand-in
    pairs: list[tuple[str, str]] = []
    answer(RequestFactory().get("/"))
    assert dict(pairs)["Content-Security-Policy"] == middleware.policy()


def test_a_place_lies_on_the_square_that_holds_it() -> None:
    """Paris, Notre-Dame, is on square 2074/1409 of zoom 12 (the usual numbering, x from the west and y from the north)."""
    latitude, longitude = 48.8530, 2.3499
    ground = TiledGround([(longitude - 0.05, latitude - 0.03), (longitude + 0.05, latitude + 0.03)], x=20, y=20, width=600)
    assert ground.zoom == 12
    x, y = ground.at(longitude, latitude)
    holding = [
        square
        for square in ground.squares(Tiles(ADDRESS, CREDIT))
        if (box := {name: float(value) for name, value in re.findall(r' (x|y|width|height)="([-\d.]+)"', square)})
        and box["x"] <= x < box["x"] + box["width"]
        and box["y"] <= y < box["y"] + box["height"]
    ]
    assert [re.findall(r"plan/(\S+)\.png", square) for square in holding] == [["12/2074/1409"]]


@pytest.mark.parametrize("at", [(47.0, -1.5), (0.0, 179.999), (-89.9, 0.0), (85.2, -180.0)])
def test_few_squares_fill_any_map(at: tuple[float, float]) -> None:
    for far in (0.0, 0.0001, 0.3, 5.0):
        points = [Place("a", *at), Place("b", max(-90, at[0] - far), max(-180, at[1] - far))]
        drawn = places(points, title="t", columns=("n", "p"), tiles=Tiles(ADDRESS, CREDIT)).svg
        found = re.findall(r"plan/(\d+)/(\d+)/(-?\d+)\.png", drawn)
        assert 1 <= len(found) <= 25
        assert all(0 <= int(x) < 2 ** int(z) and 0 <= int(y) < 2 ** int(z) for z, x, y in found)


@pytest.mark.django_db
def test_pages_say_whom_the_browser_asks(town: SimpleNamespace, settings: Any) -> None:
    from parvis.core.processes import actions as processes
    from parvis.features.consultation.actions import contribute
    from tests import town as towns

    made = towns.process(town, processes.Plan(kind="gathering", title="Contributions"))
    phase = towns.open_phase(town, made.phases.get())
    contribute(phase, by=town.ada, kind="proposal", title="A bench", text="By the pond.", latitude="47.3082", longitude="-1.4935")
    addresses = [reverse("consultation:places", args=[phase.ref]), reverse("portal:privacy")]

    def shown() -> list[str]:
        return [Client(headers={"accept-language": "en"}).get(address).content.decode() for address in addresses]

    drawn, privacy = shown()
    assert "<svg" in drawn
    assert "<image" not in drawn
    assert "No other site is told of your visit.</p>" in privacy
    settings.PARVIS_TILES, settings.PARVIS_TILES_CREDIT = ADDRESS, CREDIT
    drawn, privacy = shown()
    assert drawn.count('<image href="https://tiles.example.org/plan/') >= 4
    assert "Background: © Somebody. Your browser asks https://tiles.example.org for it" in drawn
    assert "their background comes from https://tiles.example.org" in privacy


@pytest.fixture
def asked() -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """A server of tiles on this computer, and what it was asked: each path, and the page it was asked from."""
    seen: list[tuple[str, str | None]] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, self.headers.get("Referer")))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_a_browser_gets_the_background_without_scripts_and_nothing_else_from_there(
    browser: Browser, asked: tuple[str, list[tuple[str, str | None]]]
) -> None:
    origin, seen = asked
    with running_demo(PARVIS_TILES=f"{origin}/{{z}}/{{x}}/{{y}}.png", PARVIS_TILES_CREDIT=CREDIT) as demo:
        context = browser.new_context(locale="fr-FR", java_script_enabled=False)
        page, refused = context.new_page(), list[str]()
        page.on("console", lambda message: refused.append(message.text))
        page.goto(f"{demo.url}/demarches/plan-velo/")
        assert not seen
        listed = page.locator("a[href$='/contributions/']").first.get_attribute("href")
        page.goto(f"{demo.url}{listed}lieux/", wait_until="networkidle")
        assert page.locator("figure svg .ui-mark").count() > 1
        assert page.locator("table tbody tr").count() > 1
        assert CREDIT in page.locator("figure").inner_text()
        context.close()
    assert len(seen) == len(set(seen)) >= 4
    assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", path) and referer is None for path, referer in seen)
    assert refused == []
