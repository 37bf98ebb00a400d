"""The e-mail that tells those who run the instance that the public record is stopped: since when, what was seen, what to do."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.core.people.models import Person
from parvis.core.record.log.alarm import Alarm
from parvis.ui.typography import spaced


def letter_of_alarm(person: Person, lasting: Alarm) -> EmailMultiAlternatives:
    """Give the e-mail, in the language of its reader; what was seen is told in English, as the commands tell it."""
    language = person.language or settings.LANGUAGE_CODE
    with override(language):
        context = {
            "place": settings.PARVIS_URL,
            "language": language,
            "since": lasting.since,
            "reason": lasting.reason,
            "action_url": settings.PARVIS_URL + reverse("record:record"),
            "action_label": _("Open the public record"),
        }
        subject = spaced(_("The public record is stopped"), language)
        text, html = (render_to_string(f"notices/alarm.{form}", context) for form in ("txt", "html"))
    headers = {"Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [str(person.email)], headers=headers)
    message.attach_alternative(html, "text/html")
    return message
