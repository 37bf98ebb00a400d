"""Filters for what is read: texts in CommonMark, French spacing, numbers, shares, money, dates."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language

from parvis.ui import markdown as texts
from parvis.ui import moments, typography
from parvis.ui.components.library import register


def _language() -> str:
    return get_language() or "fr"


@register.filter
def markdown(source: str, top: int = 3) -> SafeString:
    """A text written by people, rendered and cleaned; its highest heading becomes h`top`."""
    return _rendered(source or "", _language(), top)


@lru_cache(maxsize=200)
def _rendered(source: str, language: str, top: int) -> SafeString:
    """The same purposes and commitments are read again and again."""
    return texts.render(source, language=language, top=top)


@register.filter
def plain(source: str) -> str:
    """The words of a text in CommonMark, without marks."""
    return texts.plain(source or "")


@register.filter(is_safe=True)
def spaced(text: str) -> str:
    """Titles and short texts with the spaces of the reader's language."""
    words = typography.spaced(str(text), _language())
    return SafeString(words) if isinstance(text, SafeData) else conditional_escape(words)


@register.filter
def excerpt(text: str, most: int = 180) -> str:
    """The beginning of a text: whole sentences, or whole words and "…"."""
    return typography.excerpt(str(text or ""), most)


@register.filter
def number(value: int) -> str:
    """A whole number with its thousands apart."""
    return typography.number(int(value), _language())


@register.filter
def money(cents: int) -> str:
    """An amount in cents, in euros."""
    return typography.money(int(cents), _language())


@register.filter
def share(part: int, whole: int) -> str:
    """A share in per cent with one decimal."""
    return typography.share(int(part), int(whole), _language())


@register.filter
def day(moment: date | datetime | None) -> str:
    """ "29 November", with its year when it is not this year's."""
    return moments.day(moment) if moment else ""


@register.filter
def weekday(moment: date | datetime | None) -> str:
    """ "Sunday 29 November"."""
    return moments.day(moment, weekday=True) if moment else ""


@register.filter
def moment(moment: date | datetime | None) -> str:
    """ "Sunday 29 November at 18:00"."""
    return moments.day_and_hour(moment) if moment else ""


@register.filter
def short(moment: date | datetime | None) -> str:
    """As a list of acts says it: the hour today, "yesterday", the weekday, the date."""
    return moments.short(moment) if moment else ""


@register.filter
def late(moment: date | datetime | None) -> str:
    """ "19 days late", or nothing."""
    return moments.late_by(moment) if moment else ""
