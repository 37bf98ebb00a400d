"""The language in which a person reads: kept in a cookie of her browser, and on her account once she has chosen one.

The cookie is set when she signs in and when she chooses, and Django's LocaleMiddleware reads it before it looks at what the browser asks
for. So no page needs a query to know its language.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

A_YEAR = 365 * 24 * 3600


def is_spoken(code: str) -> bool:
    """Say whether this instance speaks a language."""
    return code in dict(settings.LANGUAGES)


def remember(response: HttpResponse, code: str) -> None:
    """Keep the language in this browser for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
