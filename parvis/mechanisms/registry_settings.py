"""Settings of a mechanism: a frozen dataclass, written to and read from plain values with clear errors."""

import types
from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from parvis.mechanisms.exact import fraction
from parvis.mechanisms.result import Plain, plain

S = TypeVar("S")


class SettingsError(ValueError):
    """A setting that is unknown, or has a value it cannot have. The message says which, and what was expected."""


def settings_to_json(settings: object) -> dict[str, Plain]:
    """Give the settings as plain values; those left at their default are written too, so that a file says everything."""
    return {field.name: plain(getattr(settings, field.name)) for field in fields(settings)}  # type: ignore[arg-type]  # any settings dataclass


def settings_from_json(kind: type[S], data: Mapping[str, object] | None) -> S:
    """Read settings of this kind from plain values, for instance from a phase or a published file.

    Raise SettingsError for an unknown name, a value of the wrong type, or one that the settings themselves refuse.
    """
    hints, given = get_type_hints(kind), dict(data or {})
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # any settings dataclass
    values: dict[str, Any] = {}  # the type of each value is checked against its annotation just below
    for name, value in given.items():
        if name not in known:
            raise SettingsError(f'"{name}" is not a setting here; the settings are: {", ".join(known) or "none"}.')
        try:
            values[name] = _typed(hints[name], value)
        except ValueError as error:
            raise SettingsError(f'Setting "{name}": {error}') from None
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise SettingsError(str(error)) from None


def _typed(hint: Any, value: object) -> object:  # a type annotation has no narrower type than Any
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        return _typed(next(argument for argument in arguments if argument is not type(None)), value)
    if origin is Literal:
        if value not in arguments:
            raise ValueError(f"one of {', '.join(map(str, arguments))} was expected; got {value!r}.")
        return value
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"a list was expected; got {value!r}.")
        return tuple(_typed(arguments[0], item) for item in value)
    if hint is Fraction:
        return fraction(value)
    if hint is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if hint in (str, bool) and isinstance(value, hint):
        return value
    expected = {int: "a whole number", str: "a text", bool: "true or false"}.get(hint, str(hint))
    raise ValueError(f"{expected} was expected; got {value!r}.")
