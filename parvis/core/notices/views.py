"""The pages of notices."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.notices import actions, queries, tokens
from parvis.core.notices.forms import RhythmForm
from parvis.core.notices.models import Notice
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.ui.parts import Link

PER_PAGE = 30


def _me(request: HttpRequest) -> Person:
    """Give who is signed in: the pages here are behind `login_required`."""
    person = person_of(request)
    if person is None:
        raise Http404
    return person


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show one's notices, unread first."""
    me = _me(request)
    page = Paginator(queries.notices_of(me), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": queries.in_words(page, me), "unread": queries.unread(me),
        "form": RhythmForm(initial={"rhythm": queries.rhythm_of(me)}), "here": _("Notices"), "trail": [_account()],
    }  # fmt: skip
    return render(request, "notices/notices.html", context)


def _account() -> Link:
    return Link(_("My account"), reverse("people:settings"))


@login_required
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read, and lead to what it tells when asked."""
    me = _me(request)
    notice = get_object_or_404(Notice.objects.select_related("act"), pk=pk, person=me)
    actions.mark_read(notice, by=me)
    lines = queries.in_words([notice], me) if "ouvrir" in request.POST else []
    return redirect(lines[0].path if lines and lines[0].path else reverse("notices:notices"))


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read."""
    actions.mark_all_read(by=_me(request))
    messages.success(request, _("All your notices are read."))
    return redirect("notices:notices")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose how often one hears by e-mail."""
    me = _me(request)
    form = RhythmForm(request.POST or None, initial={"rhythm": queries.rhythm_of(me)})
    if request.method == "POST" and form.is_valid():
        actions.choose_rhythm(by=me, rhythm=form.cleaned_data["rhythm"])
        messages.success(request, _("Your choice is kept."))
        return redirect("notices:notices")
    context = {
        "form": form, "submit": _("Keep"), "cancel_url": reverse("notices:notices"), "here": _("Notices by e-mail"),
        "trail": [_account(), Link(_("Notices"), reverse("notices:notices"))],
    }  # fmt: skip
    return render(request, "notices/preferences.html", context, status=422 if form.is_bound else 200)


@csrf_exempt  # RFC 8058: the mail program posts here without cookies; the signed token is the authority
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all e-mails: a page with one button, or one click in the mail program. Reading the page changes nothing."""
    person = actions.unsubscribe(token) if request.method == "POST" else tokens.person_of(token)
    context = {"known": person is not None, "done": person is not None and request.method == "POST", "token": token}
    response = render(request, "notices/unsubscribe.html", context, status=200 if person else 404)
    response["Referrer-Policy"] = "no-referrer"
    return response
