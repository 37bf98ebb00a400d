"""Between a vote and the mechanism that counts it: which ones can be used, with which settings, and what a ballot may hold."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.core.processes.models import Phase
from parvis.mechanisms import registry
from parvis.mechanisms.registry import Mechanism
from parvis.mechanisms.result import Plain
from parvis.mechanisms.voting.profile import InvalidChoice
from parvis.ui.sentences import known, sentence

# The kinds of ballot that this room can print; a mechanism that asks for another one waits until its form is written (forms.py).
BALLOTS = ("approval", "grades", "choice")
# Its first round chooses who goes on to a second one: that needs two votes that know of each other.
LEFT_OUT = {"two-round"}
DEFAULT = "approval"
SCALES: dict[str, tuple[str, ...]] = {
    "five": ("very-good", "good", "passable", "insufficient", "reject"),
    "six": ("very-good", "good", "fairly-good", "passable", "insufficient", "reject"),
    "seven": ("excellent", "very-good", "good", "fairly-good", "passable", "insufficient", "reject"),
}
MAJORITIES = {"half": "1/2", "two-thirds": "2/3", "three-quarters": "3/4"}


def usable() -> list[Mechanism[Any, Any]]:  # each mechanism has its own summary and settings
    """Give the mechanisms of the voting family whose ballot this room can print."""
    return [mechanism for mechanism in registry.all("voting") if mechanism.ballot in BALLOTS and mechanism.slug not in LEFT_OUT]


def mechanism_of(phase: Phase) -> Mechanism[Any, Any]:
    """Give the mechanism that the phase names, approval when it names none; raise ValidationError when it cannot be used here."""
    known = {mechanism.slug: mechanism for mechanism in usable()}
    slug = (phase.mechanism or DEFAULT).replace("_", "-")
    if slug not in known:
        raise ValidationError(
            _("The method “%(slug)s” cannot be used for a vote here; these can: %(known)s.") % {"slug": slug, "known": ", ".join(known)}
        )
    return known[slug]


def settings_of(phase: Phase) -> Any:  # the settings of its mechanism
    """Give the settings of the mechanism that follow from those of the phase."""
    chosen = phase.typed_settings()
    mechanism = mechanism_of(phase)
    known = {field.name for field in fields(mechanism.settings)}
    given: dict[str, object] = {
        "seats": chosen.seats,
        "minimum": chosen.minimum,
        "maximum": chosen.maximum or None,
    }
    if mechanism.slug == "majority-judgment":
        given["grades"] = list(SCALES[chosen.grades])
    if chosen.seats > 1 and "seats" not in known:
        raise ValidationError(_("The method “%(slug)s” chooses one option only.") % {"slug": mechanism.slug})
    return mechanism.read_settings({name: value for name, value in given.items() if name in known})


def conditions_of(phase: Phase) -> dict[str, object]:
    """Give what the count must meet, as the published file writes it."""
    chosen = phase.typed_settings()
    conditions: dict[str, object] = {}
    if chosen.quorum:
        conditions["quorum"] = f"{chosen.quorum}/100"
    if chosen.majority in MAJORITIES:
        conditions["majority"] = MAJORITIES[chosen.majority]
    return conditions


def read_choice(phase: Phase, choice: object, options: dict[str, str]) -> Plain:
    """Give the choice in the form it is kept in, None when blank; raise ValidationError with a sentence for the voter.

    `options` are the titles of the options by ref.
    """
    try:
        kept = mechanism_of(phase).check(list(options), choice, settings_of(phase))
    except InvalidChoice as error:
        facts = error.facts if isinstance(error.facts, dict) else {}
        raise ValidationError(sentence(error.code, facts, language(), titles=options)) from None
    if kept is None and not phase.typed_settings().blank:
        raise ValidationError(_("Blank ballots are not accepted in this vote: choose at least one option."))
    return kept


def language() -> str:
    """Give the language of the reader, as sentences know it."""
    return (get_language() or "fr")[:2]


def grade_word(grade: str) -> str:
    """Give the word for a grade in the reader's language; a score is its own word."""
    code = f"voting.grade.{grade}"
    return sentence(code, {}, language()) if known(code, language()) else grade


def method_name(slug: str) -> str:
    """Give the name of a method in the reader's language."""
    code = f"voting.{slug}.name"
    return sentence(code, {}, language()) if known(code, language()) else slug
