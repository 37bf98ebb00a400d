"""The kinds of phase. A room declares its own in `phases.py`; nothing else has to be edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _g

from parvis.core.people.models import Person
from parvis.core.record.models import Thing
from parvis.core.rules.verdict import YES, Verdict
from parvis.mechanisms import registry
from parvis.ui import sentences

if TYPE_CHECKING:
    from parvis.core.processes.models.phase import Phase


def setting(
    default: Any,
    *,
    label: str | Promise,
    help_text: str | Promise = "",
    choices: Sequence[tuple[str, str | Promise]] = (),
    minimum: int | None = None,
    maximum: int | None = None,
) -> Any:
    """Declare one setting of a kind of phase, with what the office needs to make a field of it."""
    return field(
        default=default,
        metadata={"label": label, "help_text": help_text, "choices": choices, "minimum": minimum, "maximum": maximum},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSettings:
    """Nothing to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What a kind of phase concludes: refs in order, the result, and steps (code and facts) that explain it."""

    refs: list[str] = field(default_factory=list)
    result: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a person can do in a phase now: the words on the button, where it leads, and whether she may."""

    label: str | Promise
    url: str
    verdict: Verdict = YES


class PhaseKind:
    """A kind of phase: what is done in it, what can be set, and what follows from it.

    A subclass sets `slug`, `name`, `description`, may set `Settings` (a frozen dataclass of `setting`s) and `family` (the family of
    mechanisms to choose from), and overrides what differs.
    """

    slug: ClassVar[str]
    name: ClassVar[str | Promise]
    description: ClassVar[str | Promise]
    family: ClassVar[str] = ""
    Settings: ClassVar[type[Any]] = NoSettings

    def methods(self) -> list[tuple[str, str]]:
        """Give the methods to choose from, by slug, with their names in the reader's language."""
        if not self.family:
            return []
        return [(slug, method_name(self.family, slug)) for slug in registry.slugs(self.family)]

    def page(self, phase: Phase) -> str:
        """Give the address where this phase happens."""
        return phase.process.get_absolute_url()

    def invitation(self, phase: Phase, person: Person | None) -> Invitation | None:
        """Give what this person can do in this phase now, if anything."""
        return None

    def tally(self, phase: Phase) -> str:
        """Give in a few words what has happened so far (“214 contributions”); empty when there is nothing to say."""
        return ""

    def ready(self, phase: Phase) -> Verdict:
        """Say whether the phase can open: what it needs is there."""
        return YES

    def opened(self, phase: Phase) -> None:
        """Do what has to be done once, in the transaction that opens the phase (freeze an electorate, say)."""

    def conclude(self, phase: Phase) -> Conclusion:
        """Say what follows, in the transaction that closes the phase."""
        return Conclusion()

    def options(self, phase: Phase) -> list[Thing]:
        """Give what this phase chooses from."""
        return phase.options

    def settings_from(self, values: dict[str, Any]) -> Any:
        """Give the typed settings; raises ValidationError naming what is unknown or out of bounds."""
        known = {declared.name: declared for declared in fields(self.Settings)}
        if unknown := set(values) - set(known):
            raise ValidationError(
                _g("%(kind)s has no setting %(names)s; it has %(known)s.")
                % {"kind": self.slug, "names": ", ".join(sorted(unknown)), "known": ", ".join(known) or "—"}
            )
        for name, value in values.items():
            about, default = known[name].metadata, known[name].default
            right_type = type(value) is type(default) or default is None
            allowed = [code for code, _label in about.get("choices", ())]
            low, high = about.get("minimum"), about.get("maximum")
            fits = right_type and (not allowed or value in allowed) and (low is None or value >= low) and (high is None or value <= high)
            if not fits:
                raise ValidationError(_g("The setting %(name)s cannot be %(value)s.") % {"name": name, "value": repr(value)})
        return self.Settings(**values)


def method_name(family: str, slug: str) -> str:
    """Give the name of a method in the reader's language; its slug when it has none."""
    code, language = f"{family}.{slug}.name", (get_language() or "fr")[:2]
    return sentences.sentence(code, {}, language) if sentences.known(code, language) else slug


_KINDS: dict[str, PhaseKind] = {}
Kind = TypeVar("Kind", bound=type[PhaseKind])


def phase_kind(kind: Kind) -> Kind:
    """Register a kind of phase; the same slug twice is a mistake."""
    if kind.slug in _KINDS:
        raise ValueError(f"The kind of phase {kind.slug!r} is declared twice.")
    _KINDS[kind.slug] = kind()
    return kind


def kind_named(slug: str) -> PhaseKind:
    """Give the kind with this slug."""
    return _KINDS[slug]


def every_kind() -> Iterator[PhaseKind]:
    """Give all kinds, in the order in which rooms declared them."""
    return iter(_KINDS.values())
