"""The pages of an account: settings, what I follow, my data, erasure."""

from __future__ import annotations

from copy import copy
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.people import actions, mydata, queries, rules
from parvis.core.people.forms import ErasureForm, SettingsForm
from parvis.core.people.languages import remember
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.people.views.returning import way_back
from parvis.core.record.queries import card_of
from parvis.core.record.upstairs import spaces_of_reader
from parvis.ui.parts import Link

FOLLOWS_PER_PAGE = 20
ROWS_SHOWN = 50


def _me(request: HttpRequest) -> Person:
    """Give the person who asks; the decorator has made sure that there is one."""
    person = person_of(request)
    assert person is not None
    return person


def _trail() -> list[Link]:
    return [Link(_("My account"), reverse("people:settings"))]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change one's name and language, and show the ways to everything else."""
    me = _me(request)
    # The form must not write on the person of the request: a refused name would show on the page.
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=copy(me))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.rename(me, public_name=given["public_name"], by=me)
        actions.choose_language(me, language=given["language"], by=me)
        messages.success(request, _("Your choices are kept."))
        response = HttpResponseRedirect(reverse("people:settings"))
        remember(response, given["language"])
        return response
    follows = Paginator(queries.followed_by(me), FOLLOWS_PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "person": me,
        "verdict": rules.may_change(me, me),
        "passkeys": Authenticator.objects.filter(user=me, type=Authenticator.Type.WEBAUTHN).count(),
        "has_password": me.has_usable_password(),
        "page": follows,
        "things": queries.cards_of(follows, spaces_of_reader(request)),
    }
    return render(request, "people/settings.html", context, status=200 if request.method != "POST" else 422)


@login_required
@require_POST
def follow(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Follow a thing, or follow it no more, and go back to where one was."""
    me = _me(request)
    if "ne-plus-suivre" in request.POST:
        actions.unfollow(ref, by=me)
        return HttpResponseRedirect(way_back(request, otherwise=reverse("people:settings")))
    thing = card_of(ref, spaces_of_reader(request))
    if thing is None:
        raise Http404
    actions.follow(ref, by=me)
    return HttpResponseRedirect(way_back(request, otherwise=thing.path))


@never_cache
@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Show everything the instance holds about the person who asks."""
    context = {"parts": mydata.gathered(_me(request)), "rows_shown": ROWS_SHOWN, "trail": _trail(), "here": _("My data")}
    return render(request, "people/my_data.html", context)


@never_cache
@login_required
@require_safe
def my_data_file(request: HttpRequest) -> HttpResponse:
    """Give the same as a file that another programme can read."""
    response = JsonResponse(mydata.as_file(_me(request)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # django-allauth ships no types
def erasure(request: HttpRequest) -> HttpResponse:
    """Say what disappears and what stays, ask, and erase."""
    me = _me(request)
    verdict = rules.may_erase(me, me)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.erase_account(me, by=me)
        logout(request)
        messages.success(request, _("Your account is erased. Thank you for having been here."))
        return HttpResponseRedirect("/")
    context = {"form": form, "verdict": verdict, "counts": queries.counts_of(me), "trail": _trail(), "here": _("Erase my account")}
    return render(request, "people/erasure.html", context, status=200 if request.method != "POST" else 422)
