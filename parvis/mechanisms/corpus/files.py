"""Texts from files: JSON lines or CSV, as platforms publish them, with the names that columns usually have in French and in English."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from parvis.mechanisms.corpus.texts import BadCorpus, Side, Source, Text, canonical

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ref": ("ref", "id", "identifiant", "numero", "numéro", "uuid"),
    "title": ("title", "titre"),
    "slug": ("title_slug", "slug"),
    "body": ("text", "texte", "body", "contenu", "contribution"),
    "on": ("on", "opinion", "proposal", "sur", "parent"),
    "side": ("side", "type", "sens", "position"),
    "support": ("support", "soutiens", "supports", "votes", "votes_ok"),
    "together": ("together", "ensemble"),
    "link": ("link", "url", "lien", "adresse"),
    "kind": ("category", "kind", "genre", "categorie", "catégorie"),
}
SIDES: Mapping[str, Side] = {
    **dict.fromkeys(("for", "pour", "pro", "1"), "for"),
    **dict.fromkeys(("against", "contre", "con", "0"), "against"),
    "": "",
}
Row = Mapping[str, str]
# The end of an address is words between hyphens; platforms number those that come again.
NUMBER = re.compile(r"-\d+$")


def read_texts(name: str, content: bytes) -> tuple[Text, ...]:
    """Read contributions or arguments; a row without a ref gets its number. Raise BadCorpus naming the file and the line.

    >>> read_texts("ideas.csv", "id,titre,texte\\n7,Une halle,Couvrir le marché.".encode())[0].title
    'Une halle'
    """
    texts, known = [], dict[str, int]()
    for line, row in _rows(name, content):
        ref = row.get("ref") or str(line)
        if ref in known:
            raise BadCorpus(f'{name}, line {line}: each text needs a ref of its own; "{ref}" stands on line {known[ref]} too.')
        known[ref] = line
        title, body = row.get("title", "") or NUMBER.sub("", row.get("slug", "")).replace("-", " "), row.get("body", "")
        if not title and not body:
            raise BadCorpus(f"{name}, line {line}: a title or a text was expected; columns that are read: {_expected('title', 'body')}.")
        texts.append(
            Text(
                ref=ref,
                title=title,
                body=body,
                on=row.get("on", ""),
                side=_side(name, line, row) if row.get("on") else "",
                support=_count(name, line, row.get("support", "")),
                together=row.get("together", ""),
            )
        )
    if not texts:
        raise BadCorpus(f"{name}: at least one text was expected; the file has none.")
    return canonical(texts)


def read_sources(name: str, content: bytes) -> tuple[Source, ...]:
    """Read what arguments and proposals lean on: a title or an address, a kind, the ref of what is supported."""
    sources = []
    for line, row in _rows(name, content):
        if not row.get("title") and not row.get("link"):
            raise BadCorpus(
                f"{name}, line {line}: a title or an address was expected; columns that are read: {_expected('title', 'link')}."
            )
        sources.append(Source(title=row.get("title", ""), link=row.get("link", ""), kind=row.get("kind", ""), on=row.get("on", "")))
    return tuple(sorted(sources, key=lambda source: (source.on, source.title, source.link, source.kind)))


def _rows(name: str, content: bytes) -> Iterator[tuple[int, Row]]:
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadCorpus(f"{name}, line {line}: a text in UTF-8 was expected.") from None
    ending = PurePath(name).suffix.lower()
    if ending in (".csv", ".tsv"):
        yield from _table(name, written, "\t" if ending == ".tsv" else None)
    elif ending in (".jsonl", ".ndjson", ".json"):
        yield from _objects(name, written)
    else:
        raise BadCorpus(
            f'{name}: a file whose name ends in .jsonl, .json, .csv or .tsv was expected (or one of these with .gz); got "{ending}".'
        )


def _table(name: str, written: str, delimiter: str | None) -> Iterator[tuple[int, Row]]:
    first = written.partition("\n")[0]
    if delimiter is None:
        delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(written), delimiter=delimiter, strict=True)
    try:
        heading = [column.strip() for column in next(reader, [])]
        fields = _fields(name, heading)
        for row in reader:
            if any(cell.strip() for cell in row):
                if len(row) != len(heading):
                    raise BadCorpus(f"{name}, line {reader.line_num}: {len(heading)} columns were expected; got {len(row)}.")
                yield reader.line_num, {field: row[at].strip() for field, at in fields.items()}
    except csv.Error as error:
        raise BadCorpus(f"{name}, line {reader.line_num}: a row of a table was expected ({error}).") from None


def _objects(name: str, written: str) -> Iterator[tuple[int, Row]]:
    for line, row in enumerate(_lines(name, written), 1):
        if row is None:
            continue
        if not isinstance(row, dict):
            raise BadCorpus(f'{name}, line {line}: an object such as {{"id": 1, "text": "…"}} was expected; got {json.dumps(row)[:60]}.')
        fields = _fields(name, [str(key) for key in row])
        keys = list(row)
        yield line, {field: _text(row[keys[at]]) for field, at in fields.items()}


def _lines(name: str, written: str) -> Iterator[object]:
    if written.lstrip().startswith("["):  # one list instead of an object a line
        try:
            yield from json.loads(written)
        except json.JSONDecodeError as error:
            raise BadCorpus(f"{name}, line {error.lineno}: a list of objects was expected; {error.msg}.") from None
        return
    # str.splitlines would cut at separators that JSON allows inside a string.
    for number, line in enumerate(written.split("\n"), 1):
        try:
            yield json.loads(line) if line.strip() else None
        except json.JSONDecodeError as error:
            raise BadCorpus(f"{name}, line {number}: one JSON object was expected on the line; {error.msg}.") from None


def _fields(name: str, heading: list[str]) -> dict[str, int]:
    known = {column.lower(): at for at, column in reversed(list(enumerate(heading)))}
    fields = {}
    for field, names in COLUMNS.items():
        for written in names:
            if written in known:
                fields[field] = known[written]
                break
    if not fields.keys() & {"title", "slug", "body", "link"}:
        got = ", ".join(heading)[:200] or "nothing"
        raise BadCorpus(f"{name}: a column of titles or texts was expected, named {_expected('title', 'body')}; got {got}.")
    return fields


def _text(value: object) -> str:
    return "" if value is None else value.strip() if isinstance(value, str) else str(value)


def _side(name: str, line: int, row: Row) -> Side:
    written = row.get("side", "").lower()
    if written not in SIDES:
        raise BadCorpus(f'{name}, line {line}: the side was expected to be for or against (pour, contre, 1, 0); got "{written}".')
    return SIDES[written]


def _count(name: str, line: int, written: str) -> int:
    try:
        count = float(written or 0)
    except ValueError:
        count = -1.0
    if count < 0 or count != int(count):
        raise BadCorpus(f'{name}, line {line}: a number of people was expected; got "{written}".')
    return int(count)


def _expected(*fields: str) -> str:
    return ", ".join(name for field in fields for name in COLUMNS[field])
