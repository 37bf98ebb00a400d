"""Files of contributions, as `actions.bring_in` takes them. The office's page and the command line read the same columns in the same way.

    rows = read("ideas.csv", content)                       # or .jsonl: docs/guides/importing.md says what each column means
    report = bring_in(phase, rows, by=person, source="ideas-2026", preview=True)
    for line in report.lines: print(line.number, line.outcome, line.reason)

A row that cannot be read is reported with its line, and the others are read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import PurePath
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from parvis.core.discussion.actions import BroughtArgument, BroughtSource
from parvis.core.discussion.models import Side, Source
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase
from parvis.features.consultation import actions
from parvis.features.consultation.actions import Brought, Line, Report
from parvis.features.consultation.models import Contribution

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson")
# The names that a column may have, in small letters; the first is the one that the guide gives.
COLUMNS = {
    "id": ("id", "identifiant", "numero", "numéro", "ref"),
    "title": ("title", "titre"),
    "text": ("text", "texte", "contenu"),
    "author": ("author", "auteur", "autrice", "pseudonyme"),
    "kind": ("kind", "genre", "type"),
    "theme": ("theme", "thème", "rubrique"),
    "at": ("date", "at", "created_at", "publiee_le", "publiée_le"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng"),
    "channel": ("channel", "canal"),
    "supports": ("supports", "soutiens"),
    "arguments": ("arguments",),
    "sources": ("sources",),
}
FIELDS = {name: field for field, names in COLUMNS.items() for name in names}
KINDS = {
    "idée": "idea", "idee": "idea", "problème": "problem", "probleme": "problem", "avis": "opinion", "proposition": "proposal",
}  # fmt: skip
CHANNELS = {
    "en ligne": "online", "internet": "online", "papier": "paper", "sur papier": "paper", "on paper": "paper",
    "réunion": "meeting", "reunion": "meeting", "en réunion": "meeting", "in a meeting": "meeting",
}  # fmt: skip
SIDES = {"for": Side.FOR, "pour": Side.FOR, "against": Side.AGAINST, "contre": Side.AGAINST}


class Unreadable(ValueError):
    """A whole file, or one row of it, is not what was expected; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its line, and what it brings, or why it brings nothing."""

    line: int
    brought: Brought | None
    reason: str = ""


def read(name: str, content: bytes) -> list[Row]:
    """Read a table (.csv, .tsv) or JSON lines (.jsonl); raise Unreadable when the file is something else.

    A row without a date is dated from the day it is brought in, and one without an identifier is known by its words.

    >>> read("ideas.csv", "titre;texte\\nUn banc;Devant la poste.\\n;Sans titre".encode())[0].brought.title
    'Un banc'
    """
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise Unreadable(_("Expected a file ending in %(endings)s, got “%(name)s”.") % {"endings": ", ".join(ENDINGS), "name": name})
    text = _text(content)
    found = _table(text) if ending in (".csv", ".tsv") else json_lines(text)
    return [_row(line, values) for line, values in found]


def bring_in(
    phase: Phase,
    rows: Sequence[Row],
    *,
    by: Person,
    source: str,
    calls_for_answer: bool = True,
    preview: bool = False,
) -> Report:
    """Bring in what was read, and report on every row under the line it has in the file.

    Arguments and errors are those of `actions.bring_in`, which writes all of it or nothing.
    """
    good = [row for row in rows if row.brought]
    brought = (row.brought for row in good if row.brought)
    report = actions.bring_in(phase, brought, by=by, source=source, calls_for_answer=calls_for_answer, preview=preview)
    lines = [replace(line, number=good[line.number - 1].line) for line in report.lines]
    lines += [Line(number=row.line, id="", outcome="wrong", reason=row.reason) for row in rows if row.brought is None]
    report.lines = sorted(lines, key=lambda line: line.number)
    return report


def all_there(phase: Phase, rows: Sequence[Row], *, source: str) -> Report | None:
    """Give the report of a run that has nothing to add, whoever asks and even when the phase is closed; None when something is missing."""
    there = set(Contribution.objects.filter(phase=phase, external_source=source).values_list("external_id", flat=True))
    lines = []
    for row in rows:
        if row.brought and row.brought.id not in there:
            return None
        known = row.brought.id if row.brought else ""
        lines.append(Line(number=row.line, id=known, outcome="there" if known else "wrong", reason=row.reason))
    return Report(lines=lines)


def json_lines(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Give each line with its number, or with the reason why it is no JSON object."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, _("Expected a JSON object, got something that is not JSON (at character %(place)d).") % {"place": error.pos + 1}
            continue
        yield number, value if isinstance(value, dict) else _("Expected a JSON object, got %(got)s.") % {"got": type(value).__name__}


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise Unreadable(_("Expected a text, got a binary file. A spreadsheet can be saved as CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what spreadsheets on Windows write


def _table(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if not {"title", "text"} <= {FIELDS.get(name) for name in names}:
            raise Unreadable(
                _("Expected the names of the columns on the first line, with at least “titre” and “texte”; got: %(names)s.")
                % {"names": ", ".join(names)[:200]}
            )
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names):
                yield line, _("Expected %(expected)d columns, got %(got)d.") % {"expected": len(names), "got": len(cells)}
                continue
            yield line, dict(zip(names, cells, strict=False))
    except csv.Error as error:
        raise Unreadable(_("Line %(line)d cannot be read as a table: %(error)s.") % {"line": reader.line_num, "error": error}) from None


def _row(line: int, values: Mapping[str, Any] | str) -> Row:
    if isinstance(values, str):
        return Row(line, None, values)
    given = {FIELDS[name]: value for key, value in values.items() if (name := key.strip().lower()) in FIELDS and value not in (None, "")}
    try:
        return Row(line, _brought(given))
    except Unreadable as error:
        return Row(line, None, str(error))


def _brought(given: dict[str, Any]) -> Brought:
    words = {name: str(given.get(name, "")).strip() for name in ("title", "text", "author", "theme")}
    kind = str(given.get("kind", Contribution.Kind.PROPOSAL)).strip().lower()
    channel = str(given.get("channel", Contribution.Channel.ONLINE)).strip().lower()
    mark = hashlib.sha256("\n".join(words.values()).encode()).hexdigest()[:32]
    return Brought(
        id=str(given.get("id") or mark).strip(), kind=KINDS.get(kind, kind), channel=CHANNELS.get(channel, channel),
        at=moment(given["at"]) if "at" in given else None, supports=_count(given.get("supports", 0)),
        latitude=_degrees(given.get("latitude")), longitude=_degrees(given.get("longitude")),
        said=[*_arguments(given.get("arguments", [])), *_sources(given.get("sources", []))],
        **words,
    )  # fmt: skip


def moment(value: object) -> datetime:
    """Read a date or a date and hour: 2026-11-23, 2026-11-23T18:00:00+01:00, 23/11/2026. Without an hour it is noon, here."""
    text = str(value).strip()
    try:
        if "/" in text:
            return timezone.make_aware(datetime.strptime(text[:10], "%d/%m/%Y").replace(hour=12))  # noqa: DTZ007 (made aware here)
        if day := parse_date(text):
            return timezone.make_aware(datetime.combine(day, time(12)))
        if at := parse_datetime(text):
            return timezone.make_aware(at) if timezone.is_naive(at) else at
    except ValueError:
        pass
    raise Unreadable(_("Expected a date such as 2026-11-23 or 23/11/2026, got “%(value)s”.") % {"value": text[:40]})


def _count(value: object) -> int:
    text = str(value).strip()
    if not text.isdecimal() or len(text) > 9:
        raise Unreadable(_("Expected a number of supports, got “%(value)s”.") % {"value": text[:40]})
    return int(text)


def _degrees(value: object) -> str | None:
    return None if value is None else str(value).strip().replace(",", ".")


def _listed(value: object, name: str) -> Iterable[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Unreadable(_("Expected a list of objects in “%(name)s”.") % {"name": name})
    return value


def _arguments(value: object) -> Iterator[BroughtArgument]:
    for each in _listed(value, "arguments"):
        text, side = str(each.get("text", "")).strip(), SIDES.get(str(each.get("side", "")).lower())
        if not text or not side:
            raise Unreadable(_("Expected an argument with a text and a side (“for” or “against”)."))
        author = str(each.get("author", ""))[:60]
        mark = hashlib.sha256(f"{author}\n{text}".encode()).hexdigest()[:32]
        yield BroughtArgument(
            id=str(each.get("id") or mark)[:80], side=side, text=text, author=author, title=str(each.get("title", ""))[:140],
            at=moment(each["date"]) if each.get("date") else None,
        )  # fmt: skip


def _sources(value: object) -> Iterator[BroughtSource]:
    for each in _listed(value, "sources"):
        title, url = str(each.get("title", "")).strip(), str(each.get("url", "")).strip()
        if not title or (url and not url.startswith(("http://", "https://"))):
            raise Unreadable(_("Expected a source with a title, and an address that begins with http:// or https://."))
        kind = str(each.get("kind", ""))
        yield BroughtSource(
            id=str(each.get("id") or hashlib.sha256(f"{title}\n{url}".encode()).hexdigest()[:32])[:80], title=title, url=url,
            author=str(each.get("author", ""))[:60], publisher=str(each.get("publisher", "")),
            published_on=moment(each["date"]).date() if each.get("date") else None,
            kind=kind if kind in Source.Kind.values else Source.Kind.OTHER, text=str(each.get("text", "")),
        )  # fmt: skip
