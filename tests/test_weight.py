"""A first visit is light: 45 kB beside fonts and images, ten requests, nothing that moves; and no page grows without anybody noticing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import browser
from tests.instance import Running
from tests.visiting import Pages
from tests.weight import Weight, heaviest, known, weigh

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
__all__ = ["browser"]

# Chromium calls a page steady up to 0.1; a row of tabs that breaks elsewhere when the typeface arrives is 0.04.
AT_MOST, FONTS, REQUESTS, MOVED = 45_000, 42_000, 10, 0.05
# What a page may differ from the guide: a fifth, and half a kilobyte, because an hour ago is shorter to say than on 3 November.
SHARE, SLACK = 0.2, 0.5


@pytest.fixture(scope="module")
def weights(browser: Browser, demo: Running, pages: Pages) -> list[Weight]:
    """Weigh every public page of the demonstration."""
    return [weigh(browser, page) for page in pages("visitor")]


def test_a_first_visit_is_light(weights: list[Weight]) -> None:
    assert len(weights) >= 35
    assert {weight.url: weight.counted for weight in weights if not 0 < weight.counted <= AT_MOST} == {}
    assert {weight.url: weight.size["font"] for weight in weights if not 0 < weight.size["font"] <= FONTS} == {}
    assert {weight.url: weight.requests for weight in weights if weight.requests > REQUESTS} == {}


def test_nothing_moves_while_a_page_loads(weights: list[Weight]) -> None:
    assert {weight.url: weight.moved for weight in weights if weight.moved > MOVED} == {}


def test_the_guide_says_what_pages_weigh(weights: list[Weight]) -> None:
    measured, written = heaviest(weights), known()
    # A page may be new since the guide was written; most of them are in it.
    common = sorted(set(written) & set(measured))
    assert len(common) >= 0.9 * len(measured), "Measure again: python -m tests.weight"
    grown = {}
    for kind in common:
        weight = measured[kind]
        figures = [float(cell) for cell in weight.line()[1:]]
        if any(abs(now - then) > SLACK + SHARE * then for now, then in zip(figures[:-1], written[kind][:-1], strict=True)):
            grown[kind] = {"measured": figures, "written": written[kind]}
    assert grown == {}, "Is it worth it? Then measure again: python -m tests.weight"
