"""What anybody's program reads: the files of the log (C2SP tlog-tiles), and beside them the policy, the proof of an entry, its openings.

They are the same for everybody, and say how long they may be kept, so that a web server in front can give them.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from parvis.core.record.entries import columns_of
from parvis.core.record.log import keys
from parvis.core.record.log.files import CHECKPOINT, POLICY, Files
from parvis.core.record.log.policy import written
from parvis.core.record.log.receipts import NotPublished, erasures_of, opened, proof_of
from parvis.core.record.models import Act
from parvis.mechanisms.ledger.receipts import Receipt
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tiles import Tile

TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
SHORT, LONGER = "public, max-age=5", "public, max-age=60"


def _answer(data: bytes, content_type: str, cache: str, status: int = 200) -> HttpResponse:
    # Any site may check this record in the browser of its readers.
    headers = {"Cache-Control": cache, "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=content_type, status=status, headers=headers)


@require_safe
def checkpoint(request: HttpRequest, log: int = 1) -> HttpResponse:
    """The signed head. tlog-tiles, "Checkpoints"."""
    try:
        return _answer(Files(log).read(CHECKPOINT), TEXT, SHORT)
    except FileNotFoundError:
        return _answer(b"Nothing is published yet: the worker of this instance has not had its first turn.\n", TEXT, "no-store", 404)


@require_safe
def tile(request: HttpRequest, path: str, log: int = 1) -> HttpResponse:
    """A tile of hashes, or a bundle of entries: it never changes. tlog-tiles, "Merkle Tree" and "Log entries"."""
    try:
        return _answer(Files(log).read(Tile.parse(f"tile/{path}").path), BYTES, FOR_EVER)
    except Rejected as error:
        return _answer(f"{error}\n".encode(), TEXT, LONGER, 404)
    except FileNotFoundError:
        return _answer(b"This tile is not published, or not any more: ask for the full one.\n", TEXT, "no-store", 404)


@require_safe
def policy(request: HttpRequest, log: int = 1) -> HttpResponse:
    """The keys of this log and of its witnesses. tlog-policy. Of a log that was closed, those that it had."""
    if log == keys.number():
        return _answer(written(), TEXT, LONGER)
    try:
        return _answer(Files(log).read(POLICY), TEXT, LONGER)
    except FileNotFoundError:
        raise Http404 from None


@require_safe
def proof(request: HttpRequest, place: int, log: int = 1) -> HttpResponse:
    """The entry at a place, and the proof that it is there; it reveals no value. tlog-proof."""
    try:
        entry, file = proof_of(place, log)
    except NotPublished:
        raise Http404 from None
    return _answer(Receipt.make(entry, {}, file).encode(), TEXT, LONGER)


@require_safe
def opening(request: HttpRequest, place: int, log: int = 1) -> HttpResponse:
    """The values behind an act that are public still, with their salts; 410 and the erasure once they are all erased, 403 while hidden."""
    if log == keys.number():
        act = get_object_or_404(Act.objects.public(), place=place)
    else:
        try:
            act = get_object_or_404(Act.objects.public(), uuid=columns_of(proof_of(place, log)[0])["uuid"])
        except NotPublished:
            raise Http404 from None
    fields, erased = opened(act), erasures_of(act)
    said = {
        "champs": {name: list(value) for name, value in fields.items()},
        "effacements": erased,
        "entree": bytes(act.entry or b"").decode(),
    }
    gone = {name for erasure in erased for name in erasure["champs"]}
    status = 200 if fields or not act.commitments else 410 if gone >= set(act.commitments) else 403
    response = JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"], response["Access-Control-Allow-Origin"] = "no-cache", "*"
    return response
