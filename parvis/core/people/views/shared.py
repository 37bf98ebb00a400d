"""What keeps the people of a demonstration as they are, whoever steps into them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from parvis.core.people import rules
from parvis.core.people.requests import person_of


def changing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page that changes an account only to a person who may change hers; whoever is not signed in is sent to sign in by the page."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if person := person_of(request):
            rules.may_change(person, person).require()
        return view(request, *args, **kwargs)

    return asked
