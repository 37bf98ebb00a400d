"""What a person may do with an account: her own, and hers alone."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.rules.verdict import YES, Verdict, no

SIGN_IN = _("Sign in to do this.")
# Addresses that nobody can have (RFC 2606): those of the cast of the demonstration.
NOBODYS = ".example"


def may_change(by: Person | None, person: Person) -> Verdict:
    """A person changes her own name and language; nobody else does."""
    if by is None or not by.is_authenticated:
        return no(SIGN_IN, sign_in=True)
    if by.pk != person.pk:
        return no(_("Only the person herself can do this."))
    return no(_("This account is erased.")) if person.erased_at else YES


def may_erase(by: Person | None, person: Person) -> Verdict:
    """A person erases her own account whenever she wants. The cast of a demonstration stays for those who come after."""
    if settings.PARVIS_DEMO and is_of_the_cast(person):
        return may_change(by, person) & no(_("The people of the demonstration stay: others will want to step into them."))
    return may_change(by, person)


def is_of_the_cast(person: Person) -> bool:
    """Say whether this is somebody of the demonstration, who exists nowhere else."""
    return bool(person.email) and str(person.email).endswith(NOBODYS)


def may_step_into(person: Person) -> Verdict:
    """In a demonstration anybody may step into the cast, and into nobody else. Elsewhere, into nobody."""
    if not settings.PARVIS_DEMO:
        return no(_("This is not a demonstration."))
    return YES if person.is_active and is_of_the_cast(person) else no(_("Only people of the demonstration can be stepped into."))
