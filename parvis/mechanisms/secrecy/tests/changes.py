"""Every small change of a value, for tests that each is refused."""

from collections.abc import Iterator
from typing import Any


def changes(value: Any) -> Iterator[Any]:
    """Give the value with one change, for each change there is: another text, a field or an element less, twice, in another order."""
    if isinstance(value, str):
        yield value[:-1] + ("1" if value[-1:] != "1" else "2")
        yield value + "0"
        yield ""
        yield 1
    elif isinstance(value, bool | int | None):
        yield from (str(value), 1 if value is None else int(value) + 1, [])
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield value[:place] + value[place + 1 :]
            yield [*value[:place], one, *value[place:]]
            yield from ([*value[:place], changed, *value[place + 1 :]] for changed in changes(one))
        if len(value) > 1 and value != value[::-1]:
            yield value[::-1]
        yield {}
    else:
        for name, one in value.items():
            yield {key: kept for key, kept in value.items() if key != name}
            yield {(f"{key}_" if key == name else key): kept for key, kept in value.items()}
            yield from (value | {name: changed} for changed in changes(one))
        if len(value) > 1:
            yield dict(reversed(value.items()))
        yield value | {"more": 1}
        yield []
