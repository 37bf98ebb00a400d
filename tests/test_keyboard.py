"""The main ways with the keyboard alone: nothing is clicked, and what has the focus can be seen at each step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import browser, listening, step_into
from tests.instance import Running, running_demo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.slow]
__all__ = ["browser"]

STOPS = 160  # the most that one should have to press Tab on a page
SEEN = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect(), style = getComputedStyle(node)
  const label = node.labels?.[0]?.innerText || ''
  // A radio of a ballot shows its focus on the whole cell.
  const outlined = [node, node.closest('label')].some((each) => each && getComputedStyle(each).outlineStyle !== 'none')
  return { name: node.name || '', value: node.value || '', type: node.type || '', outlined,
    words: (node.ariaLabel || node.innerText || label).trim(),
    inside: box.bottom > 0 && box.top < innerHeight }
}"""


class Keys:
    """Somebody who has a keyboard and a screen, and no pointer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hidden: list[str] = []

    def tab_to(self, *, words: str = "", name: str = "") -> None:
        """Press Tab until the focus is on a link or a button that says these words, or on the field of this name."""
        for _ in range(STOPS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(SEEN)
            if here["words"] and not (here["outlined"] and here["inside"]):
                self.hidden.append(f"{self.page.url}: {here['words'][:60]}")
            if (words and words in here["words"]) or (name and name == here["name"]):
                return
        raise AssertionError(f"{words or name} is not reached with {STOPS} stops on {self.page.url}")

    def enter(self) -> None:
        """Press Enter and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, words: str) -> None:
        """Go to what says these words, and press it."""
        self.tab_to(words=words)
        self.enter()

    def type_in(self, **fields: str) -> None:
        """Go to each field and type."""
        for name, text in fields.items():
            self.tab_to(name=name)
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.type(text)


@pytest.fixture(scope="module")
def own_demo() -> Iterator[Running]:
    """A demonstration that these ways may change."""
    with running_demo() as running:
        yield running


def keys(browser: Browser, demo: Running, who: str, path: str) -> Keys:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    step_into(context, demo.url, who)
    page, _ = listening(context, demo.url)
    page.goto(demo.url + path)
    return Keys(page)


def test_vote_from_the_front_page(browser: Browser, own_demo: Running) -> None:
    hand = keys(browser, own_demo, "Tiana", "/")
    hand.tab_to(words="Aller au contenu")
    hand.page.keyboard.press("Enter")
    hand.follow("Voter")
    hand.follow("Voter")
    if hand.page.locator(".ui-ballot").count() == 0:
        hand.follow("Voter")
    options = hand.page.locator(".ui-ballot fieldset").count()
    assert options >= 2
    for grade in range(options):
        hand.page.keyboard.press("Tab")
        while hand.page.evaluate(SEEN)["type"] != "radio":
            hand.page.keyboard.press("Tab")
        hand.page.keyboard.press("Space")
        for _ in range(grade % 3):
            hand.page.keyboard.press("ArrowRight")
    assert hand.page.locator(".ui-ballot input:checked").count() == options
    hand.tab_to(words="ulletin")
    hand.enter()
    assert "reçu" in hand.page.locator("main").inner_text().lower() or "bulletin" in hand.page.locator("main").inner_text().lower()
    assert hand.hidden == []


def test_contribute_then_find_it(browser: Browser, own_demo: Running) -> None:
    hand = keys(browser, own_demo, "Ada", "/demarches/plan-velo/")
    hand.follow("Contribuer")
    hand.tab_to(name="kind")
    hand.page.keyboard.press("Space")
    hand.type_in(title="Un arceau devant la bibliothèque", text="On attache son vélo à la gouttière, qui se descelle.")
    hand.follow("Publier")
    assert "Un arceau devant la bibliothèque" in hand.page.locator("main").inner_text()
    hand.follow("Chercher")
    hand.type_in(q="gouttière")
    hand.enter()
    hand.follow("Un arceau")
    assert hand.page.locator("h1").inner_text() == "Un arceau devant la bibliothèque"
    assert hand.hidden == []


def test_begin_a_process_and_invite(browser: Browser, own_demo: Running) -> None:
    hand = keys(browser, own_demo, "Chloé", "/")
    hand.follow("Bureau")
    hand.follow("Une boîte à idées")
    # The first question has the focus already.
    assert hand.page.evaluate(SEEN)["name"] == "title"
    hand.page.keyboard.type("La boîte à idées du lavoir")
    hand.type_in(question="Que faire du lavoir ?", invited="lea@saint-aubin.example")
    hand.follow("Publier")
    assert "1 personne est invitée" in hand.page.locator("main").inner_text()
    assert hand.hidden == []


def test_change_space_and_close_the_menu(browser: Browser, own_demo: Running) -> None:
    hand = keys(browser, own_demo, "Ada", "/")
    hand.tab_to(words="Changer d’espace")
    hand.page.keyboard.press("Enter")
    assert hand.page.locator(".ui-switch").get_attribute("open") is not None
    hand.page.keyboard.press("Escape")
    assert hand.page.locator(".ui-switch").get_attribute("open") is None
    assert "Changer" in hand.page.evaluate(SEEN)["words"]
    hand.page.keyboard.press("Enter")
    hand.follow("La Chauvelière")
    assert "Chauvelière" in hand.page.locator("h1").inner_text()
    assert hand.hidden == []
