"""The addresses of a witness: other logs post their checkpoints here, anybody reads what was cosigned. C2SP tlog-witness."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from parvis.core.record.log import watching
from parvis.mechanisms.ledger.witness import MAX_REQUEST_SIZE


# The log that asks is known by its signature; it has no session and no form.
@csrf_exempt
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Cosign a checkpoint that continues the last one. tlog-witness, "add-checkpoint"."""
    said = watching.answer(request.read(MAX_REQUEST_SIZE + 1))
    return HttpResponse(said.body, content_type=said.content_type, status=said.status, headers={"Cache-Control": "no-store"})


@require_safe
def cosigned(request: HttpRequest, name: str) -> HttpResponse:
    """Show the last checkpoint that was cosigned of a log. tlog-mirror, "Monitoring prefix"."""
    note = watching.cosigned(name)
    if note is None:
        raise Http404
    headers = {"Cache-Control": "public, max-age=5", "Access-Control-Allow-Origin": "*"}
    return HttpResponse(note, content_type="text/plain; charset=utf-8", headers=headers)
