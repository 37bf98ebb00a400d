"""What the base page draws: the symbol, the reader's choice of day or night, notices."""

import json
from dataclasses import dataclass, fields
from hashlib import blake2b

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.cache import caches
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from parvis.ui.components.library import EMPTY, accepted, register
from parvis.ui.parts import House
from parvis.ui.undo import UNDO

MODE_COOKIE = "parvis_mode"
MODES = ("light", "dark", "contrast")
TINTS = ("mirabelle", "brick", "lavender", "mint", "sky", "night")

_SYMBOL = SafeString(
    '<svg viewBox="0 0 26 34" width="26" height="34" aria-hidden="true">'
    '<path class="ui-symbol-spot" d="M5 5H21V21H18V26H12V21H5Z"/>'
    '<path class="ui-symbol-ink" d="M0 0H26V26H18V21H21V5H5V21H12V26H5V34H0Z"/></svg>'
)


@register.simple_tag
def symbol() -> SafeString:
    """The plan of the square: two paths whose inks follow day and night."""
    return _SYMBOL


@register.simple_tag(takes_context=True)
def mode(context: Context) -> SafeString:
    """The attribute of `<html>` when the reader chose day or night; without a choice the system decides."""
    request = context.get("request")
    chosen = request.COOKIES.get(MODE_COOKIE, "") if request is not None else ""
    return format_html(' data-mode="{}"', chosen) if chosen in MODES else EMPTY


@register.simple_tag
def tint(name: str) -> SafeString:
    """The attribute that gives a block, or the page, one of the named tints."""
    accepted("tint", "name", name, TINTS)
    return format_html(' data-tint="{}"', name)


@register.simple_tag(takes_context=True)
def house_of(context: Context) -> House:
    """The house of the context, or a nameless one: pages render before anything is set up."""
    given = context.get("house")
    return given if given else House(name="Parvis")


@register.simple_tag(takes_context=True)
def told(context: Context, message: Message) -> SafeString:
    """One message of Django's, with the button that undoes what it tells when one was offered (`parvis.ui.undo`)."""
    if not (message.extra_tags or "").startswith(UNDO):
        return format_html("{}", message.message)  # its own text: a link in it was made safe already
    undo = json.loads(message.extra_tags.removeprefix(UNDO))
    hidden = format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', ((name, value) for name, values in undo["fields"].items() for value in values)
    )
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", ""))
    return format_html(
        '<form method="post" action="{}">{}{}{} <button type="submit" class="ui-link">{}</button></form>',
        undo["url"],
        token,
        hidden,
        message.message,
        undo["label"],
    )


# What stands for the reader's name and for the address of the page in a part that everybody shares.
NAME, ADDRESS = "\ue001", "\ue002"
SECONDS = 3600


@dataclass(frozen=True, slots=True)
class _Anybody:
    public_name: str = NAME


def _shared(template: str, house: House) -> SafeString:
    """Draw a part of the base page once for all who see the same house: it is found again by all that it shows, and names nobody."""
    given = {each.name: getattr(house, each.name) for each in fields(House)}
    known = House(**given | {"person": _Anybody() if given["person"] else None, "alarm": "", "alarm_url": ""})
    language, cache = get_language(), caches["pieces"]
    key = blake2b(repr((template, language, known)).encode(), digest_size=16).hexdigest()
    kept: str | None = cache.get(key)
    if kept is None:
        kept = render_to_string(template, {"house": known, "language": language, "address": ADDRESS})
        cache.set(key, kept, SECONDS)
    return SafeString(kept)


@register.simple_tag(takes_context=True)
def mast(context: Context) -> SafeString:
    """The top of the page: the name of the place, its doors."""
    return _shared("ui/mast.html", house_of(context))


@register.simple_tag(takes_context=True)
def foot(context: Context) -> SafeString:
    """The foot of the page: the doors again, who is here, the rules, the address for whoever reads it on paper."""
    house, request = house_of(context), context.get("request")
    shared = _shared("ui/foot.html", house)
    name = escape(house.person.public_name) if house.person else ""
    address = escape(request.build_absolute_uri()) if request is not None else ""
    return SafeString(shared.replace(NAME, name).replace(ADDRESS, address))


@register.filter
def notice_class(level: int) -> str:
    """The class of a notice for a level of Django's messages."""
    if level >= constants.WARNING:
        return "ui-notice ui-notice--grave"
    return "ui-notice ui-notice--done" if level == constants.SUCCESS else "ui-notice"
