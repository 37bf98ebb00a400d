"""Atom feeds of the whole instance, of a process and of an object. Only what is public is in them: a feed reader signs in nowhere."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.core.record import queries, upstairs
from parvis.core.record.models import Act, Thing
from parvis.core.record.sentences import title_shown


def _feed(request: HttpRequest, acts: QuerySet[Act], *, title: str, path: str) -> HttpResponse:
    """Give the latest acts as Atom (RFC 4287), or “not modified” when the reader has them already."""
    newest = acts.order_by("-pk").values_list("uuid", flat=True).first()
    etag = quote_etag(f"{newest}-{get_language()}")
    known = get_conditional_response(request, etag=etag)
    if known is not None and known.status_code == 304:
        return known
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(path),
        description=title,
        language=get_language(),
        feed_url=request.build_absolute_uri(request.path),
    )
    for told in queries.latest(acts):
        feed.add_item(
            title=told.text,
            link=request.build_absolute_uri(reverse("record:act", args=[told.act.uuid])),
            description=told.text,
            unique_id=told.act.uuid.urn,
            pubdate=told.act.at,
            updateddate=told.act.at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type, headers={"ETag": etag})
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _public_card(ref: UUID | None) -> Thing:
    thing = queries.card_of(ref, []) if ref else None
    if thing is None:
        raise Http404
    return thing


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The latest public acts of the whole instance."""
    return _feed(request, Act.objects.public(), title=_("Public record"), path=reverse("record:record"))


@require_safe
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest public acts of a process."""
    thing = _public_card(upstairs.process_at(slug))
    acts = Act.objects.public().filter(process=thing.ref)
    return _feed(request, acts, title=_("Journal of “%(title)s”") % {"title": thing.title}, path=reverse("record:process", args=[slug]))


@require_safe
def history(request: HttpRequest, ref: UUID) -> HttpResponse:
    """The latest public acts on an object."""
    thing = _public_card(ref)
    title = title_shown(thing)
    acts = Act.objects.public().filter(object=ref)
    return _feed(request, acts, title=_("History of “%(title)s”") % {"title": title}, path=reverse("record:object", args=[ref]))
