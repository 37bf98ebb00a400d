"""Nothing typed is lost: what a form was given is kept until it is sent, also when the session ends or the door closes in between.

    @drafted
    def new(request, ref): …

marks the view of a form. What is posted and not accepted (422), refused (403) or fails is kept as a draft; what is accepted forgets it. The
page of the form finds the draft in `request.draft`, and `{% draft form %}` of `ui` fills it in again. A ballot is never marked: its
address is then refused here as anywhere, and nothing of it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import wraps
from typing import Any, overload
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from parvis.core.people import actions, queries
from parvis.core.people.requests import person_of
from parvis.ui import undo
from parvis.ui.parts import Draft as Kept

MOST_CHARACTERS = 60_000
MOST_FIELDS = 400
LONGEST_ADDRESS = 300
# Who signs in again within the hour finds what she typed without a session; whoever comes later on the same device does not.
WAITS = timedelta(hours=1)
WAITING = "drafts"
NOT_TYPED = ("csrfmiddlewaretoken", "draft", "draft-address", "do", "monter", "descendre", "sure")

View = Callable[..., HttpResponse]


@overload
def drafted(view: View) -> View: ...
@overload
def drafted(*, parameters: Sequence[str] = (), form_at: str = "", beside: Sequence[str] = ()) -> Callable[[View], View]: ...
def drafted(
    view: View | None = None, *, parameters: Sequence[str] = (), form_at: str = "", beside: Sequence[str] = ()
) -> View | Callable[[View], View]:
    """Mark the view of a form whose text is kept.

    Arguments:
        parameters: what in the query of its address makes it another form.
        form_at: a query to add, when the form alone is shown at another address than the one it is posted to.
        beside: buttons (`name=value`, or `name` for any value) of the same page that do something else than sending the form, such as
            moving a line: they leave the draft as it is.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            query = urlencode([(name, value) for name in parameters for value in request.GET.getlist(name)])
            address = request.path + form_at + (f"{'&' if form_at else '?'}{query}" if query else "")
            request.draft = SimpleLazyObject(lambda: found(request, address))  # type: ignore[attr-defined]  # read by the pages
            if request.method != "POST":
                return view(request, *args, **kwargs)
            if any(
                name in request.POST and value in ("", request.POST[name]) for name, _is, value in (each.partition("=") for each in beside)
            ):
                return view(request, *args, **kwargs)
            request.form_address = address  # type: ignore[attr-defined]  # where a refusal leads back to
            wish = request.POST.get("draft", "")
            if wish == "drop":
                forgotten(request, address)
                return HttpResponseRedirect(address)
            try:
                if wish == "keep" and person_of(request):
                    keep(request, address, request.POST)
                    messages.success(request, _("Your draft is kept. Nobody else can read it."))
                    return HttpResponseRedirect(address)
                response = view(request, *args, **kwargs)
            except Exception:
                # Refused, gone, or our own fault: the words are hers all the same.
                request.draft_kept = keep(request, address, request.POST)  # type: ignore[attr-defined]
                raise
            if person_of(request) is None or not 300 <= response.status_code < 400:
                keep(request, address, request.POST)
            else:
                drop(request, address)
            return response

        kept.drafts = (tuple(parameters), form_at)  # type: ignore[attr-defined]  # read by `is_form`
        return kept

    return marked(view) if view else marked


def is_form(address: str) -> bool:
    """Say whether the form at this address is one whose text is kept: a vote is none."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or len(address) > LONGEST_ADDRESS:
        return False
    try:
        view = resolve(parts.path).func
    except Resolver404:
        return False
    parameters, form_at = getattr(view, "drafts", (None, ""))
    if parameters is None:
        return False
    mine = [*parameters, *QueryDict(form_at.removeprefix("?"))]
    return all(name in mine for name in QueryDict(parts.query))


def typed(data: QueryDict) -> dict[str, list[str]]:
    """Give what was typed, without what the page added. Empty when there is nothing, or more than a form takes."""
    fields = {name: values for name, values in data.lists() if name not in NOT_TYPED and any(values)}
    return fields if len(fields) <= MOST_FIELDS and len(json.dumps(fields, ensure_ascii=False)) <= MOST_CHARACTERS else {}


def keep(request: HttpRequest, address: str, data: QueryDict) -> bool:
    """Keep what was typed: for the person, or for whoever signs in next within the hour. Say whether there was something to keep."""
    fields, person = typed(data), person_of(request)
    if not fields or not is_form(address):
        return False
    if person:
        actions.keep_draft(address, by=person, fields=fields)
    else:
        # One form at a time, so that visitors do not fill the table of sessions.
        request.session[WAITING] = {"address": address, "fields": fields, "at": timezone.now().isoformat()}
    return True


def drop(request: HttpRequest, address: str) -> None:
    """Forget the draft of a form."""
    if person := person_of(request):
        actions.drop_draft(address, by=person)
    if request.session.get(WAITING, {}).get("address") == address:
        del request.session[WAITING]


def forgotten(request: HttpRequest, address: str) -> None:
    """Drop a draft because its author asks, and offer to put it back: it may have been the wrong button."""
    person = person_of(request)
    draft = queries.draft_of(person, address) if person else None
    drop(request, address)
    if draft:
        undo.offer(request, _("The draft is forgotten."), label=_("Put it back"), url=address, fields={**draft.fields, "draft": ["keep"]})


def found(request: HttpRequest, address: str) -> Kept | None:
    """Give what was kept of a form, as plain values for its page; with empty fields when there is nothing."""
    person = person_of(request)
    if person is None:
        return None
    claim(request)
    draft = queries.draft_of(person, address)
    return Kept(address=address, fields=draft.fields if draft else {}, at=draft.saved_at if draft else None)


def claim(request: HttpRequest) -> None:
    """Give the person who signed in what she had typed before, when her session had ended."""
    person = person_of(request)
    if person is None or not (waiting := request.session.pop(WAITING, None)):
        return
    at = parse_datetime(waiting["at"])
    if at and timezone.now() - at < WAITS:
        actions.keep_draft(waiting["address"], by=person, fields=waiting["fields"])
