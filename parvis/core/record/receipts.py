"""Pages of what a person keeps of an act: her receipts, one receipt with its paper form, and the page that checks one."""

from __future__ import annotations

import io
from uuid import UUID

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.core.record import queries, upstairs
from parvis.core.record.log import status
from parvis.core.record.log.policy import DELAY
from parvis.core.record.log.receipts import NotPublished, Stopped, opened, promise_of, receipt_of
from parvis.core.record.models import Act
from parvis.core.record.sentences import tell
from parvis.core.record.views import before_asked, crumb, seen_by
from parvis.mechanisms.ledger.hashing import leaf_hash


def _hers(request: HttpRequest, act: Act) -> bool:
    return act.actor in upstairs.actors_of_reader(request)


def confirm(request: HttpRequest, text: str, ref: UUID) -> None:
    """Say on the next page that what a person did is done, with the way to the receipt of her act on this object, and to checking it."""
    words = (reverse("record:hers", args=[ref]), _("Your receipt"), reverse("record:check"), _("Check a receipt"))
    messages.success(request, format_html('{} <a href="{}">{}</a> · <a href="{}">{}</a>', text, *words))


def paper_address(act: Act) -> str:
    """Give the address that stands on paper: it opens the act, and says whether its fingerprint is still the one on the paper."""
    return f"{settings.PARVIS_URL}{reverse('record:act', args=[act.uuid])}?empreinte={fingerprint(act)}"


def fingerprint(act: Act) -> str:
    """Give the fingerprint of an act, as it stands on paper: its leaf hash, in hexadecimal."""
    return leaf_hash(bytes(act.entry or b"")).hex()


def drawn(text: str) -> SafeString:
    """Give a QR code as a drawing on white (ISO/IEC 18004), of which 15 % may be lost."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2, image_factory=qrcode.image.svg.SvgPathFillImage)
    code.add_data(text)
    out = io.BytesIO()
    code.make_image().save(out)
    svg = out.getvalue().decode().partition("?>")[2].lstrip()
    return mark_safe(svg)  # noqa: S308 (drawn here, of squares alone)


@require_safe
@never_cache
def receipt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the receipt of an act: where it stands, what to keep, on a disk or on paper."""
    act = get_object_or_404(seen_by(request), uuid=uuid)
    now = status.now()
    hers = _hers(request, act)
    context = {
        "act": act,
        "told": tell([act])[0],
        "hers": hers,
        "values": {name: value for name, (value, _salt) in opened(act, hers=hers).items()},
        "now": now,
        "published": act.place is not None and act.place < now.size,
        "delay": DELAY,
        "fingerprint": fingerprint(act) if act.entry else "",
        "code": drawn(paper_address(act)) if act.entry else "",
        "address": paper_address(act).partition("?")[0],
        "trail": [crumb()],
        "here": _("Receipt"),
    }
    return render(request, "record/receipt.html", context)


@require_safe
@login_required
@never_cache
def hers(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Lead to the receipt of the latest act of the reader on an object."""
    found = Act.objects.filter(object=ref, actor__in=upstairs.actors_of_reader(request)).order_by("-pk").first()
    if found is None:
        raise Http404
    return redirect("record:receipt", uuid=found.uuid)


def _file(data: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(data, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": disposition})


@require_safe
@never_cache
def receipt_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give a receipt as a file, with the values that its reader may see."""
    act = get_object_or_404(seen_by(request), uuid=uuid)
    try:
        made = receipt_of(act, opened(act, hers=_hers(request, act)))
    except NotPublished:
        raise Http404 from None
    return _file(made.encode(), f"recu-{act.place}.tlog-proof")


@require_safe
@never_cache
def promise_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the signed promise that an act will be published."""
    act = get_object_or_404(seen_by(request), uuid=uuid)
    try:
        return _file(promise_of(act), f"promesse-{str(act.uuid)[:8]}.txt")
    except NotPublished:
        raise Http404 from None
    except Stopped:
        said = _(
            "The public record is stopped: no promise is signed. Your act is kept. Come back for its receipt once the record is repaired."
        )
        return HttpResponse(f"{said}\n", status=503, content_type="text/plain; charset=utf-8")


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show the reader her own acts, each with its receipt."""
    acts = Act.objects.filter(Q(actor__in=upstairs.actors_of_reader(request)) | Q(uuid__in=upstairs.acts_naming_reader(request)))
    before = before_asked(request)
    context = {"page": queries.page_of(acts, before=before), "before": before, "trail": [crumb()], "here": _("My receipts")}
    return render(request, "record/mine.html", context)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The page that checks a receipt in the browser, and says how to do it elsewhere."""
    return render(request, "record/check.html", {"trail": [crumb()], "here": _("Check a receipt")})
