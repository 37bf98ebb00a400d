"""The whole way in a real browser, in French, on a telephone: from an account to an answer and a promise; with scripts, and without.

A process is made in the office from a blueprint, so that nothing depends on the dates of the demonstration.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect

from tests.browser import browser, listening, step_into
from tests.instance import PARVIS, ROOT, Running, running_demo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
__all__ = ["browser"]

SPACE = "/espaces/saint-aubin-sur-erdre/"
RECEIPT = re.compile(r"\b(?:[2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}\b")
BOOK, LOUNGE = "Une boîte à livres près du lavoir", "Un salon de lecture en plein air"


def today() -> date:
    """Give the day in the town."""
    return datetime.now(tz=ZoneInfo("Europe/Paris")).date()


def assert_there(found: Locator, page: Page) -> None:
    """Wait until it shows; if it does not, say what the page says instead."""
    try:
        found.wait_for(state="visible")
    except TimeoutError:
        raise AssertionError(f"{found} is not on {page.url}, which says:\n{page.locator('main').inner_text()}") from None


class Hand:
    """Somebody with a telephone: she presses, fills in and reads; what she did is counted, and what went wrong is kept."""

    def __init__(self, context: BrowserContext, base: str, name: str = "") -> None:
        if name:
            step_into(context, base, name)
        self.base = base
        self.page: Page
        self.page, self.wrong = listening(context, base)
        self.pressed = self.filled = 0

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.base + path if path.startswith("/") else path)

    def press(self, words: str, *, role: str = "button", inside: Locator | None = None) -> None:
        """Press a button or follow a link by its words, and wait for the page it leads to."""
        self.pressed += 1
        found = (inside or self.page.locator("main")).get_by_role(role, name=words).first  # type: ignore[arg-type] # button or link
        assert_there(found, self.page)
        with self.page.expect_navigation():
            found.click()

    def follow(self, words: str, *, inside: Locator | None = None) -> None:
        """Follow a link."""
        self.press(words, role="link", inside=inside)

    def fill(self, **fields: str) -> None:
        """Fill in the fields of the form by their names."""
        for name, value in fields.items():
            self.filled += 1
            field = self.page.locator(f"main [name={name}]")
            if field.first.get_attribute("type") == "radio":
                self.page.locator(f"main [name={name}][value='{value}']").check()
            elif field.first.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def reads(self, words: str) -> None:
        """See these words on the page."""
        expect(self.page.locator("main")).to_contain_text(words, ignore_case=True)


@pytest.fixture(scope="module")
def own_demo() -> Iterator[Running]:
    """A demonstration that these journeys may change."""
    with running_demo() as running:
        yield running


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_an_account_to_an_answer(browser: Browser, own_demo: Running, scripts: bool, tmp_path: Path) -> None:
    demo, contexts = own_demo, list[BrowserContext]()

    def hand(name: str = "") -> Hand:
        options = {"viewport": {"width": 360, "height": 740}, "locale": "fr-FR", "accept_downloads": True, "reduced_motion": "reduce"}
        contexts.append(browser.new_context(java_script_enabled=scripts, **options))  # type: ignore[arg-type] # what it takes
        contexts[-1].set_default_timeout(15_000)
        return Hand(contexts[-1], demo.url, name)

    noa, ada, chloe, fanny = hand(), hand("Ada"), hand("Chloé"), hand("Fanny")
    title = f"Lire dehors, {'avec' if scripts else 'sans'} scripts"

    open_an_account(noa, f"noa-{'a' if scripts else 'b'}@saint-aubin.example")
    office = prepare(chloe, title)
    process = contribute_and_support(noa, ada, chloe, office)
    sort(chloe, office, process)
    receipt = vote(noa, chloe, office, process)
    result_is_seen_and_counted_again(noa, process, receipt, tmp_path)
    decide_and_answer(fanny, process)
    follow_up(fanny, chloe, noa, demo, process)
    close(chloe, office, process)

    for person in (noa, ada, chloe, fanny):
        assert person.wrong == []
    print(
        f"\nNoa: {noa.pressed} presses, {noa.filled} fields; Chloé: {chloe.pressed}, {chloe.filled}; Fanny: {fanny.pressed}, {fanny.filled}"
    )
    for context in contexts:
        context.close()


def open_an_account(noa: Hand, address: str) -> None:
    """Sign up with a code read among the e-mails, sign out, sign in with another code, and join the town."""
    noa.go("/compte/ouvrir/")
    noa.fill(email=address, public_name="Noa")
    noa.press("M’envoyer le code")
    type_the_code(noa, address)
    noa.go("/compte/sortir/")
    noa.page.locator("main form button").click()
    noa.go(f"/compte/entrer/?next={SPACE}")
    noa.fill(login=address)
    noa.press("Continuer")
    type_the_code(noa, address)
    assert noa.page.url.endswith(SPACE)
    noa.press("Rejoindre")
    noa.reads("Vous faites partie de cet espace")


def type_the_code(noa: Hand, address: str) -> None:
    """Read the latest e-mail to this address on another page, and type its code."""
    letters = noa.page.context.new_page()
    letters.goto(f"{noa.base}/demonstration/courriels/")
    letters.locator("main li", has_text=address).get_by_role("link").first.click()
    found = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", letters.locator("main .ui-text").inner_text())
    assert found, letters.locator("main .ui-text").inner_text()
    letters.close()
    noa.fill(code=found.group())
    noa.press("Continuer")


def prepare(chloe: Hand, title: str) -> str:
    """Make a process from a blueprint, publish it and invite two people; give its page in the office."""
    chloe.go("/bureau/")
    before = chloe.pressed, chloe.filled
    chloe.follow("Contributions, options, puis vote")
    chloe.fill(title=title, question="Où lire dehors quand il fait beau ?", invited="lea@saint-aubin.example, karim@saint-aubin.example")
    chloe.press("Publier")
    # It took ten presses and fields before, and people could not be invited.
    print(f"\nA process takes {chloe.pressed - before[0]} presses and {chloe.filled - before[1]} fields.")
    assert (chloe.pressed - before[0], chloe.filled - before[1]) <= (2, 3)
    chloe.reads("2 personnes sont invitées par courriel")
    return chloe.page.url


def phase_row(chloe: Hand, office: str, position: int) -> Locator:
    """Give the line of a phase in the office."""
    chloe.go(office)
    return chloe.page.locator("main section[aria-labelledby=phases] ol > li").nth(position - 1)


def open_phase(chloe: Hand, office: str, position: int) -> None:
    """Open a phase by hand, unless the clock has done it."""
    row = phase_row(chloe, office, position)
    if row.get_by_role("link", name="Ouvrir maintenant").count():
        # The question opens over the page where scripts run, and is a page without them.
        row.get_by_role("link", name="Ouvrir maintenant").click()
        chloe.press("Ouvrir maintenant", inside=chloe.page.locator(".ui-dialog"))


def close_phase(chloe: Hand, office: str, position: int) -> None:
    """Close a phase by hand."""
    chloe.follow("Fermer maintenant", inside=phase_row(chloe, office, position))
    chloe.press("Fermer maintenant")


def contribute_and_support(noa: Hand, ada: Hand, chloe: Hand, office: str) -> str:
    """Contribute twice, argue, cite a source, and support; give the public page of the process."""
    open_phase(chloe, office, 1)
    chloe.go(office)
    chloe.follow("Sa page publique")
    process = chloe.page.url
    noa.go(process)
    noa.follow("Contribuer")
    noa.fill(kind="proposal", title=BOOK, text="On y prend un livre, on en laisse un autre.")
    noa.press("Publier")
    noa.reads(BOOK)
    contribution = noa.page.url
    if noa.page.locator("form[action$='/arguments/'] textarea").first.is_hidden():
        noa.page.locator("details:has(form[action$='/arguments/']) summary").first.click()
    noa.page.locator("form[action$='/arguments/'] [name=side][value=for]").check()
    noa.page.locator("form[action$='/arguments/'] [name=text]").fill("La boîte du bourg voisin fait circuler cent livres par mois.")
    noa.press("Publier l’argument")
    noa.reads("cent livres par mois")
    noa.pressed += 1
    noa.page.locator(f"main a[href$='/sur/{contribution.rstrip('/').rsplit('/', 1)[1]}/sources/']").click()
    noa.fill(title="Bilan des boîtes à livres", url="https://exemple.org/bilan.html", publisher="Médiathèque")
    noa.press("Ajouter la source")
    noa.reads("Bilan des boîtes à livres")

    ada.go(process)
    ada.follow("Contribuer")
    ada.fill(kind="idea", title=LOUNGE, text="Des chaises longues et de l’ombre, le samedi.")
    ada.press("Publier")
    ada.go(contribution)
    ada.press("Je soutiens")
    expect(ada.page.locator("#soutien")).to_contain_text("(1)")
    noa.go(contribution)
    expect(noa.page.locator("#soutien")).to_contain_text("1")
    return process


def sort(chloe: Hand, office: str, process: str) -> None:
    """Close the gathering and make two options of two contributions."""
    close_phase(chloe, office, 1)
    open_phase(chloe, office, 2)
    chloe.follow("Trier les contributions", inside=phase_row(chloe, office, 2))
    for title in (BOOK, LOUNGE):
        chloe.page.locator("main label", has_text=title).locator("input").check()
        chloe.fill(title=title)
        chloe.press("Regrouper")
        expect(chloe.page.locator("main section[aria-labelledby=options]")).to_contain_text(title)
    close_phase(chloe, office, 2)


def vote(noa: Hand, chloe: Hand, office: str, process: str) -> str:
    """Vote by majority judgment, keep the receipt, and find out that one votes once; give the receipt number."""
    open_phase(chloe, office, 3)
    noa.go(process)
    noa.follow("Voter")
    for option, word in ((BOOK, "Très bien"), (LOUNGE, "Passable")):
        noa.page.locator("main fieldset", has_text=option).get_by_label(word, exact=True).check()
    noa.press("Relire mon bulletin")
    noa.reads("Voici votre bulletin")
    noa.press("Mettre mon bulletin dans l’urne")
    found = RECEIPT.search(noa.page.locator("main").inner_text())
    assert found, noa.page.locator("main").inner_text()
    noa.go(process)
    expect(noa.page.locator("main").get_by_role("link", name="Voter", exact=True)).to_have_count(0)
    close_phase(chloe, office, 3)
    return found.group()


def result_is_seen_and_counted_again(noa: Hand, process: str, receipt: str, folder: Path) -> None:
    """Read the result and its explanation, find one's ballot, and count the file again on one's own computer."""
    noa.go(process)
    noa.follow("Vote")
    noa.reads("Comment on arrive à ce résultat")
    expect(noa.page.locator("main h1")).to_contain_text(BOOK)
    assert noa.page.locator("main table").count()
    with noa.page.expect_download() as downloading:
        noa.page.locator("main a[href$='resultat.json']").first.click()
    file = folder / downloading.value.suggested_filename
    downloading.value.save_as(file)
    said = subprocess.run([*PARVIS, "recount", str(file)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    print(f"\n{said.stdout.strip()}")
    noa.follow("Lire tous les bulletins")
    noa.fill(receipt=receipt)
    noa.press("Retrouver")
    noa.reads("Votre bulletin est dans la liste")
    expect(noa.page.locator("main dl")).to_contain_text("Très bien")


def decide_and_answer(fanny: Hand, process: str) -> None:
    """Decide with reasons and answer everybody."""
    slug = process.rstrip("/").rsplit("/", 1)[1]
    fanny.go(f"/demarches/{slug}/decider/")
    fanny.page.locator("main label", has_text="Le vote").first.click()
    fanny.fill(
        title="Une boîte à livres sera posée près du lavoir", text="Elle sera posée au printemps.", reasons="Le vote la place en tête."
    )
    for line, kept in ((0, "yes"), (1, "no")):
        fanny.fill(**{f"options-{line}-kept": kept, f"options-{line}-why": "C’est ce que dit le vote."})
    fanny.page.locator("[name=sure]").check()
    fanny.press("Publier la décision")
    fanny.reads("Une boîte à livres sera posée")
    fanny.go(f"/demarches/{slug}/repondre/")
    fanny.follow("Cocher toute la page")
    fanny.fill(verdict="adopted", reasons="Merci. Votre proposition est retenue, et nous vous dirons quand elle sera posée.")
    fanny.press("Publier la réponse")
    fanny.go(f"/demarches/{slug}/reponses/?etat=en-attente")
    fanny.reads("Personne n’attend")


def follow_up(fanny: Hand, chloe: Hand, noa: Hand, demo: Running, process: str) -> None:
    """Promise and follow up; the contributor reads her answer and is told of what moves."""
    fanny.go(f"/demarches/{process.rstrip('/').rsplit('/', 1)[1]}/")
    fanny.follow("Une boîte à livres sera posée")
    fanny.follow("Faire une promesse")
    fanny.fill(text="Poser la boîte à livres", who="Services techniques", due_on=(today() + timedelta(days=90)).isoformat())
    fanny.page.locator("[name=sure]").check()
    fanny.press("Publier la promesse")
    promise = fanny.page.url
    chloe.go(f"{promise}etat/")
    chloe.fill(status="under_way", reason="Le menuisier a commencé.")
    chloe.page.locator("main form.ui-form").get_by_role("button").first.click()
    chloe.reads("Le menuisier a commencé.")

    noa.go("/ma-participation/")
    noa.reads(BOOK)
    noa.reads("reprise")
    tick = "from parvis.core.notices.tasks import tick; tick()"
    told = subprocess.run([*PARVIS, "manage", "shell", "-v", "0", "-c", tick], cwd=ROOT, env=demo.environ, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    noa.go("/avis/")
    noa.reads(BOOK)
    noa.go(promise)
    noa.reads("Le menuisier a commencé.")


def close(chloe: Hand, office: str, process: str) -> None:
    """Close the process: nobody waits any more."""
    chloe.go(office)
    chloe.follow("Clore la démarche")
    chloe.press("Clore la démarche")
    assert chloe.page.url == process
    chloe.reads("La démarche est close")
