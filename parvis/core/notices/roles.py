"""The e-mail that tells somebody that a role was given to her, in her language: it may be the first she hears of this place."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.core.people.models import Person
from parvis.core.spaces.models import Space
from parvis.ui.typography import spaced


def letter_of_role(person: Person, *, space: Space, role: str | Promise, by: Person) -> EmailMultiAlternatives:
    """Give the e-mail: what she was given, by whom, and how to refuse it or to erase the account."""
    language = person.language or settings.LANGUAGE_CODE
    with override(language):
        context = {
            "place": space.name,
            "language": language,
            "who": by.public_name or space.name,
            "role": str(role),
            "space": space.name,
            "space_url": settings.PARVIS_URL + space.get_absolute_url(),
            "erasure_url": settings.PARVIS_URL + reverse("people:erasure"),
            "action_url": settings.PARVIS_URL + reverse("account_login"),
            "action_label": _("Sign in with a code"),
        }
        subject = Truncator(_("A role for you in “%(space)s”") % {"space": space.name}).chars(120)
        text, html = (render_to_string(f"notices/role.{form}", context) for form in ("txt", "html"))
    message = EmailMultiAlternatives(
        spaced(subject, language), text, settings.DEFAULT_FROM_EMAIL, [str(person.email)], headers={"Auto-Submitted": "auto-generated"}
    )
    message.attach_alternative(html, "text/html")
    return message
