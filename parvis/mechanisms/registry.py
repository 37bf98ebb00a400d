"""Finding mechanisms by their slug. A mechanism is one file of a family's folder; nothing else lists it."""

import pkgutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module, resources
from importlib.util import find_spec
from typing import Any, Generic, Literal, Protocol, Self, TypeVar

from parvis.mechanisms.registry_settings import settings_from_json
from parvis.mechanisms.result import Plain, Result

MARK = b"\n@mechanism("
PACKAGE = "parvis.mechanisms"


class UnknownMechanism(LookupError):
    """No mechanism has this slug. The message says which ones exist."""


class Summary(Protocol):
    """What a mechanism reads: a summary of what people said, that adds up and is built from their choices."""

    def __add__(self, other: Self, /) -> Self: ...

    @classmethod
    def summarise(
        cls, options: Sequence[str], choices: Iterable[tuple[object, int]], settings: Any
    ) -> Self:  # each family knows its settings
        """Build the summary of these (choice, weight) pairs; raise InvalidChoice for one that cannot be counted."""
        ...

    @classmethod
    def check(cls, options: Sequence[str], choice: object, settings: Any) -> Plain:
        """Give one choice in the form it is kept in, None when it is blank; raise InvalidChoice when it cannot be counted."""
        ...

    def conclude(self, result: Result, counts: Mapping[str, Any], conditions: Mapping[str, Any]) -> tuple[Result, dict[str, Plain]]:
        """Apply the conditions of a published file to the result; give it with the counts completed."""
        ...


Input = TypeVar("Input", bound=Summary)
Settings = TypeVar("Settings")


@dataclass(frozen=True, kw_only=True)
class Mechanism(Generic[Input, Settings]):
    """A mechanism: call it with a summary, and settings when the usual ones do not do; it gives a `Result`."""

    slug: str
    family: str
    version: int
    """Grows when the same input may give another result, so that a published file can name what counted it."""
    ballot: str
    """What a person fills in: choice, approval, grades or ranking; families other than voting have their own."""
    winners: Literal["one", "several", "seats"]
    """"seats": an option (a list, a territory) can get several, and stands in the outcome once for each."""
    summary: type[Input]
    settings: type[Settings]
    function: Callable[[Input, Settings], Result]

    def __call__(self, summary: Input, settings: Settings | None = None) -> Result:
        if not isinstance(summary, self.summary):
            raise TypeError(f"{self.slug} counts a {self.summary.__name__}; got a {type(summary).__name__}.")
        chosen = self.settings() if settings is None else settings
        # A family may have conditions that any of its mechanisms can count under, such as balance between groups.
        counted_by = getattr(summary, "counted_by", None)
        result = counted_by(self.function, chosen) if counted_by else self.function(summary, chosen)
        return replace(result, mechanism=self.slug, version=self.version)

    def read_settings(self, data: Mapping[str, object] | None) -> Settings:
        """Read settings from plain values; raise SettingsError with a sentence that says what was expected."""
        return settings_from_json(self.settings, data)

    def summarise(self, options: Sequence[str], choices: Iterable[tuple[object, int]], settings: Settings | None = None) -> Input:
        """Build the summary from (choice, weight) pairs in the published form; a blank choice is None."""
        return self.summary.summarise(options, choices, self.settings() if settings is None else settings)

    def check(self, options: Sequence[str], choice: object, settings: Settings | None = None) -> Plain:
        """Give the choice in the one form it is kept in, None when it is blank; raise InvalidChoice when it cannot be counted."""
        return self.summary.check(options, choice, self.settings() if settings is None else settings)

    @property
    def description(self) -> str:
        """What it does, for citizens, with an example: the text at the head of its file."""
        return (sys.modules[self.function.__module__].__doc__ or "").strip()


def mechanism(
    *,
    slug: str,
    family: str,
    version: int,
    ballot: str,
    summary: type[Input],
    settings: type[Settings],
    winners: Literal["one", "several", "seats"] = "one",
) -> Callable[[Callable[[Input, Settings], Result]], Mechanism[Input, Settings]]:
    """Make a mechanism of a function (summary, settings) -> Result. Its file has the name of the slug, with _ for -."""

    def decorate(function: Callable[[Input, Settings], Result]) -> Mechanism[Input, Settings]:
        expected = f"{PACKAGE}.{family}.{slug.replace('-', '_')}"
        if function.__module__ != expected:
            raise ValueError(f'The mechanism "{slug}" stands in {function.__module__}; {expected} was expected.')
        return Mechanism(
            slug=slug,
            family=family,
            version=version,
            ballot=ballot,
            winners=winners,
            summary=summary,
            settings=settings,
            function=function,
        )

    return decorate


def families() -> tuple[str, ...]:
    """Give the families that have at least one mechanism."""
    return tuple(sorted({family for family, _ in _found()}))


def slugs(family: str | None = None) -> tuple[str, ...]:
    """Give the slugs, of one family or of all, without importing any of them."""
    return tuple(slug for found, slug in _found() if family in (None, found))


def get(slug: str) -> Mechanism[Any, Any]:  # the caller knows from the slug which summary it reads
    """Give the mechanism, imported on first use; raise UnknownMechanism when there is none."""
    for family, known in _found():
        if known == slug:
            return _load(family, slug)
    raise UnknownMechanism(f'There is no mechanism "{slug}"; there are: {", ".join(slugs())}.')


def all(family: str | None = None) -> tuple[Mechanism[Any, Any], ...]:  # several summaries in one list
    """Give every mechanism, of one family or of all, in the order of their slugs."""
    return tuple(_load(found, slug) for found, slug in _found() if family in (None, found))


def _load(family: str, slug: str) -> Mechanism[Any, Any]:
    module = import_module(f"{PACKAGE}.{family}.{slug.replace('-', '_')}")
    found = [value for value in vars(module).values() if isinstance(value, Mechanism) and value.slug == slug]
    if len(found) != 1:
        raise ImportError(f'{module.__name__} should define the mechanism "{slug}" once; it does {len(found)} times.')
    return found[0]


@cache
def _found() -> tuple[tuple[str, str], ...]:
    # A file is a mechanism when a line of it starts with the decorator: reading it is cheaper than importing it.
    found = []
    spec = find_spec(PACKAGE)
    for package in pkgutil.iter_modules(spec.submodule_search_locations if spec else None):
        if package.ispkg:
            for file in resources.files(f"{PACKAGE}.{package.name}").iterdir():
                if file.name.endswith(".py") and MARK in file.read_bytes():
                    found.append((package.name, file.name.removesuffix(".py").replace("_", "-")))
    return tuple(sorted(found))
