"""The headers that every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from parvis.ui import background


def policy() -> str:
    """Give the content security policy: nothing inline, nothing from elsewhere but pictures of the server of tiles that an operator named.

    Pictures may be data: because small marks in the styles are."""
    tiles = background.tiles()
    return "; ".join(
        [
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "font-src 'self'",
            f"img-src 'self' data:{f' {tiles.origin}' if tiles else ''}",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def same_for_everybody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let a cache keep one copy of what says that it is public: it speaks no language and knows no reader."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.get("Cache-Control", "").startswith("public") and response.get("Vary") == "Accept-Language":
            del response["Vary"], response["Content-Language"]
        return response

    return middleware


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the content security policy and what the browser may not use."""
    said = policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", said)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), interest-cohort=()")
        return response

    return middleware
