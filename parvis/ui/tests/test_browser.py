"""The gallery in a real browser: accessibility, width, keyboard, day and night, without scripts."""

import os
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.contrib.staticfiles.views import serve
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings
from playwright.sync_api import Browser, Page, sync_playwright

from parvis.ui.tests.oklch import from_hex, from_oklch, to_oklch

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ENHANCED = {"color-contrast-enhanced": {"enabled": True}}
PATHS = ["/galerie/", "/galerie/formulaire/", "/galerie/confirmer/", "/galerie/refus/"]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address():
    """The gallery alone, served from a thread: no other room, no database."""
    alone = override_settings(
        ROOT_URLCONF="parvis.ui.tests.urls",
        STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        MIDDLEWARE=["parvis.config.middleware.security_headers", "django.middleware.locale.LocaleMiddleware"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
    )
    with alone:
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, connections_override={})
        server.set_app(_Static(WSGIHandler()))
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()


class _Static(StaticFilesHandler):
    """Static files through the finders, also when debug is off."""

    def serve(self, request):
        return serve(request, self.file_path(request.path), insecure=True)


@pytest.fixture(scope="module")
def browser():
    path = os.environ.get("PARVIS_CHROMIUM", "/usr/bin/chromium")
    assert Path(path).exists(), f"Expected Chromium at {path}: install it, or name it in PARVIS_CHROMIUM."
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


