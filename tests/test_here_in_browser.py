"""Saying where: a device gives its position to a contribution, rounded, and only when one asks it to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import browser, listening, step_into
from tests.instance import Running

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
__all__ = ["browser"]

ON_THE_BRIDGE = {"latitude": 47.30824519, "longitude": -1.49352877}
ASK = "Utiliser ma position"


@pytest.fixture
def context(browser: Browser, demo: Running) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="fr-FR", geolocation=ON_THE_BRIDGE, viewport={"width": 360, "height": 800})
    opened.set_default_timeout(15_000)
    step_into(opened, demo.url, "Ada")
    yield opened
    opened.close()


def contributing(context: BrowserContext, demo: Running) -> tuple[Page, list[str]]:
    page, wrong = listening(context, demo.url)
    page.goto(f"{demo.url}/")
    page.get_by_role("link", name="Plan vélo").first.click()
    page.get_by_role("link", name="Contribuer").first.click()
    page.get_by_label("Latitude").wait_for()
    return page, wrong


def place(page: Page) -> tuple[str, str]:
    return page.get_by_label("Latitude").input_value(), page.get_by_label("Longitude").input_value()


def test_a_device_gives_its_position_rounded_when_it_is_asked(context: BrowserContext, demo: Running) -> None:
    context.grant_permissions(["geolocation"], origin=demo.url)
    page, wrong = contributing(context, demo)
    assert "arrondie à une dizaine de mètres" in page.locator("ui-here").inner_text()
    page.get_by_role("button", name=ASK).click()
    page.get_by_text("Votre position est remplie").wait_for()
    assert place(page) == ("47.3082", "-1.4935")
    assert wrong == []


def test_a_device_that_refuses_leaves_the_fields_to_be_typed(context: BrowserContext, demo: Running) -> None:
    context.clear_permissions()
    page, _ = contributing(context, demo)
    before = place(page)  # a draft of hers may hold one
    page.get_by_role("button", name=ASK).click()
    page.get_by_text("n’a pas donné sa position").wait_for()
    assert place(page) == before


def test_a_pair_that_is_pasted_fills_both_fields(context: BrowserContext, demo: Running) -> None:
    page, wrong = contributing(context, demo)
    page.get_by_label("Latitude").evaluate(
        """field => {
          const clipboardData = new DataTransfer()
          clipboardData.setData('text', '47.30061, -1.49264')
          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
        }"""
    )
    assert place(page) == ("47.3006", "-1.4926")
    assert wrong == []
