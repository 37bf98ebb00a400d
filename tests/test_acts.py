"""Every kind of act that a room declares: it is in the guide, and has its sentence in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from parvis.core.record import kinds

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDERS = {"%(actor)s", "%(title)s"}


def declared() -> dict[str, str]:
    """Give the codes that are written in the rooms' `acts.py`, each with its room; read from the source, not from what is loaded."""
    found = {}
    for path in sorted((ROOT / "parvis").rglob("acts.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "act_kind":
                code = call.args[0]
                assert isinstance(code, ast.Constant), path
                found[str(code.value)] = str(path.relative_to(ROOT))
    return found


def test_every_kind_of_every_room_is_known_to_every_program() -> None:
    assert len(declared()) > 50
    assert set(declared()) <= {kind.code for kind in kinds.every()}


def test_the_guide_lists_every_kind_of_every_room() -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs" / "guides" / "acts.md").read_text(), re.MULTILINE)
    assert listed == sorted(declared()), "python -m tests.listed"


@pytest.mark.parametrize("code", declared())
def test_every_kind_has_its_sentence_in_both_languages(code: str) -> None:
    said = {}
    for language in ("en", "fr"):
        with translation.override(language):
            said[language] = str(kinds.get(code).sentence)
    assert said["en"] != said["fr"]
    for sentence in said.values():
        assert re.search(r"\w{3,}", re.sub(r"%\(\w+\)s", "", sentence)), sentence
        assert set(re.findall(r"%\(\w+\)s", sentence)) <= PLACEHOLDERS, sentence
        assert sentence % {"actor": "Ada", "title": "Un banc"}, sentence
        assert sentence.rstrip(' »”"').endswith("."), sentence
    assert set(re.findall(r"%\(\w+\)s", said["en"])) == set(re.findall(r"%\(\w+\)s", said["fr"])), said
