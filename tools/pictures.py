"""Take a screenshot of every page of a running demonstration: one page of each kind, at three widths, light and dark.

    PORT=8000 make run          in one terminal
    make pictures               in another; pictures go to build/pictures (ARGS="--only process --widths 360")

    make pictures ARGS=--all    every page there is, also those that links do not lead to, as who sees most
    PARVIS_GALLERY=1 make run; make pictures ARGS=--gallery    each section of the gallery, into docs/pictures/gallery

Pages are found by following links from the front page, first as a visitor, then as members of the cast: each takes the kinds of
pages that those before her did not see.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import Counter, deque
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
from django.urls import Resolver404, resolve
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AS = {"visitor": "", "emile": "Émile", "ada": "Ada", "bao": "Bao", "chloe": "Chloé", "driss": "Driss", "fanny": "Fanny"}
# So many pages of a kind are read in search of links: a process in which one contributes links to other pages than a closed one.
EACH = 4


def name_of(address: str) -> str:
    """Give the name of the page behind an address; empty when it is no page of ours."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return match.view_name


def sign_in(context: BrowserContext, base: str, name: str) -> None:
    """Step into a member of the cast."""
    page = context.new_page()
    page.goto(urljoin(base, "/demonstration/"))
    page.get_by_role("button", name=name).first.click()
    page.close()


def kinds_of_pages(page: Page, base: str) -> dict[str, str]:
    """Follow the links from the front page, and give one address for each kind of page."""
    found: dict[str, str] = {}
    read: Counter[str] = Counter()
    waiting, seen = deque([base]), {base}
    while waiting:
        address = waiting.popleft()
        name = name_of(address)
        if not name or read[name] >= EACH:
            continue
        read[name] += 1
        try:
            answer = page.goto(address)
        except Error:  # a file that the browser saves instead of showing it
            answer = None
        if not answer or not answer.headers.get("content-type", "").startswith("text/html"):
            read[name] = EACH
            continue
        # Whoever is sent to sign in has not seen the page itself.
        if answer.status >= 400 or name_of(page.url) != name:
            continue
        found.setdefault(name, address)
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            link = link.split("#")[0]
            # The choice of another language would change all the pictures that follow.
            if link.startswith(base) and "langue=" not in link and link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def take(browser: Browser, base: str, folder: Path, who: str, widths: list[int], only: str, known: set[str]) -> list[str]:
    """Take the pictures of one person's pages, and give their names."""
    context = browser.new_context(locale="fr-FR")
    if AS[who]:
        sign_in(context, base, AS[who])
    pages = {name: address for name, address in kinds_of_pages(context.new_page(), base).items() if only in name and name not in known}
    for width in widths:
        for mode in ("light", "dark"):
            page = context.new_page()
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=mode)  # type: ignore[arg-type]
            for name, address in pages.items():
                page.goto(address)
                page.screenshot(path=folder / f"{name.replace(':', '-')}-{who}-{width}-{mode}.png", full_page=True)
            page.close()
    context.close()
    return sorted(pages)


def take_gallery(browser: Browser, base: str, folder: Path) -> int:
    """Take a picture of each section of the gallery, in few colours so that the documentation stays light, and give how many there are."""
    page = browser.new_page(locale="fr-FR", viewport={"width": 1040, "height": 900}, reduced_motion="reduce")
    page.goto(urljoin(base, "/galerie/"))
    sections = page.locator("main section.ui-section:not(section section)")
    for section in sections.all():
        picture = Image.open(BytesIO(section.screenshot()))
        picture.quantize(64).save(folder / f"{section.get_attribute('aria-labelledby')}.png", optimize=True)
    return sections.count()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", default=f"http://127.0.0.1:{os.environ.get('PORT') or 8000}/")
    parser.add_argument("--widths", default="360,768,1280")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    parser.add_argument("--who", default=",".join(AS))
    parser.add_argument("--all", action="store_true", help="every page there is, without a running demonstration")
    parser.add_argument("--gallery", action="store_true", help="the sections of the gallery, for the documentation")
    args = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    os.environ.setdefault("PARVIS_DEMO", "1")
    django.setup()
    folder = ROOT / "build" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    if args.all:
        judges = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-k", "axe_finds_nothing", "tests/test_every_page_is_judged.py"]
        return subprocess.run(judges, cwd=ROOT, env={**os.environ, "PARVIS_PICTURES": str(folder)}, check=False).returncode  # noqa: S603 (our own tests)
    done: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        if args.gallery:
            folder = ROOT / "docs" / "pictures" / "gallery"
            folder.mkdir(parents=True, exist_ok=True)
            print(f"{take_gallery(browser, args.base, folder)} sections in {folder}")
            return 0
        for who in args.who.split(","):
            names = take(browser, args.base, folder, who, [int(width) for width in args.widths.split(",")], args.only, done)
            print(f"{who}: {len(names)} kinds of pages")
            done |= set(names)
        browser.close()
    print(f"{len(done)} kinds of pages in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
