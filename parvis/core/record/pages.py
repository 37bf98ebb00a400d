"""Pages that are the same for every visitor, and pieces of pages that are the same for many readers, kept in the memory of the process.

Every public change is an act of the record, so a page is kept under a mark of the database that changes with each act: nobody ever waits
for a page to grow old, and nothing has to be told to forget it. What changes without an act (the passing of time, a public name) is seen
after ten seconds at most on SQLite, at once on PostgreSQL.

What is kept holds nothing of a person: only answers to readers without a session are kept, never one that sets a cookie or carries the
token of a form.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any, ParamSpec

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from parvis.core.record.log import alarm
from parvis.ui.components.frame import MODE_COOKIE

SECONDS = 10
LEVEL = 6  # of gzip; a page is compressed once
Given = ParamSpec("Given")
View = Callable[Given, HttpResponse]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer without anything of who asked for it."""

    body: bytes  # compressed
    content_type: str
    etag: str
    vary: str


def for_visitors(view: View[Given]) -> View[Given]:
    """Keep what a view answers to visitors until the next act, and give it to the next visitor with two tables read at most.

    A visitor is a reader without a session cookie and without a message waiting. Her language, her choice of day or night, the host and
    the whole address are part of what is kept. Signed-in readers always go through the view. Answers that are not 200, set a cookie, hold
    the token of a form, or stream are given and not kept.

    Limits: on SQLite, what changes without an act may be shown for ten more seconds.
    """

    @wraps(view)
    def kept_view(*args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        request = args[0]
        assert isinstance(request, HttpRequest)
        if not _is_visitor(request):
            return view(*args, **kwargs)
        key, cache = _key(request), caches["pages"]
        kept: Kept | None = cache.get(key)
        if kept is None:
            response = view(*args, **kwargs)
            if not _may_be_kept(request, response):
                return response
            kept = _keep(response, key)
            cache.set(key, kept, SECONDS)
        return _answer(request, kept)

    return kept_view


def _is_visitor(request: HttpRequest) -> bool:
    if request.method != "GET" or "Authorization" in request.headers or "Range" in request.headers:
        return False
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def mark() -> str:
    """Give a mark of the database that differs whenever a public act was added.

    On SQLite writers follow one another, so it is the number of the last act. On PostgreSQL an act with a smaller number may become visible
    after one with a greater number; the snapshot says exactly which transactions are visible.
    """
    statement = "SELECT max(id) FROM record_act"
    if connection.vendor == "postgresql":
        statement = f"SELECT concat(pg_current_snapshot(), '/', ({statement}))"
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def _key(request: HttpRequest) -> str:
    parts = (
        request.scheme, request.get_host(), request.get_full_path(), get_language(), request.COOKIES.get(MODE_COOKIE, ""), mark(),
        alarm.current(), int(time.time()) // SECONDS,
    )  # fmt: skip
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code != 200 or response.streaming or response.cookies or response.has_header("Content-Encoding"):
        return False
    if response.has_header("Cache-Control") or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or b"csrfmiddlewaretoken" in response.content:
        return False
    added = getattr(getattr(request, "_messages", None), "added_new", False)
    return not added and not request.session.modified and not request.user.is_authenticated


def _keep(response: HttpResponse, key: str) -> Kept:
    digest = blake2b(response.content, digest_size=12).hexdigest()
    return Kept(
        body=gzip.compress(response.content, compresslevel=LEVEL, mtime=0),
        content_type=response["Content-Type"],
        etag=f'W/"{digest}"',  # weak: the same words, compressed or not
        vary=response.get("Vary", ""),
    )


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(kept.body if compressed else gzip.decompress(kept.body), content_type=kept.content_type)
    if compressed:
        # These pages hold no secret, so that compressing them together with words of the address tells nothing (BREACH).
        response["Content-Encoding"] = "gzip"
    response["ETag"] = kept.etag
    # A browser asks again each time, and is told "not modified" when nothing has changed; after signing in the page is another.
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, [*filter(None, kept.vary.split(", ")), "Accept-Encoding", "Accept-Language", "Cookie"])
    return get_conditional_response(request, etag=kept.etag, response=response) or response


def piece(template: str, key: tuple[Any, ...], context: Mapping[str, Any]) -> SafeString:
    """Give a piece of a page, rendered once in each language each day.

    Arguments:
        template: what draws it; it asks the database nothing and holds nothing of a request (no token, no cookie).
        key: everything that decides what it says, beside the language and the day: a number and its versions, counts, names, verdicts.
        context: what the template takes. It is not looked at when the piece is kept already, so `key` must tell everything.
    """
    named = repr((template, get_language(), timezone.localdate().toordinal(), key))
    name, cache = blake2b(named.encode(), digest_size=16).hexdigest(), caches["pieces"]
    kept: str | None = cache.get(name)
    if kept is None:
        kept = render_to_string(template, dict(context))
        cache.set(name, kept, 3600)
    return SafeString(kept)
