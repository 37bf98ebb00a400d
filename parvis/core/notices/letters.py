"""A notice as an e-mail: plain text, and the same in light HTML, in the language of its reader."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import ngettext, override

from parvis.core.notices import tokens
from parvis.core.notices.models import Notice
from parvis.core.notices.queries import in_words
from parvis.core.people.models import Person
from parvis.ui.typography import spaced

SHOWN = 50


def letter(person: Person, notices: Sequence[Notice]) -> EmailMultiAlternatives | None:
    """Give the e-mail that tells a person these notices; None when nothing of it may be told any more.

    It carries the headers of RFC 8058, so that one click in the mail program stops all of them.
    """
    language = person.language or settings.LANGUAGE_CODE
    with override(language):
        lines = in_words(notices, person)
        if not lines:
            return None
        more = len(lines) - SHOWN
        stop = settings.PARVIS_URL + reverse("notices:unsubscribe", args=[tokens.token_for(person)])
        context = {
            "person": person,
            "language": language,
            "lines": [(spaced(line.told.text, language), line.about, line.path) for line in lines[:SHOWN]],
            "more": ngettext("And %(count)d other.", "And %(count)d others.", more) % {"count": more} if more > 0 else "",
            "house": settings.PARVIS_URL,
            "all_url": settings.PARVIS_URL + reverse("notices:notices"),
            "choose_url": settings.PARVIS_URL + reverse("notices:preferences"),
            "stop_url": stop,
        }
        count = ngettext("%(count)d thing happened", "%(count)d things happened", len(lines)) % {"count": len(lines)}
        subject = Truncator(" ".join(lines[0].told.text.split())).chars(120) if len(lines) == 1 else count
        text, html = (render_to_string(f"notices/letter.{form}", context) for form in ("txt", "html"))
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [str(person.email)], headers=headers)
    message.attach_alternative(html, "text/html")
    return message
