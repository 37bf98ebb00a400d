"""Check a value against a JSON Schema, for the keywords that ours use; a keyword that is not known here is an error, not a pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

KINDS = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
SAID = {"$schema", "$defs", "title", "description"}


def wrong(schema: Mapping[str, Any], value: Any, whole: Mapping[str, Any] | None = None, path: str = "$") -> Iterator[str]:
    """Give what is wrong with a value, place by place.

    >>> list(wrong({"type": "array", "items": {"minimum": 0}}, [1, -2]))
    ['$[1]: -2 is below 0']
    >>> list(wrong({"anyOf": [{"type": "null"}, {"enum": ["a"]}]}, "b"))
    ["$: 'b' fits 0 of the forms of anyOf"]
    """
    whole = whole or schema
    for keyword, given in schema.items():
        if keyword == "$ref":
            yield from wrong(whole["$defs"][given.rpartition("/")[2]], value, whole, path)
        elif keyword == "type":
            kinds = [given] if isinstance(given, str) else given
            if not any(isinstance(value, KINDS[kind]) and not (kind == "integer" and isinstance(value, bool)) for kind in kinds):
                yield f"{path}: {value!r} is no {' or '.join(kinds)}"
        elif keyword in ("const", "enum"):
            if value not in ([given] if keyword == "const" else given):
                yield f"{path}: {value!r} is not {given!r}"
        elif keyword in ("anyOf", "oneOf"):
            fits = sum(not list(wrong(form, value, whole, path)) for form in given)
            if not fits or (keyword == "oneOf" and fits > 1):
                yield f"{path}: {value!r} fits {fits} of the forms of {keyword}"
        elif keyword == "minimum":
            if isinstance(value, int) and value < given:
                yield f"{path}: {value} is below {given}"
        elif keyword == "pattern":
            if isinstance(value, str) and not re.search(given, value):
                yield f"{path}: {value!r} does not match {given}"
        elif isinstance(value, list):
            yield from _of_list(keyword, given, schema, value, whole, path)
        elif isinstance(value, dict):
            yield from _of_object(keyword, given, schema, value, whole, path)
        elif keyword not in SAID and keyword not in ARRAYS | OBJECTS:
            yield f"{path}: the keyword {keyword} is not known here"


ARRAYS, OBJECTS = {"items", "prefixItems", "minItems", "maxItems"}, {"required", "properties", "additionalProperties"}


def _of_list(keyword: str, given: Any, schema: Mapping[str, Any], value: list[Any], whole: Mapping[str, Any], path: str) -> Iterator[str]:
    if keyword == "items":
        for place, item in enumerate(value[len(schema.get("prefixItems", ())) :]):
            yield from wrong(given, item, whole, f"{path}[{place}]")
    elif keyword == "prefixItems":
        for place, (form, item) in enumerate(zip(given, value, strict=False)):
            yield from wrong(form, item, whole, f"{path}[{place}]")
    elif keyword == "minItems":
        if len(value) < given:
            yield f"{path}: {len(value)} items, fewer than {given}"
    elif keyword == "maxItems":
        if len(value) > given:
            yield f"{path}: {len(value)} items, more than {given}"
    elif keyword not in SAID | OBJECTS:
        yield f"{path}: the keyword {keyword} is not known here"


def _of_object(
    keyword: str, given: Any, schema: Mapping[str, Any], value: dict[str, Any], whole: Mapping[str, Any], path: str
) -> Iterator[str]:
    if keyword == "required":
        yield from (f"{path}: {key} is missing" for key in given if key not in value)
    elif keyword == "properties":
        for key, form in given.items():
            if key in value:
                yield from wrong(form, value[key], whole, f"{path}.{key}")
    elif keyword == "additionalProperties":
        for key in value.keys() - schema.get("properties", {}).keys():
            if given is False:
                yield f"{path}: {key} is not known"
            elif given is not True:
                yield from wrong(given, value[key], whole, f"{path}.{key}")
    elif keyword not in SAID | ARRAYS:
        yield f"{path}: the keyword {keyword} is not known here"
