"""Translations without GNU gettext: collect the strings of every room, compile the catalogues, check that French is complete.

    python tools/messages.py collect    adds new strings to parvis/<room>/locale/fr/LC_MESSAGES/django.po,
                                        drops those no longer used, and sets the spaces of French
    python tools/messages.py compile    writes the .mo files that Django reads
    python tools/messages.py check      says what is missing, fuzzy, doubled or broken; exit status 1 if anything is

A room is a Django application with templates or Python files; its catalogue stands in its own folder. English is the source,
so an English catalogue is not needed.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from parvis.ui.typography import french  # noqa: E402

PACKAGE = ROOT / "parvis"
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None, "_g": None, "N_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def rooms() -> list[Path]:
    """Give the folders that are Django applications, the deepest first."""
    found = {path.parent for path in PACKAGE.rglob("apps.py")} | {path.parent for path in PACKAGE.rglob("templates")}
    return sorted((path for path in found if ".venv" not in path.parts), key=lambda path: -len(path.parts))


def catalogue_of(room: Path) -> Path:
    """Give where the French catalogue of a room stands."""
    return room / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def strings_of(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """Give the messages of one Python file or template, as Babel does."""
    if path.suffix == ".py":
        with path.open("rb") as file:
            yield from extract("python", file, KEYWORDS, comment_tags=("Translators:",))
        return
    from django.utils.translation.template import templatize

    # Python's tokens are looked for in what is left of a template: its indentation means nothing there.
    source = "\n".join(line.strip() for line in templatize(path.read_text(), origin=str(path)).splitlines())
    yield from extract("python", io.BytesIO(source.encode()), KEYWORDS, comment_tags=("Translators",))


def collect(room: Path, others: list[Path]) -> Catalog:
    """Give the template catalogue of a room: every string in it, outside rooms nested in it and tests."""
    nested = [other for other in others if other != room and room in other.parents]
    catalogue = Catalog(charset="utf-8")
    for path in sorted(room.rglob("*")):
        in_room = not any(other in path.parents for other in nested) and "tests" not in path.parts and "migrations" not in path.parts
        if (path.suffix == ".py" and in_room) or (path.suffix in {".html", ".txt"} and "templates" in path.parts and in_room):
            place = str(path.relative_to(ROOT))
            for _line, message, comments, context in strings_of(path):
                catalogue.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return catalogue


def read(path: Path) -> Catalog:
    """Read a catalogue; an absent one is empty."""
    if not path.exists():
        return Catalog(locale="fr", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue without dates, names or line numbers, so that a change shows only what changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
    )
    path.write_text(header + out.getvalue().decode())


def typeset(string: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
    """Give a translation the spaces and apostrophes of French typography; what is not translated stays so."""
    if not string:
        return string
    return french(string) if isinstance(string, str) else tuple(map(french, string))


def placeholders(text: str) -> set[str]:
    """Give the names of the values that a sentence takes."""
    return {one or other for one, other in PLACEHOLDER.findall(text)}


def wrongs(message: Message) -> Iterator[str]:
    """Give what is wrong with one translation."""
    original = message.id if isinstance(message.id, tuple) else (message.id,)
    translated = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy:
        yield "is marked fuzzy"
    if not all(translated):
        yield "has no French"
    elif set().union(*map(placeholders, translated)) - set().union(*map(placeholders, original)):
        yield "has other values in French than in English"
    if any(re.search(r"\w\((?:e|s|es|trice|ne)\)|\w·\w", text or "") for text in translated):
        yield "writes the feminine with signs; our guide of style asks for words: another turn of phrase"
    if message.string != typeset(message.string):
        yield "lacks the no-break spaces or the apostrophes of French: run make messages"


def check() -> int:
    """Say what is wrong with the catalogues, and give how many findings there are."""
    found = 0
    everywhere: dict[tuple[object, object], dict[str, str]] = defaultdict(dict)
    for room in rooms():
        catalogue = read(catalogue_of(room))
        for message in collect(room, rooms()):
            if not message.id:
                continue
            known = catalogue.get(message.id, message.context)
            for wrong in ["is not in the catalogue: run make messages"] if known is None else wrongs(known):
                print(f"{catalogue_of(room).relative_to(ROOT)}: {message.id!r} {wrong}")
                found += 1
            if known is not None:
                everywhere[(message.id, message.context)][str(room.relative_to(ROOT))] = str(known.string)
    for (text, _context), meanings in everywhere.items():
        # Django merges all catalogues into one: a string translated in two ways would read at random.
        if len(set(meanings.values())) > 1:
            print(f"{text!r} is translated in several ways: {meanings}")
            found += 1
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("verb", choices=["collect", "compile", "check"])
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--room", help="only this folder, such as parvis/ui")
    args = parser.parse_args()
    chosen = [room for room in rooms() if not args.room or room == ROOT / args.room]
    if args.verb != "compile":
        from django.conf import settings

        if not settings.configured:
            settings.configure(USE_I18N=True)
    if args.verb == "collect":
        for room in chosen:
            template, path = collect(room, rooms()), catalogue_of(room)
            if len(template):
                catalogue = read(path)
                catalogue.update(template, no_fuzzy_matching=True)
                for message in catalogue:
                    if message.id:
                        message.string = typeset(message.string)
                write(catalogue, path)
                missing = sum(not all(m.string if isinstance(m.string, tuple) else [m.string]) for m in catalogue if m.id)
                print(f"{path.relative_to(ROOT)}: {len(catalogue)} strings, {missing} to translate")
        return 0
    if args.verb == "check":
        return int(bool(check()))
    for room in chosen:
        path = catalogue_of(room)
        target = path.with_suffix(".mo")
        if path.exists() and (not target.exists() or target.stat().st_mtime < path.stat().st_mtime):
            with target.open("wb") as file:
                write_mo(file, read(path))
            if not args.quiet:
                print(target.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
