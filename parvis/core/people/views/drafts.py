"""The page of one's drafts, which also takes what a form saves by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.core.people import queries
from parvis.core.people.models import Draft
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import claim, forgotten, is_form, keep, typed
from parvis.ui import moments
from parvis.ui.parts import Link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """Show what one typed and has not sent (GET); keep the draft of a form, or drop one (POST)."""
    person = person_of(request)
    if request.method == "POST" and "draft-address" in request.POST:
        return save(request)
    if person is None:
        return HttpResponseRedirect(f"{reverse('account_login')}?next={reverse('people:drafts')}")
    if request.method == "POST":
        forgotten(request, request.POST.get("drop", ""))
        return HttpResponseRedirect(reverse("people:drafts"))
    claim(request)
    shown = [{"draft": draft, "texts": words_of(draft)} for draft in queries.drafts_of(person)]
    trail = [Link(_("My account"), reverse("people:settings"))]
    return render(request, "people/drafts.html", {"drafts": shown, "trail": trail, "here": _("My drafts")})


def save(request: HttpRequest) -> JsonResponse:
    """Keep what a form holds while it is being written, and say when it was kept."""
    address = request.POST["draft-address"]
    if person_of(request) is None:
        return said(_("You are no longer signed in. What you write is kept when you publish it and sign in again."), status=403)
    if not is_form(address):
        return said(_("This form keeps no draft."), status=400)
    if not typed(request.POST):
        nothing = not any(request.POST.get(name) for name in request.POST if name not in ("csrfmiddlewaretoken", "draft-address"))
        return said("", status=200) if nothing else said(_("This text is too long to be kept as a draft."), status=413)
    keep(request, address, request.POST)
    return said(_("Draft kept at %(hour)s.") % {"hour": moments.hour(timezone.now())})


def said(words: str, *, status: int = 200) -> JsonResponse:
    return JsonResponse({"words": words}, status=status)


def words_of(draft: Draft) -> list[str]:
    """Give the texts of a draft, in the order of its form."""
    # Words, not the choices and numbers beside them.
    values = [value for name, several in draft.fields.items() for value in several if name in {"title", "text"} or " " in value]
    return [value for value in values if value.strip()]
