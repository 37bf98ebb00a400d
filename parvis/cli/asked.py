"""Settings asked for on the command line as NAME=VALUE, read as what the setting is: a number, a list, a share, a text."""

import types
from collections.abc import Mapping, Sequence
from typing import Any, Union, get_args, get_origin, get_type_hints

from parvis.cli.errors import CommandError

NAMES_OPTIONS = ("tie_order", "groups", "proposal")
"""Settings that name options; on the command line they may be named by their titles."""


def settings_asked(given: Sequence[str], kind: type) -> dict[str, object]:
    """Give the settings of NAME=VALUE words; raise CommandError for a word of another form.

    >>> from parvis.mechanisms.voting.scottish_stv import ScottishStvSettings
    >>> settings_asked(["seats=2", "tie_order=2,1", "groups=1,3;2"], ScottishStvSettings)
    {'seats': 2, 'tie_order': ['2', '1'], 'groups': [['1', '3'], ['2']]}
    """
    hints = get_type_hints(kind)
    asked: dict[str, object] = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals:
            raise CommandError(f"--set NAME=VALUE was expected; got {word!r}.")
        asked[name] = value_of(value, hints.get(name, str))
    return asked


def value_of(text: str, hint: Any) -> object:  # a type annotation has no narrower type
    """Read a value as its annotation says; what does not fit is left as it is, for the settings to refuse with a sentence."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return value_of(text, next(argument for argument in arguments if argument is not type(None)))
    if origin is tuple:
        if get_origin(arguments[0]) is tuple:  # "a,b;c" is a list of lists
            return [value_of(part, arguments[0]) for part in text.split(";")]
        return [value_of(item.strip(), arguments[0]) for item in text.split(",") if item.strip()]
    if hint is bool and text.lower() in ("true", "false"):
        return text.lower() == "true"
    whole = text.removeprefix("-").isdecimal()
    return int(text) if whole and (hint is int or int in map(type, arguments)) else text


def by_ref(asked: Mapping[str, object], titles: Mapping[str, str]) -> dict[str, object]:
    """Give the settings with options named by their refs where they were named by their titles."""
    refs = {title: ref for ref, title in titles.items()} | {ref: ref for ref in titles}

    def renamed(value: object) -> object:
        if isinstance(value, list):
            return [renamed(item) for item in value]
        return refs.get(str(value), value) if isinstance(value, str) else value

    return {name: renamed(value) if name in NAMES_OPTIONS else value for name, value in asked.items()}
