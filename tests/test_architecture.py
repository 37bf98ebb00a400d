"""The walls of the house, where import-linter cannot see: who writes, what a room looks like, what must not be used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "parvis"
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/*/apps.py"))

# Only actions write. What follows looks, asks, or shows.
LOOKING = ("views", "feeds", "api", "forms", "tasks", "models", "queries", "rules", "phases", "datasets", "templatetags", "kinds", "acts")
WRITES = {
    "save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create", "select_for_update",
}  # fmt: skip
# A mail program that unsubscribes with one click has no token of a form (RFC 8058).
# A log that asks its witness has no session; its signature says who it is.
ALLOWED = {
    ("csrf_exempt", "core/notices/views.py"),
    ("csrf_exempt", "features/ballots/views.py"),
    ("csrf_exempt", "core/record/witnessing.py"),
}
NAMES_TO_AVOID = {"utils", "helpers", "common", "base", "services", "signals", "misc", "core"}


def files(*names: str) -> Iterator[Path]:
    """Give the Python files with these names (or in folders with these names), outside tests and migrations."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if "tests" in inside.parts or "migrations" in inside.parts:
            continue
        if path.stem in names or any(part in names for part in inside.parts[:-1]):
            yield path


def writes(path: Path) -> list[str]:
    """Give the calls in a file that write to the database: `x.objects.create(…)`, `thing.save(…)`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            continue
        spelled = ast.unparse(node.func)
        # A dictionary's or a hash's update, and the page forms of an instance, are no writes to the database.
        through_manager = "objects" in spelled or "_set" in spelled or ".filter(" in spelled or ".current(" in spelled
        if node.func.attr in {"update", "create", "delete"} and not through_manager:
            continue
        if node.func.attr == "save" and spelled.startswith("super()"):
            continue
        found.append(f"{path.relative_to(ROOT)}:{node.lineno} {spelled}")
    return found


@pytest.mark.parametrize("path", list(files(*LOOKING)), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_actions_write(path: Path) -> None:
    assert writes(path) == []


def test_the_check_on_writes_can_fail(tmp_path: Path) -> None:
    sample = PACKAGE / "core" / "record" / "actions.py"
    assert len(writes(sample)) >= 4


def test_nothing_is_named_after_nothing() -> None:
    # Django looks for a database under the name `base`.
    meant = {PACKAGE / "core", PACKAGE / "config" / "sqlite" / "base.py"}
    bad = [path for path in PACKAGE.rglob("*") if path.stem in NAMES_TO_AVOID and path.suffix in {"", ".py"} and path not in meant]
    assert bad == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_says_what_people_do_in_it(room: Path) -> None:
    tree = ast.parse((room / "__init__.py").read_text())
    assert ast.get_docstring(tree), f"{room.name}: say in two sentences what people do here"
    assert len(tree.body) == 1, f"{room.name}: __init__.py holds no code"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_signals_and_no_generic_keys(path: Path) -> None:
    source = path.read_text()
    for forbidden in ("django.dispatch", "django.db.models.signals", "GenericForeignKey", "csrf_exempt"):
        if (forbidden, str(path.relative_to(PACKAGE))) in ALLOWED:
            continue
        assert forbidden not in source, f"{path.relative_to(ROOT)} uses {forbidden}"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("rules.py")), ids=lambda path: path.parent.name)
def test_every_rule_is_asked_for_everybody_in_the_tests_of_its_room(path: Path) -> None:
    named = {each.name for each in ast.parse(path.read_text()).body if isinstance(each, ast.FunctionDef) and each.name.startswith("may_")}
    tested = ast.parse((path.parent / "tests" / "test_rules.py").read_text()) if named else ast.Module([], [])
    asked = {each.attr for each in ast.walk(tested) if isinstance(each, ast.Attribute)}
    asked |= {str(each.value) for each in ast.walk(tested) if isinstance(each, ast.Constant)}
    assert named <= asked, f"no matrix in {path.parent.name}/tests/test_rules.py asks {', '.join(sorted(named - asked))}"
