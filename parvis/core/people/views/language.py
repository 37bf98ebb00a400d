"""Choosing the language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, get_language_info
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.core.people import actions, rules
from parvis.core.people.languages import is_spoken, remember
from parvis.core.people.requests import person_of
from parvis.core.people.views.returning import way_back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of this browser and go back where one was.

    A link (`?langue=en`) changes this browser only, so that pages need no form and no token to offer it. The form also keeps the choice on
    the account of who is signed in.
    """
    code = request.POST.get("langue") or request.GET.get("langue") or ""
    if not is_spoken(code):
        choices = [(one, get_language_info(one)["name_local"].capitalize()) for one, _name in settings.LANGUAGES]
        status = 400 if request.method == "POST" else 200
        context = {"choices": choices, "chosen": get_language(), "next": way_back(request, otherwise="/")}
        return render(request, "people/language.html", context, status=status)
    person = person_of(request)
    if person and request.method == "POST" and rules.may_change(person, person):
        actions.choose_language(person, language=code, by=person)
    response = HttpResponseRedirect(way_back(request, otherwise="/"))
    remember(response, code)
    return response
