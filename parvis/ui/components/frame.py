"""What the base page draws: the symbol, the reader's choice of day or night, notices."""

import json

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
        return format_html("{}", message)
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
        message,
        undo["label"],
    )


@register.filter
def notice_class(level: int) -> str:
    """The class of a notice for a level of Django's messages."""
    if level >= constants.WARNING:
        return "ui-notice ui-notice--grave"
    return "ui-notice ui-notice--done" if level == constants.SUCCESS else "ui-notice"
