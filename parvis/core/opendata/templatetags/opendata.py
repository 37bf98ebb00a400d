"""`{% load opendata %}`: the rows of a list page, to take away."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from parvis.core.opendata.registry import EVERYWHERE, named

register = template.Library()


@register.simple_tag(takes_context=True)
def downloads(context: Any, slug: str, **filters: Any) -> SafeString:
    """Give the links to the rows of this page as CSV and JSON: the filters given, and those of the address that the table knows.

    Raises ValueError when there is no such table, or it has no such filter.
    """
    dataset = named(slug)
    if dataset is None:
        raise ValueError(f"There is no table {slug!r}.")
    known = (*EVERYWHERE, *dataset.filters)
    if unknown := set(filters) - set(known):
        raise ValueError(f"The table {slug!r} has no filter {', '.join(sorted(unknown))}; it has {', '.join(known)}.")
    request: HttpRequest | None = context.get("request")
    asked = {name: value for name, value in request.GET.items() if name in known and value} if request else {}
    asked |= {name: str(value) for name, value in filters.items() if value}
    query = f"?{urlencode(asked)}" if asked else ""
    csv, json = (reverse("opendata:table", args=[slug, form]) + query for form in ("csv", "json"))
    return format_html(
        '<p class="ui-small ui-no-print">{} <a href="{}" rel="nofollow">CSV</a>, <a href="{}" rel="nofollow">JSON</a></p>',
        _("These rows as open data:"), csv, json,
    )  # fmt: skip
