"""The e-mail that invites somebody to a process, in the language of who invites."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.core.processes.models import Process
from parvis.ui import moments
from parvis.ui.typography import spaced


def invitation(process: Process, address: str, *, who: str, words: str = "") -> EmailMultiAlternatives:
    """Give the e-mail to one address: the question, until when, what is promised, and the one link. `words` are those of who invites."""
    language = get_language() or settings.LANGUAGE_CODE
    closes = [phase.closes_at for phase in process.phases.all() if phase.is_open and phase.closes_at]
    context = {
        "process": process,
        "place": process.space.name,
        "who": who,
        "words": words,
        "until": moments.deadline(min(closes)) if closes else "",
        "language": language,
        "action_url": settings.PARVIS_URL + process.get_absolute_url(),
        "action_label": _("Look and take part"),
    }
    subject = Truncator(_("You are invited: %(title)s") % {"title": process.title}).chars(120)
    text, html = (render_to_string(f"notices/invitation.{form}", context) for form in ("txt", "html"))
    headers = {"Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(spaced(subject, language), text, settings.DEFAULT_FROM_EMAIL, [address], headers=headers)
    message.attach_alternative(html, "text/html")
    return message
