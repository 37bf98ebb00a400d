"""What a person may do with an account: her own, and hers alone."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.rules.verdict import YES, Verdict, no

SIGN_IN = _("Sign in to do this.")
SHARED = _("This person of the demonstration is shared by all its visitors: her name, language and ways to sign in stay as they are.")


def may_change(by: Person | None, person: Person) -> Verdict:
    """A person changes her own name, language and ways to sign in; nobody else does. The cast of a demonstration stays as it is."""
    if by is None or not by.is_authenticated:
        return no(SIGN_IN, sign_in=True)
    if by.pk != person.pk:
        return no(_("Only the person herself can do this."))
    if settings.PARVIS_DEMO and person.in_cast:
        return no(SHARED)
    return no(_("This account is erased.")) if person.erased_at else YES


def may_erase(by: Person | None, person: Person) -> Verdict:
    """A person erases her own account whenever she wants. The cast of a demonstration stays for those who come after."""
    if settings.PARVIS_DEMO and person.in_cast and by is not None and by.pk == person.pk:
        return no(_("The people of the demonstration stay: others will want to step into them."))
    return may_change(by, person)


def may_step_into(person: Person) -> Verdict:
    """In a demonstration anybody may step into the cast, and into nobody else. Elsewhere, into nobody."""
    if not settings.PARVIS_DEMO:
        return no(_("This is not a demonstration."))
    return YES if person.is_active and person.in_cast else no(_("Only people of the demonstration can be stepped into."))
