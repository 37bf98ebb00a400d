"""Drawing contributions in a list. A page shows twenty of them: drawn in Python, they cost a tenth of what a template takes.

A row is the same for everybody. It is drawn once and found again by all that it says, so that nothing has to be forgotten when something
of it changes: its words, its counts, its author's name, the language, the year.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache, lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from parvis.features.consultation.models import Contribution
from parvis.ui import moments
from parvis.ui.typography import spaced

KEPT = 5_000  # rows, about a kilobyte each
NOWHERE = UUID(int=0)


def row(contribution: Contribution) -> SafeString:
    """Draw one contribution of a list: its title, its beginning, its kind and theme, who brought it and when, what people said of it.

    It takes what `Contribution.objects.for_list` reads, and asks the database nothing.
    """
    return _drawn(
        contribution.ref, contribution.number, contribution.title, contribution.excerpt, contribution.kind,
        contribution.theme.name if contribution.theme else "", str(contribution.author), contribution.published_at, contribution.channel,
        contribution.supports, contribution.arguments, get_language() or "fr", timezone.localdate().year,
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def _drawn(
    ref: UUID, number: int, title: str, excerpt: str, kind: str, theme: str, author: str, at: datetime, channel: str, supports: int,
    arguments: int, language: str, year: int,
) -> SafeString:  # fmt: skip
    """Draw a row of plain values; the year decides how a day is said."""
    about = [_kind(kind, language), *([theme] if theme else []), author, moments.day(at)]
    if channel != Contribution.Channel.ONLINE:
        about.append(str(Contribution.Channel(channel).label))
    if supports:
        about.append(ngettext("%(count)s support", "%(count)s supports", supports) % {"count": supports})
    if arguments:
        about.append(ngettext("%(count)s argument", "%(count)s arguments", arguments) % {"count": arguments})
    meta = " ".join([f"<span>{escape(words)}</span>" for words in about])
    return mark_safe(  # noqa: S308 (every part is escaped)
        f'<li id="contribution-{number}"><h3><a href="{_address().replace(str(NOWHERE), str(ref))}">'
        f'{escape(spaced(title, language))}</a></h3><p>{escape(excerpt)}</p><p class="ui-meta">{meta}</p></li>'
    )


@cache
def _address() -> str:
    return reverse("consultation:contribution", args=[NOWHERE])


@cache
def _kind(kind: str, language: str) -> str:
    """Give a kind in this language, as a sentence begins."""
    words = str(Contribution.Kind(kind).label)
    return words[:1].upper() + words[1:]
