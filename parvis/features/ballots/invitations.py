"""The e-mail that tells the people of an imported list that a vote is open, and the link by which they refuse such e-mails.

Every e-mail of a vote is the same but for that link. Nothing in it votes, nor tells who votes: she signs in with her address, by a code.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.core.processes.models import Phase
from parvis.ui.typography import spaced

SIGNER = signing.Signer(salt="parvis.ballots.invitations")


def mark(address: str) -> str:
    """Give what is kept of an address that refused: a hash keyed with the secret of this instance, the same for every vote."""
    key = hashlib.sha256(b"parvis/refus/v1\0" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, address.strip().casefold().encode(), hashlib.sha256).hexdigest()


def token(address: str) -> str:
    """Give the token of the link by which this address refuses: it does not expire, and does not show the address."""
    return SIGNER.sign(mark(address))


def mark_in(token: str) -> str | None:
    """Give the mark that a token carries; None when it was not made here."""
    try:
        return SIGNER.unsign(token)
    except signing.BadSignature:
        return None


def letter(phase: Phase, address: str) -> EmailMultiAlternatives:
    """Give the e-mail, with the headers of RFC 8058: one click in the mail program refuses all that would follow."""
    process, language = phase.process, settings.LANGUAGE_CODE
    stop = settings.PARVIS_URL + reverse("ballots:refuse", args=[token(address)])
    with override(language):
        context = {
            "phase": phase, "process": process, "language": language, "stop_url": stop,
            "vote_url": settings.PARVIS_URL + reverse("ballots:vote", args=[phase.ref]),
        }  # fmt: skip
        subject = Truncator(_("You may vote: %(title)s") % {"title": process.title}).chars(120)
        text, html = (render_to_string(f"ballots/invitation.{form}", context) for form in ("txt", "html"))
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(spaced(subject, language), text, settings.DEFAULT_FROM_EMAIL, [address], headers=headers)
    message.attach_alternative(html, "text/html")
    return message
