"""The table of the facilitator: tick contributions, group them into options, order them, change or undo."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.people.models import Person
from parvis.core.people.views.drafting import drafted, keep
from parvis.core.processes.models import Phase
from parvis.features.consultation import actions, queries, rules
from parvis.features.consultation.forms import GroupForm, OptionForm, SortingFilterForm
from parvis.features.consultation.models import Contribution, Option
from parvis.features.consultation.views.forms import page, tell
from parvis.features.consultation.views.found import option_of, phase_of, signed_in, trail_of

PER_PAGE = 50


@drafted(beside=["monter", "descendre"])
def sorting(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the contributions to sort beside the options made so far; posted to, group or move."""
    phase, person = phase_of(request, ref, rules.SORTING), signed_in(request)
    rules.may_sort(person, phase).require()
    gathering = phase.takes_from
    if gathering is None:
        raise Http404
    gathering.process = phase.process
    options = list(queries.options_of(phase))
    move = request.POST.get("monter") or request.POST.get("descendre")
    if request.method == "POST" and move:
        return _moved(request, phase, options, move, person)
    form = GroupForm(
        request.POST if request.method == "POST" else None, options=queries.options_of(phase) if options else Option.objects.none()
    )
    ticked = _ticked(request)
    if form.is_bound and form.is_valid():
        try:
            return _grouped(request, phase, form, ticked, person)
        except ValidationError as error:
            tell(form, error)
    filters = SortingFilterForm(request.GET, phase=gathering, person=None)
    choice = queries.choice_from(request.GET)
    if request.GET.get("reste"):
        choice = replace(choice, left_by=phase.pk)
    listing = queries.listing(gathering, choice, request.GET.get("page", 1), person, per_page=PER_PAGE)
    grouped = queries.options_by_contribution(listing.page.object_list)
    rows = [(row, str(row.pk) in ticked, grouped.get(row.pk, [])) for row in listing.page.object_list]
    context = {
        "phase": phase, "process": phase.process, "options": options, "form": form, "filters": filters, "rows": rows, "listing": listing,
        "filtered": any(request.GET.get(name) for name in filters.fields),
        "page": listing.page, "ungrouped": queries.ungrouped(phase)[: queries.COUNTED].count(),
        "trail": trail_of(phase), "here": _("Sort"),
    }  # fmt: skip
    return render(request, "consultation/sorting.html", context, status=422 if form.is_bound else 200)


def _ticked(request: HttpRequest) -> list[str]:
    """Give the contributions that are ticked: in what was sent, or in what was kept before."""
    kept = request.draft.fields.get("contribution", []) if request.method == "GET" and request.draft else []  # type: ignore[attr-defined]  # set by `drafted`
    return [each for each in request.POST.getlist("contribution") or kept if each.isdecimal()]


def _back(request: HttpRequest, anchor: str) -> HttpResponse:
    """Come back to the same page of the same filters."""
    query = QueryDict(request.META.get("QUERY_STRING", "")).urlencode()
    return redirect(f"{request.path}{'?' + query if query else ''}#{anchor}")


def _grouped(request: HttpRequest, phase: Phase, form: GroupForm, ticked: list[str], person: Person) -> HttpResponse:
    contributions = list(Contribution.objects.filter(pk__in=ticked, phase=phase.takes_from_id))
    option = form.cleaned_data.get("option")
    if option:
        together = [*option.contributions.all(), *contributions]
        words = {"title": form.cleaned_data["title"] or option.title, "text": form.cleaned_data["text"] or option.text}
        made = actions.edit_option(option, by=person, contributions=together, **words)
    else:
        made = actions.make_option(
            phase, by=person, title=form.cleaned_data["title"], text=form.cleaned_data["text"], contributions=contributions
        )
    told = ngettext(
        "%(count)d contribution went into the option “%(title)s”.",
        "%(count)d contributions went into the option “%(title)s”.",
        len(contributions),
    )
    messages.success(request, told % {"count": len(contributions), "title": made.title})
    return _back(request, f"option-{made.ref}")


def _moved(request: HttpRequest, phase: Phase, options: list[Option], ref: str, person: Person) -> HttpResponse:
    # The button stands in the form: what is typed and ticked there comes back with the page.
    keep(request, request.path, request.POST)
    refs = [str(option.ref) for option in options]
    if ref in refs:
        here = refs.index(ref)
        there = here - 1 if "monter" in request.POST else here + 1
        if 0 <= there < len(refs):
            refs[here], refs[there] = refs[there], refs[here]
            actions.order_options(phase, by=person, refs=[UUID(each) for each in refs])
    return _back(request, f"option-{ref}" if ref in refs else "options")


@drafted
def edit(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change the words of an option, and take contributions out of it."""
    option, person = option_of(request, ref), signed_in(request)
    rules.may_change(person, option).require()
    form = OptionForm(request.POST or None, initial={"title": option.title, "text": option.text})
    origins = list(option.contributions.order_by("number"))
    kept = [each for each in origins if not form.is_bound or str(each.pk) in request.POST.getlist("contribution")]
    if form.is_bound and form.is_valid():
        try:
            actions.edit_option(option, by=person, contributions=kept, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The option is changed."))
            return redirect("consultation:sorting", option.phase.ref)
    rows = [(each, each in kept) for each in origins]
    return page(
        request,
        form,
        option.phase,
        heading=_("Change an option"),
        submit=_("Save the option"),
        rows=rows,
        template="consultation/option_form.html",
    )


def drop(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give an option up, after a question."""
    option, person = option_of(request, ref), signed_in(request)
    rules.may_change(person, option).require()
    if request.method == "POST":
        actions.drop_option(option, by=person)
        messages.success(request, _("The option is given up; its contributions can be grouped again."))
        return redirect("consultation:sorting", option.phase.ref)
    context = {
        "question": _("Give up the option “%(title)s”?") % {"title": option.title},
        "consequence": _("Its contributions can be grouped again. The public record keeps that it was tried."),
        "yes": _("Give it up"),
        "cancel_url": option.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)
