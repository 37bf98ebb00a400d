"""Where to go back to, once something small was done."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, *, otherwise: str) -> str:
    """Give the address that a form or a link names as `next`, or the page one comes from; never one of another site."""
    named = request.POST.get("next") or request.GET.get("next") or _page_before(request)
    safe = url_has_allowed_host_and_scheme(named, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return named if named and safe else otherwise


def _page_before(request: HttpRequest) -> str:
    """Give the path of the page that was left, if it is one of ours."""
    parts = urlsplit(request.headers.get("referer", ""))
    if parts.netloc != request.get_host() or parts.path == request.path:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
