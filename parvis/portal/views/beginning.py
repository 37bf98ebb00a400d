"""Beginning a process: from a blueprint to people who are invited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.notices.actions import invite as write_to
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.processes import actions, rules
from parvis.core.processes.models import Process
from parvis.core.spaces.models import Space
from parvis.portal.blueprints import BLUEPRINTS, Blueprint, blueprint_named
from parvis.portal.forms import Invite, NewProcess, free_slug
from parvis.portal.house import space_of
from parvis.portal.views.office import run_by, spaces_run_by, staff
from parvis.ui.parts import Link


@drafted
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a process from a blueprint; publish it and invite people to it in the same go, or keep it as a draft."""
    person = staff(request)
    chosen = {blueprint.slug: blueprint for blueprint in BLUEPRINTS}.get(request.GET.get("modele", ""), BLUEPRINTS[0])
    space = space_of(request)
    initial = {"blueprint": chosen.slug, "space": space, "commitment": chosen.commitment, "convenor": last_convenor(space)}
    form = NewProcess(request.POST or None, spaces=spaces_run_by(person), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        process = created(given, blueprint_named(given["blueprint"]), by=person)
        if request.POST.get("then") == "publish":
            actions.publish(process, by=person)
            messages.success(request, _("The process is public. Its phases open and close by themselves on their dates."))
            sent(request, process, given["invited"])
        else:
            messages.success(request, _("The draft is ready. Look at it, then publish it: it opens by itself on its first day."))
            if given["invited"]:
                messages.warning(request, _("Nobody was invited: a draft cannot be read yet. The addresses are forgotten."))
        return redirect("portal:office_process", process.slug)
    return render(
        request,
        "portal/office_new.html",
        {"form": form, "blueprints": BLUEPRINTS, "trail": [Link(_("Office"), reverse("portal:office"))], "here": _("New process")},
    )


def last_convenor(space: Space | None) -> str:
    """Give who undertook the latest process of this space: it is often the same person."""
    return Process.objects.filter(space=space).order_by("-pk").values_list("convenor", flat=True).first() or "" if space else ""


def created(given: dict[str, Any], blueprint: Blueprint, *, by: Person) -> Process:
    """Create the draft that the answers of the form describe."""
    start = given["opens_on"]
    days = sum(part.days for part in blueprint.stretches if part.kind != "follow_up")
    return actions.create(
        given["space"],
        by=by,
        phases=blueprint.plans(start),
        title=given["title"],
        slug=free_slug(given["title"]),
        question=given["question"],
        commitment=given["commitment"],
        convenor=given["convenor"],
        level=blueprint.level,
        answer_by=(start + timedelta(days=days)).date(),
    )


def sent(request: HttpRequest, process: Process, addresses: Sequence[str], words: str = "") -> bool:
    """Write to these addresses and say on the page how many were, or that the mail server refused; say whether all went well."""
    person = person_of(request)
    if not addresses or person is None:
        return True
    try:
        many = write_to(process, addresses, by=person, words=words)
    except (SMTPException, OSError):
        messages.warning(request, _("The mail server refused the invitations: nobody was written to. Try again in a moment."))
        return False
    said = ngettext("%(count)d person is invited by e-mail.", "%(count)d people are invited by e-mail.", many) % {"count": many}
    messages.success(request, said)
    return True


@drafted
@login_required
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite people to a process that is public."""
    process = run_by(request, slug)
    rules.may_invite(person_of(request), process).require()
    back = reverse("portal:office_process", args=[process.slug])
    form = Invite(request.POST or None)
    if request.method == "POST" and form.is_valid() and sent(request, process, form.cleaned_data["invited"], form.cleaned_data["words"]):
        return redirect(back)
    return render(
        request,
        "portal/office_invite.html",
        {
            "form": form,
            "process": process,
            "address": request.build_absolute_uri(process.get_absolute_url()),
            "trail": [Link(_("Office"), reverse("portal:office")), Link(process.title, back)],
            "here": _("Invite"),
            "submit": _("Send the invitations"),
            "cancel_url": back,
        },
    )
