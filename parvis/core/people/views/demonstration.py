"""The demonstration: stepping into somebody, and reading the e-mails. On any other instance these pages do not exist."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.core.people import demonstration as shown
from parvis.core.people import rules
from parvis.core.people.languages import remember
from parvis.core.people.models import Person
from parvis.core.people.views.returning import way_back
from parvis.ui.parts import Link

LETTERS_SHOWN = 100


def _only_in_a_demonstration(*, letters: bool = False) -> None:
    if not settings.PARVIS_DEMO or (letters and not shown.has_letters()):
        raise Http404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demonstration(request: HttpRequest) -> HttpResponse:
    """Show the cast, and step into the one that was clicked."""
    _only_in_a_demonstration()
    if request.method == "POST":
        person = get_object_or_404(Person, ref=_ref(request.POST.get("personne", "")))
        rules.may_step_into(person).require()
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        messages.success(request, _("You are %(name)s now.") % {"name": person})
        response = HttpResponseRedirect(way_back(request, otherwise=settings.LOGIN_REDIRECT_URL))
        if person.language:
            remember(response, person.language)
        return response
    next_page = request.GET.get("next", "")
    leads, others = shown.cast()
    context = {"leads": leads, "others": others, "next": next_page, "has_letters": shown.has_letters()}
    return render(request, "people/demonstration.html", context)


def _ref(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Show the e-mails that the demonstration wrote to its folder."""
    _only_in_a_demonstration(letters=True)
    trail = [Link(_("Demonstration"), reverse("people:demonstration"))]
    return render(request, "people/letters.html", {"letters": shown.letters()[:LETTERS_SHOWN], "trail": trail, "here": _("E-mails")})


@never_cache
@require_safe
def letter(request: HttpRequest, file: str, place: int) -> HttpResponse:
    """Show one e-mail, as text."""
    _only_in_a_demonstration(letters=True)
    found = shown.letter(file, place)
    if found is None:
        raise Http404
    trail = [Link(_("Demonstration"), reverse("people:demonstration")), Link(_("E-mails"), reverse("people:letters"))]
    return render(request, "people/letter.html", {"letter": found, "trail": trail, "here": found.subject})
