"""Every page of the demonstration, for everybody: axe-core finds nothing, wide and narrow, by day and by night; nothing scrolls sideways
at 320 pixels; nothing is asked of another server; and every page does its work without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext

from tests.browser import browser, listening, step_into
from tests.instance import Running
from tests.visiting import NAMES, Found, Pages

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
__all__ = ["browser"]

# Whoever comes later only opens what nobody before could.
CAST = ("visitor", "ada", "chloe", "driss", "fanny")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What can change with the width or the colours of a page; the other rules look at what does not.
LOOKS = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable", "label", "button-name", "link-name"]
FEWEST = {"visitor": 35, "ada": 8, "chloe": 10, "driss": 2, "fanny": 2}
AXE = """async (options) => {
  const found = await axe.run(document, { resultTypes: ['violations'], ...options })
  return found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id} (${rule.impact}): ${node.html.slice(0, 200)} ${node.failureSummary}`))
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What hides a part of its own words; not what is for screen readers only, nor drawings and selects, which the browser sizes.
CUT_OFF = """() => [...document.querySelectorAll('header *, main *, footer *')].filter(node => {
  if (node.closest('.ui-hidden, .ui-skip, svg, select') || !node.innerText?.trim() || node.clientWidth < 2) return false
  const { overflowX, overflowY } = getComputedStyle(node)
  return (/hidden|clip/.test(overflowX) && node.scrollWidth > node.clientWidth + 1)
    || (/hidden|clip/.test(overflowY) && node.scrollHeight > node.clientHeight + 1)
}).map(node => node.outerHTML.slice(0, 200))"""
UNNAMED = """() => [...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]
  .filter(field => !field.labels?.length && !field.ariaLabel && !field.getAttribute('aria-labelledby')).map(field => field.outerHTML)"""


def own(pages: Pages, who: str) -> list[Found]:
    """Give the pages of somebody, without the kinds that those named before her see too."""
    known = {page.kind for before in CAST[: CAST.index(who)] for page in pages(before)}
    return [page for page in pages(who) if page.kind not in known]


def context_of(browser: Browser, demo: Running, who: str, **options: Any) -> BrowserContext:
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce", **options)
    if NAMES[who]:
        step_into(context, demo.url, NAMES[who])
    return context


@pytest.mark.parametrize("who", CAST)
def test_every_page_is_for_everybody(browser: Browser, demo: Running, pages: Pages, who: str) -> None:
    found = own(pages, who)
    assert len(found) >= FEWEST[who]
    context = context_of(browser, demo, who)
    context.add_init_script(AXE_SCRIPT)
    page, wrong = listening(context, demo.url)
    for each in found:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(each.url)
        here = [f"axe {line}" for line in page.evaluate(AXE, {"runOnly": {"type": "tag", "values": RULES}})]
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for width, scheme in ((1280, "dark"), (360, "dark"), (360, "light")):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of the two it knows
            lines = page.evaluate(AXE, {"runOnly": {"type": "rule", "values": LOOKS}})
            here += [f"axe, {width} {scheme}: {line}" for line in lines]
        for narrow in (768, 640, 320):  # a tablet; 1280 pixels at 200 % and at 400 %
            page.set_viewport_size({"width": narrow, "height": 640})
            if wider := page.evaluate(SIDEWAYS):
                here.append(f"{wider} pixels wider than a screen of {narrow}")
        # Letters alone twice as large, on the screen they were laid out for: the breakpoints do not help.
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if wider := page.evaluate(SIDEWAYS):
            here.append(f"{wider} pixels wider than the screen once letters are twice as large")
        here += [f"cut off once letters are twice as large: {html}" for html in page.evaluate(CUT_OFF)]
        here += [f"unnamed: {html}" for html in page.evaluate(UNNAMED)]
        if page.locator("h1").count() != 1:
            here.append(f"{page.locator('h1').count()} headings of level 1")
        if page.locator("html").get_attribute("lang") != "fr":
            here.append("not told to be in French")
        wrong[:] = [*wrong, *(f"{each.kind} {each.url.removeprefix(demo.url)}: {line}" for line in here)]
    context.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", CAST)
def test_every_page_does_its_work_without_scripts(browser: Browser, demo: Running, pages: Pages, who: str) -> None:
    context = context_of(browser, demo, who, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page, wrong = listening(context, demo.url)
    for each in own(pages, who):
        page.goto(each.url)
        here = []
        if not page.locator("main h1").is_visible():
            here.append("its heading is not shown")
        if not page.locator("main").inner_text().strip():
            here.append("its content is not shown")
        for form in page.locator("form").all():
            button = form.locator("button:not([type=button]), input[type=submit]").first
            # What a closed <details> holds shows as soon as it is opened, which needs no script.
            if not button.count() or not (button.is_visible() or button.locator("xpath=ancestor::details").count()):
                here.append(f"no button that shows in the form to {form.get_attribute('action')}")
        wrong[:] = [*wrong, *(f"{each.kind} {each.url.removeprefix(demo.url)}: {line}" for line in here)]
    context.close()
    assert not wrong, "\n".join(wrong)


def test_the_checks_can_fail(browser: Browser, demo: Running) -> None:
    """A page with one fault of each sort is found out."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.add_init_script(AXE_SCRIPT)
    page, wrong = listening(context, demo.url)
    bad = "<p style='width: 400px; color: #999; background: #aaa'>pale</p><form><input name=a></form><img src=/no.png>"
    page.route("**/wrong/", lambda route: route.fulfill(body=f"<!doctype html><main>{bad}</main>", content_type="text/html; charset=utf-8"))
    page.goto(f"{demo.url}/wrong/", wait_until="networkidle")
    assert page.evaluate(SIDEWAYS) > 0
    assert page.evaluate(UNNAMED) == ['<input name="a">']
    found = " ".join(page.evaluate(AXE, {"runOnly": {"type": "tag", "values": RULES}}))
    assert all(rule in found for rule in ("color-contrast", "label", "image-alt", "html-has-lang"))
    assert any("404" in line for line in wrong)
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => null)")
    assert any(line.startswith("elsewhere") for line in wrong)
    context.close()
