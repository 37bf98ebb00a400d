"""Dates and deadlines in words, always both ways: what is left, and the date."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

NO_BREAK = "\u00a0"


def _french() -> bool:
    return (get_language() or "fr").startswith("fr")


def _local(moment: date | datetime) -> date | datetime:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def _now() -> datetime:
    return timezone.localtime(timezone.now())


def day(moment: date | datetime, *, weekday: bool = False, now: datetime | None = None) -> str:
    """The day in words: "29 November", with the year only when it is not this year's; in French "1er" for the first."""
    local, reference = _local(moment), _local(now or _now())
    return _day(date(local.year, local.month, local.day), local.year != reference.year, weekday, get_language() or "fr")


@lru_cache(maxsize=1_000)
def _day(local: date, with_year: bool, weekday: bool, language: str) -> str:
    number = f"{local.day}er" if language.startswith("fr") and local.day == 1 else str(local.day)
    words = f"{number}{NO_BREAK}{date_format(local, 'F')}"
    if with_year:
        words = f"{words} {local.year}"
    return f"{date_format(local, 'l')} {words}" if weekday else words


def hour(moment: datetime) -> str:
    """The time of day: "18:00" in English, "18 h" and "9 h 05" in French."""
    local = _local(moment)
    if not isinstance(local, datetime):
        raise TypeError(f"A time of day needs a datetime; got {moment!r}.")
    if not _french():
        return f"{local:%H:%M}"
    return f"{local.hour}{NO_BREAK}h" + (f"{NO_BREAK}{local.minute:02d}" if local.minute else "")


def day_and_hour(moment: date | datetime, *, now: datetime | None = None) -> str:
    """The whole moment: "Sunday 29 November at 18:00". A plain date has no hour."""
    words = day(moment, weekday=True, now=now)
    if not isinstance(moment, datetime):
        return words
    return gettext("%(day)s at %(hour)s") % {"day": words, "hour": hour(moment)}


def left(until: datetime, *, now: datetime | None = None) -> str:
    """What is left before a moment to come: "in 3 days", "tomorrow", "in 2 hours", "in 5 minutes"."""
    reference = now or timezone.now()
    local, today = _local(until), _local(reference)
    days = (date(local.year, local.month, local.day) - date(today.year, today.month, today.day)).days
    seconds = (until - reference).total_seconds()
    if days > 1:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    if days == 1 and seconds > 12 * 3600:
        return gettext("tomorrow")
    hours = int(seconds // 3600)
    if hours >= 1:
        return ngettext("in %(count)d hour", "in %(count)d hours", hours) % {"count": hours}
    minutes = max(1, int(seconds // 60))
    return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}


def late_by(due: date | datetime, *, now: datetime | None = None) -> str:
    """How late something due is, in days then months: "19 days late"; empty when it is not late."""
    local, today = _local(due), _local(now or _now())
    days = (date(today.year, today.month, today.day) - date(local.year, local.month, local.day)).days
    if days <= 0:
        return ""
    if days < 60:
        return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}
    months = days // 30
    return ngettext("%(count)d month late", "%(count)d months late", months) % {"count": months}


def short(moment: date | datetime, *, now: datetime | None = None) -> str:
    """The moment as a list of acts shows it: the hour today, "yesterday", the weekday this week, then the date."""
    local, today = _local(moment), _local(now or _now())
    days = (date(today.year, today.month, today.day) - date(local.year, local.month, local.day)).days
    if days == 0:
        return hour(moment) if isinstance(moment, datetime) else gettext("today")
    if days == 1:
        return gettext("yesterday")
    if 1 < days < timedelta(days=7).days:
        return date_format(local, "l")
    return day(moment, now=now)


def deadline(moment: datetime, *, kind: str = "closes", now: datetime | None = None) -> str:
    """The sentence of a deadline: what is left and the date; when it is past, that it is past.

    `kind` is closes, opens, answer or due.
    """
    reference = now or timezone.now()
    # What is left is told in minutes at best, so what was said in the same second says it again.
    return _deadline(moment, kind, reference.replace(microsecond=0), moment <= reference, get_language() or "fr")


@lru_cache(maxsize=500)
def _deadline(moment: datetime, kind: str, reference: datetime, past_it: bool, language: str) -> str:
    facts = {"moment": day_and_hour(moment, now=reference)}
    if past_it:
        past = {
            "closes": gettext("Closed on %(moment)s"),
            "opens": gettext("Open since %(moment)s"),
            "answer": gettext("Answer was due on %(moment)s"),
            "due": gettext("Was due on %(moment)s"),
        }
        return past[kind] % facts
    facts["left"] = left(moment, now=reference)
    coming = {
        "closes": gettext("Closes %(left)s, %(moment)s"),
        "opens": gettext("Opens %(left)s, %(moment)s"),
        "answer": gettext("Answer promised %(left)s, %(moment)s"),
        "due": gettext("Due %(left)s, %(moment)s"),
    }
    return coming[kind] % facts
