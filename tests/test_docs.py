"""What the guides list is what the code has. (Settings: tests/test_settings.py.)"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from parvis.mechanisms import registry

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
METHODS = sorted(path.name.removesuffix(".md").removesuffix(".fr") for path in (DOCS / "mechanisms").glob("*.md"))
# Pages of that folder that are about what all methods share.
SHARED = {"result-file", "ledger", "public-lottery"}


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


@pytest.mark.parametrize(
    "method", [slug for family in ("voting", "budgeting", "sortition", "delegation") for slug in registry.slugs(family)]
)
def test_every_method_has_its_page(method: str) -> None:
    for page in (DOCS / "mechanisms" / f"{method}.md", DOCS / "mechanisms" / f"{method}.fr.md"):
        text = page.read_text()
        assert len(re.split(r"^## ", text, flags=re.MULTILINE)) >= 5, "what it does, an example, when to use it, its limits, sources"
        assert ">>> " in text


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_that_are_named_exist(page: Path) -> None:
    from parvis.cli.main import COMMANDS

    named = set(re.findall(r"(?:`|^\s*(?:\$ )?|bin/)parvis ([a-z]+)\b", page.read_text(), re.MULTILINE))
    assert named - {*COMMANDS} == set()
