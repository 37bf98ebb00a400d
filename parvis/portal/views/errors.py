"""The page of a closed door, and that of our own faults. Pages that do not exist need no view: 404.html says what there is to say."""

from __future__ import annotations

import sys
from urllib.parse import urlencode

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse

from parvis.core.people.requests import person_of
from parvis.core.people.views.returning import way_back
from parvis.core.rules.verdict import Refused


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why the door is closed, and offer to sign in when that could open it. What was posted is not sent again after signing in."""
    sign_in = isinstance(exception, Refused) and exception.verdict.sign_in and person_of(request) is None
    before = way_back(request, otherwise="")
    form_address = getattr(request, "form_address", "")
    after = request.get_full_path() if request.method in {"GET", "HEAD"} else form_address or before or "/"
    sign_in_url = f"{reverse('account_login')}?{urlencode({'next': after})}" if sign_in else ""
    context = {"reason": str(exception), "sign_in_url": sign_in_url, "back_url": before}
    if getattr(request, "draft_kept", False):
        context["draft_url"] = reverse("people:drafts")
    return render(request, "ui/refused.html", context, status=403)


def faulty(_request: HttpRequest) -> HttpResponse:
    """Say that something went wrong on our side; or that the site is busy, when a long writing let nobody else write: then nothing is kept.

    The pages stand alone: nothing is asked of the database, which may be what failed.
    """
    fault = sys.exception()
    if isinstance(fault, OperationalError) and "locked" in str(fault):
        return HttpResponse(loader.get_template("503.html").render(), status=503, headers={"Retry-After": "60"})
    return HttpResponse(loader.get_template("500.html").render(), status=500)
