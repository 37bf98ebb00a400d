"""The gallery: every component with its states, on invented content. It shows, it never writes."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from parvis.ui import samples
from parvis.ui.parts import Link


def gallery(request: HttpRequest) -> HttpResponse:
    """The page that shows everything."""
    context = samples.everything()
    context |= {
        "trail": [Link("Saint-Aubin", "/")],
        "here": "Le mobilier",
        "page_of_many": Paginator(range(200), 20).get_page(request.GET.get("page", 5)),
        "filter_form": samples.FilterForm(request.GET or None),
        "place_form": samples.PlaceForm(auto_id="place_%s"),
        "faulty": samples.ContributionForm(samples.FAULTY),
    }
    return render(request, "ui/gallery.html", context)


def sample_form(request: HttpRequest) -> HttpResponse:
    """A page that is one form; sending it only checks it."""
    form = samples.ContributionForm(request.POST or None)
    context = {"form": form, "cancel_url": reverse("ui:gallery"), "sent": request.method == "POST" and form.is_valid()}
    return render(request, "ui/gallery_form.html", context)


def sample_question(request: HttpRequest) -> HttpResponse:
    """A question before what cannot be undone."""
    context = {
        "question": "Retirer votre signature ?",
        "consequence": "La pétition « Ligne 34 » passera de 212 à 211 signatures. Le registre gardera la trace qu’une "
        "signature a été retirée, pas votre nom.",
        "yes": "Retirer ma signature",
        "no": "La garder",
        "cancel_url": reverse("ui:gallery"),
    }
    return render(request, "ui/confirm.html", context)


def sample_refusal(request: HttpRequest) -> HttpResponse:
    """A closed door that says why."""
    reason = "Ce vote est ouvert aux membres du conseil de quartier. Vous pouvez lire les arguments et suivre le résultat."
    return render(request, "ui/refused.html", {"reason": reason, "back_url": reverse("ui:gallery")}, status=403)


def sample_sheet(request: HttpRequest) -> HttpResponse:
    """Several pictures in one file, with the styles that it needs on its own."""
    # It is looked at as a picture: the styles inside it are its own, and it runs nothing.
    return HttpResponse(
        samples.one_sheet(),
        content_type="image/svg+xml",
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
    )