def opened(browser: Browser, url: str, **options: object) -> Page:
    page = browser.new_context(locale="fr-FR", **options).new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(url)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(browser, address, path, width, scheme):
    page = opened(browser, address + path, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page, options={"runOnly": RULES}).response
    assert len(found["passes"]) > 20
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    allowed = [text for text in page.complaints if "403" not in text]  # the refusal is a 403 and the browser says so
    assert allowed == []
    page.context.close()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_the_screen(browser, address, path):
    page = opened(browser, address + path)
    for width in (320, 360, 640, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, width
    page.context.close()


def test_letters_twice_as_large_stay_on_the_screen(browser, address):
    """Text alone at 200 % (WCAG 1.4.4), on the width the page was laid out for."""
    for path in PATHS:
        page = opened(browser, address + path, viewport={"width": 1280, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, path
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)") >= 28, "the text has grown"
        page.context.close()


def test_columns_are_what_their_names_say(browser, address):
    page = opened(browser, address + "/galerie/", viewport={"width": 1280, "height": 900})
    widths = page.evaluate("[...document.querySelector('.ui-split--even').children].map(each => each.offsetWidth)")
    assert abs(widths[0] - widths[1]) <= 1
    main, aside = page.evaluate("[...document.querySelector('#listes ~ .ui-split').children].map(each => each.offsetWidth)")
    assert aside == 320
    assert main > aside
    page.context.close()


def test_the_first_stop_of_the_keyboard_jumps_to_the_content(browser, address):
    page = opened(browser, address + "/galerie/confirmer/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ui-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.context.close()


def test_every_stop_of_the_keyboard_shows_its_focus(browser, address):
    page = opened(browser, address + "/galerie/formulaire/")
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return document.activeElement === document.body"
            " || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) })()"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")
    page.context.close()


def test_the_summary_of_errors_takes_the_focus(browser, address):
    page = opened(browser, address + "/galerie/formulaire/")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_selector(".ui-errors")
    assert page.evaluate("document.activeElement.className") == "ui-errors"
    page.click(".ui-errors a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_title"
    page.context.close()


def test_day_and_night_are_kept_by_the_server(browser, address):
    page = opened(browser, address + "/galerie/", color_scheme="light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(252, 251, 248)"
    page.select_option("#ui-mode-choice", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 28)"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.mode") == "dark"
    page.select_option("#ui-mode-choice", "")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.mode") is None
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_can_be_chosen_and_passes_the_enhanced_rule(browser, address, scheme):
    page = opened(browser, address + "/galerie/", color_scheme=scheme)
    page.select_option("#ui-mode-choice", "contrast")
    page.reload()
    paper = "rgb(255, 255, 255)" if scheme == "light" else "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page, options={"runOnly": ["color-contrast", "color-contrast-enhanced"], "rules": ENHANCED}).response
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    page.context.close()


def test_forced_colours_keep_what_is_chosen_where_one_is_and_what_can_be_pressed(browser, address):
    """Under the palette of the system: a filled button differs from the page, a checked radio from others, and here from done."""
    page = opened(browser, address + "/galerie/", forced_colors="active", color_scheme="dark")
    look = (
        "(node, pseudo) => { const s = getComputedStyle(node, pseudo); return [s.backgroundColor, s.borderTopStyle, s.textDecorationLine] }"
    )
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for button in page.locator("#boutons ~ * .ui-button:not(.ui-button--quiet)").all():
        ground, border, _ = button.evaluate(look)
        assert ground != paper or border == "solid", button.inner_text()
    here, done = (
        page.locator(f".ui-thread li.{name}").first.evaluate(f"node => ({look})(node, '::after')") for name in ("is-here", "is-done")
    )
    assert here[0] != done[0]
    checked = page.locator(".ui-ballot input:checked").first
    assert checked.evaluate(f"node => ({look})(node, '::before')")[0] != paper
    assert "underline" in page.locator(".ui-tabs [aria-current]").first.evaluate(look)[2]
    assert page.locator(".ui-now").first.evaluate("node => getComputedStyle(node).borderTopWidth") == "2px"
    page.context.close()


def test_nothing_moves_for_who_asks_for_less_motion(browser, address):
    moving = """() => [...document.querySelectorAll("*")].filter((node) => {
      const style = getComputedStyle(node);
      return style.transitionDuration.split(", ").some((time) => time !== "0s") || style.animationName !== "none";
    }).length"""
    page = opened(browser, address + "/galerie/", reduced_motion="no-preference")
    assert page.evaluate(moving) > 0, "the check can fail"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.context.close()


def test_filters_live_in_the_address_with_and_without_scripts(browser, address):
    page = opened(browser, address + "/galerie/")
    with page.expect_navigation():
        page.select_option("#id_topic", "trees")
    assert page.url.endswith("?topic=trees")
    page.context.close()
    page = opened(browser, address + "/galerie/", java_script_enabled=False)
    page.select_option("#filters select[name=topic]", "trees")
    page.click("#filters button")
    assert "topic=trees" in page.url
    page.context.close()


def test_the_tint_of_the_browser_is_the_one_of_the_test(browser, address):
    """The formulas in Python and the browser agree, so that the loop over 2 520 tints speaks of what people see."""
    page = opened(browser, address + "/galerie/")
    for name, tint in (("brick", "#b8492f"), ("night", "#10183f"), ("mint", "#3aa77f")):
        shown = page.evaluate(
            f"""(() => {{ const c = document.createElement('canvas').getContext('2d');
            c.fillStyle = getComputedStyle(document.querySelector('[data-tint={name}] .ui-swatch > :first-child')).backgroundColor;
            c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data].slice(0, 3) }})()"""
        )
        _, chroma, hue = to_oklch(*from_hex(tint))
        computed = [round(value * 255) for value in from_oklch(0.87, min(chroma, 0.145), hue)]
        assert all(abs(one - other) <= 12 for one, other in zip(shown, computed, strict=True)), (name, shown, computed)
    page.context.close()


def test_forced_colours_keep_states_apart(browser, address):
    page = opened(browser, address + "/galerie/", forced_colors="active")
    done = page.evaluate("getComputedStyle(document.querySelector('.ui-thread li.is-done'), '::after').backgroundColor")
    coming = page.evaluate("getComputedStyle(document.querySelector('.ui-thread li.is-next'), '::after').backgroundColor")
    assert done != coming
    page.context.close()


def test_nothing_moves_while_it_loads(browser, address):
    page = opened(browser, "about:blank")
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => window.shift += e.value))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(address + "/galerie/")
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.1
    page.context.close()


def test_a_question_opens_over_the_page_and_is_a_page_without_scripts(browser, address):
    page = opened(browser, address + "/galerie/")
    page.click("#retirer")
    page.wait_for_selector("dialog[open]")
    assert page.url.endswith("/galerie/")
    assert page.evaluate("document.querySelector('dialog form').action").endswith("/galerie/confirmer/")
    found = Axe().run(page, options={"runOnly": RULES}).response
    assert [each["id"] for each in found["violations"]] == []
    page.click("dialog a")
    assert page.query_selector("dialog") is None
    page.click("#retirer")
    page.keyboard.press("Escape")
    page.context.close()
    page = opened(browser, address + "/galerie/", java_script_enabled=False)
    page.click("#retirer")
    assert page.url.endswith("/galerie/confirmer/")
    page.context.close()


def test_a_chart_says_its_shapes_with_keys_and_pointer_and_comes_closer(browser, address):
    page = opened(browser, f"{address}/galerie/", viewport={"width": 1280, "height": 900})
    map_of_france = page.locator("figure.ui-chart", has=page.locator("path.ui-area")).first
    drawing, bubble = map_of_france.locator("svg").first, map_of_france.locator(".ui-tip")
    drawing.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert bubble.inner_text().startswith("Aisne : ")
    whole = drawing.get_attribute("viewBox")
    zoom = map_of_france.locator(".ui-chart__zoom button")
    zoom.nth(0).click()
    assert float(drawing.get_attribute("viewBox").split()[2]) < float(whole.split()[2])
    zoom.nth(2).click()
    assert [float(number) for number in drawing.get_attribute("viewBox").split()] == [float(number) for number in whole.split()]
    page.locator("figure.ui-chart rect.ui-g1").first.hover()
    assert page.locator(".ui-tip.is-shown").inner_text() == "Excellent : 612"
    page.keyboard.press("Escape")
    assert not page.complaints


def test_without_scripts_the_browser_says_the_same_words(browser, address):
    page = opened(browser, f"{address}/galerie/", java_script_enabled=False)
    assert "Aisne" in page.locator(".ui-area title").nth(1).text_content()
    assert not page.locator(".ui-chart__zoom").count()
