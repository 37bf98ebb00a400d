"""Reading the two files of the Sortition Foundation: features.csv (the quotas) and people.csv (the pool).

Features: `feature,value,min,max` and perhaps `min_flex,max_flex`, how far a quota may be moved when no panel meets them all
(older files say `category,feature,min,max` or `category,name,min,max`). People: a column per feature and an identifier.

Source: documentation of sortition-algorithms, "Data format" (2025); files of P. Flanigan et al., "Fair algorithms for selecting
citizens' assemblies", Nature 596, 2021.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parvis.mechanisms.sortition.pool import Person, Pool, Quota

HEADS = (("feature", "value"), ("category", "feature"), ("category", "name"), ("feature", "name"))
IDENTIFIERS = ("id", "ref", "nationbuilder_id", "identifiant", "person", "unique_id")


class BadDrawFile(ValueError):
    """A file of quotas or people that cannot be read. The message says the file, the line and what was expected."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(f"{name}, line {line}: {message}")


@dataclass(frozen=True)
class Flexible:
    """A quota with how far it may be moved."""

    quota: Quota
    least: int
    most: int


def read_features(name: str, content: bytes, size: int | None = None) -> tuple[Flexible, ...]:
    """Read the quotas. Without min_flex and max_flex, they may move anywhere from 0 to the size of the panel.

    >>> read_features("f.csv", b"feature,value,min,max\\nage,under 30,2,3\\n")[0].quota
    Quota(feature='age', value='under 30', least=2, most=3)
    """
    rows = _rows(name, content)
    first, head = next(rows, (1, []))
    names = [title.strip().lower() for title in head]
    columns = next(((names.index(one), names.index(two)) for one, two in HEADS if one in names and two in names), None)
    if columns is None or "min" not in names or "max" not in names:
        raise BadDrawFile(name, first, f"columns feature,value,min,max were expected; got {','.join(head) or 'an empty file'}.")
    found: dict[tuple[str, str], Flexible] = {}
    for line, row in rows:
        cells = dict(zip(names, row, strict=False))
        feature, value = (row[place].strip() if place < len(row) else "" for place in columns)
        if not feature or not value:
            raise BadDrawFile(name, line, f"a feature and a value were expected; got {','.join(row)!r}.")
        if (feature, value) in found:
            raise BadDrawFile(name, line, f"{feature} {value} was expected once; it stands twice.")
        least, most = (_number(name, line, title, cells.get(title, "")) for title in ("min", "max"))
        if least > most:
            raise BadDrawFile(name, line, f"{feature} {value}: a minimum up to the maximum was expected; got {least} and {most}.")
        low = _number(name, line, "min_flex", cells["min_flex"]) if cells.get("min_flex", "").strip() else 0
        high = _number(name, line, "max_flex", cells["max_flex"]) if cells.get("max_flex", "").strip() else max(most, size or most)
        if low > least or high < most:
            raise BadDrawFile(
                name, line, f"{feature} {value}: min_flex up to min and max_flex from max were expected; got {low} and {high}."
            )
        found[feature, value] = Flexible(Quota(feature, value, least, most), low, high)
    if not found:
        raise BadDrawFile(name, first, "at least one quota was expected under the heads of the columns; there is none.")
    return tuple(found.values())


def read_people(
    name: str,
    content: bytes,
    quotas: Sequence[Quota],
    *,
    identifier: str | None = None,
    household: Sequence[str] = (),
) -> Pool:
    """Read the pool. Only the identifier, the features with quotas and the household are kept: no name, no address.

    Without an identifier column, people are numbered from 1. People share a household when the columns named are the same, whatever
    their capitals and spaces; its name in the pool is a number.
    """
    rows = _rows(name, content)
    first, head = next(rows, (1, []))
    titles = [title.strip() for title in head]
    lower = [title.lower() for title in titles]
    features = {quota.feature: {other.value for other in quotas if other.feature == quota.feature} for quota in quotas}
    for wanted in (*features, *household, *([identifier] if identifier else [])):
        if wanted.lower() not in lower:
            raise BadDrawFile(name, first, f"a column {wanted!r} was expected; got {', '.join(titles) or 'an empty file'}.")
    column = identifier or next((known for known in IDENTIFIERS if known in lower), None)
    people: dict[str, Person] = {}
    lines: dict[str, int] = {}
    homes: dict[tuple[str, ...], str] = {}
    for number, (line, row) in enumerate(rows, start=1):
        if len(row) != len(titles):
            raise BadDrawFile(name, line, f"{len(titles)} columns were expected; got {len(row)}.")
        cells = dict(zip(lower, (cell.strip() for cell in row), strict=True))
        ref = cells[column.lower()] if column else str(number)
        if not ref:
            raise BadDrawFile(name, line, f"an identifier was expected in the column {column!r}; it is empty.")
        if ref in people:
            raise BadDrawFile(name, line, f"each person was expected once; {ref!r} is on line {lines[ref]} already.")
        home = tuple(" ".join(cells[part.lower()].casefold().split()) for part in household)
        people[ref] = Person(
            {feature: _value(name, line, feature, cells[feature.lower()], values) for feature, values in features.items()},
            homes.setdefault(home, f"h{len(homes) + 1}") if any(home) else None,
        )
        lines[ref] = line
    if not people:
        raise BadDrawFile(name, first, "people were expected under the heads of the columns; there is nobody.")
    return Pool(dict(sorted(people.items())))


def as_settings(quotas: Sequence[Quota]) -> Mapping[str, object]:
    """Give quotas as the settings of a draw hold them."""
    return {
        "features": [quota.feature for quota in quotas],
        "values": [quota.value for quota in quotas],
        "minimum": [quota.least for quota in quotas],
        "maximum": [quota.most for quota in quotas],
    }


def _rows(name: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadDrawFile(name, line, "text in UTF-8 was expected; save the file again as “CSV UTF-8”.") from None
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise BadDrawFile(name, reader.line_num, f"a line of CSV was expected; {error}.") from None


def _number(name: str, line: int, title: str, text: str) -> int:
    if not text.strip().isdecimal():
        raise BadDrawFile(name, line, f"a whole number from 0 up was expected in the column {title!r}; got {text!r}.")
    return int(text)


def _value(name: str, line: int, feature: str, text: str, values: set[str]) -> str:
    if text in values:
        return text
    close = [value for value in values if value.casefold() == text.casefold()]
    if len(close) == 1:
        return close[0]
    raise BadDrawFile(name, line, f"{feature} was expected to be one of {', '.join(sorted(values))}; got {text!r}.")
