"""The front page for somebody far from an antenna: "slow 4G" as Lighthouse and Chromium's tools emulate it (150 ms, 1.6 Mbit/s)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import browser
from tests.instance import Running

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.slow]
__all__ = ["browser"]

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6 * 1024 * 1024 / 8, "uploadThroughput": 750 * 1024 / 8}
AT_MOST = 1_000  # milliseconds
WATCH = """window.seen = { largest: 0, moved: 0 };
new PerformanceObserver(list => list.getEntries().forEach(each => { window.seen.largest = each.startTime }))
  .observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver(list => list.getEntries().forEach(each => { window.seen.moved += each.value }))
  .observe({ type: 'layout-shift', buffered: true });"""


def first_visit(browser: Browser, url: str) -> dict[str, float]:
    """Open a page with an empty cache on a slow line; give when its largest part was painted, and how much it moved."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    context.add_init_script(WATCH)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(url, wait_until="networkidle")
    seen: dict[str, float] = page.evaluate("window.seen")
    context.close()
    return seen | {"requests": len(requests)}


def test_the_front_page_is_painted_within_a_second(browser: Browser, demo: Running) -> None:
    first_visit(browser, f"{demo.url}/")  # the server has rendered it once, as it has for anybody but the very first
    # The best of five: the line is emulated, the processor is shared with other tests.
    visits = [first_visit(browser, f"{demo.url}/") for _ in range(5)]
    print("\nlargest paint, ms:", [round(visit["largest"]) for visit in visits])
    assert min(visit["largest"] for visit in visits) < AT_MOST
    assert max(visit["moved"] for visit in visits) < 0.01
    assert max(visit["requests"] for visit in visits) <= 10
