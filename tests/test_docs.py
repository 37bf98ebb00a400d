"""What the guides list is what the code has. (Settings: tests/test_settings.py.)"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from parvis.mechanisms import registry
from parvis.ui.sentences import sentence

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
METHODS = sorted(path.name.removesuffix(".md").removesuffix(".fr") for path in (DOCS / "mechanisms").glob("*.md"))
# Pages of that folder that are about what all methods share.
SHARED = {"result-file", "ledger", "public-lottery", "promises"}


def test_the_lists_written_from_the_code_are_what_it_says() -> None:
    # In a process of its own: other tests declare kinds that no instance has.
    said = subprocess.run([sys.executable, "-m", "tests.listed", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize("method", sorted({*METHODS} - SHARED))
def test_a_method_that_is_explained_exists_and_is_explained_in_both_languages(method: str) -> None:
    assert method in {slug for family in registry.families() for slug in registry.slugs(family)}
    for page in (DOCS / "mechanisms" / f"{method}.md", DOCS / "mechanisms" / f"{method}.fr.md"):
        assert page.exists()
        assert page.read_text().startswith("# ")


PARTS = {
    "": ("An example", "When to use it", "Its limits", "Sources"),
    ".fr": ("Un exemple", "Quand l’utiliser", "Ses limites", "Sources"),
}


@pytest.mark.parametrize("language", PARTS)
@pytest.mark.parametrize("method", registry.slugs())
def test_every_method_has_its_page_with_its_five_parts(method: str, language: str) -> None:
    text = (DOCS / "mechanisms" / f"{method}{language}.md").read_text()
    head, *parts = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    for part in PARTS[language]:
        assert [body for heading, body in found.items() if heading.startswith(part) and len(body.split()) >= 8], part
    assert ">>> " in found[PARTS[language][0]], "the example is worked: `parvis/cli/tests/test_sentences.py` runs it"
    title, what = head.split("\n", 1)
    assert len(re.findall(r"\w[\w’'-]*", what)) <= 125, "what it does is said in about a hundred words"
    family = registry.get(method).family
    known_as = sentence(f"{family}.{method}.name", {}, language.removeprefix(".") or "en")
    assert title == f"# {known_as.replace(chr(0xA0), ' ').replace(chr(0x202F), ' ')}", "the name that results show"


@pytest.mark.parametrize("page", sorted((DOCS / "mechanisms").glob("*.fr.md")), ids=lambda path: path.name)
def test_no_word_was_put_in_for_another_in_the_titles_of_sources(page: Path) -> None:
    # Titles of books are in their own language; what surrounds them is in French.
    titles = re.findall(r"[«*]([^»*]+)[»*]", page.read_text().partition("## Sources")[2])
    assert [title for title in titles if re.search(r"\b(the|of|for|with)\b", title) and " et " in title] == []
    assert not re.search(r"\bchapters? \d|\(eds?\.\)", page.read_text())


def test_every_method_that_counts_votes_or_shares_budgets_has_its_row_of_promises() -> None:
    from tests.promises_listed import sections

    called = {"most-approved": "approval", "equal-shares-add1": "equal-shares", "equal-shares-add1-greedy": "equal-shares"}
    conditions = {"qualified-majority", "quorum"}
    rows = {called.get(slug, slug) for _, methods in sections() for slug in methods}
    assert rows - conditions == {*registry.slugs("voting"), *registry.slugs("budgeting")}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_that_are_named_exist(page: Path) -> None:
    from parvis.cli.main import COMMANDS

    named = set(re.findall(r"(?:`|^\s*(?:\$ )?|bin/)parvis ([a-z]+)\b", page.read_text(), re.MULTILINE))
    assert named - {*COMMANDS} == set()


def test_the_guide_of_components_pictures_every_section_of_the_gallery() -> None:
    sections = set(re.findall(r'{% section title="[^"]*" id="([^"]*)"', (ROOT / "parvis/ui/templates/ui/gallery.html").read_text()))
    pictured = re.findall(r"\.\./pictures/gallery/([\w-]+)\.png", (DOCS / "guides/components.md").read_text())
    assert len(pictured) > 10
    assert set(pictured) == sections
    for name in pictured:
        with Image.open(DOCS / "pictures" / "gallery" / f"{name}.png") as picture:
            assert len(picture.getcolors() or ()) > 2, f"{name} is blank"
