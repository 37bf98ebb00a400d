"""Bringing in contributions from a file: look first, then confirm."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from parvis.core.people.requests import person_of
from parvis.core.processes.models import Phase, Process
from parvis.features.consultation import imports
from parvis.portal import waiting_room
from parvis.portal.views.office import run_by
from parvis.ui.parts import Column, Link, Table

SHOWN = 200
OUTCOMES = {
    "added": (gettext_lazy("taken"), ngettext_lazy("%(count)d row taken", "%(count)d rows taken", "count")),
    "there": (gettext_lazy("there already"), ngettext_lazy("%(count)d row there already", "%(count)d rows there already", "count")),
    "wrong": (gettext_lazy("left out"), ngettext_lazy("%(count)d row left out", "%(count)d rows left out", "count")),
}


class ImportFile(forms.Form):
    """A file and where it goes."""

    phase = forms.ModelChoiceField(label=gettext_lazy("Into which phase"), queryset=Phase.objects.none(), empty_label=None)
    source = forms.CharField(
        label=gettext_lazy("Name of the source"),
        max_length=80,
        help_text=gettext_lazy(
            "Such as “Suggestion box of March 2026”. The same file brought in again under the same name makes no doubles."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A table (.csv) with the columns “titre” and “texte” at least, or JSON lines (.jsonl)."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.jsonl,.ndjson"}),
    )

    def __init__(self, *args: object, process: Process, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came
        field = self.fields["phase"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Phase.objects.filter(process=process, kind="gathering").select_related("process__space")

    def clean_file(self) -> object:
        """Refuse what is too large to be looked at in one page."""
        file = self.cleaned_data["file"]
        limit = settings.PARVIS_UPLOAD_MEGABYTES
        if file.size > limit * 1_000_000:
            given = {"limit": limit, "size": round(file.size / 1_000_000)}
            raise ValidationError(_("Expected a file of at most %(limit)d MB, got %(size)d MB. Split it, or use the command line.") % given)
        return file


@login_required
def contributions(request: HttpRequest, slug: str) -> HttpResponse:
    """Preview a file row by row, then bring it in."""
    process, person = run_by(request, slug), person_of(request)
    assert person is not None
    back = reverse("portal:office_process", args=[slug])
    context = {
        "process": process,
        "title": _("Import contributions"),
        "trail": [Link(_("Office"), reverse("portal:office")), Link(process.title, back)],
        "here": _("Import contributions"),
        "cancel_url": back,
        "submit": _("Look at it first"),
    }
    if request.method == "POST" and "token" in request.POST:
        return confirm(request, process, context)
    form = ImportFile(request.POST or None, request.FILES or None, process=process)
    if request.method == "POST" and form.is_valid():
        file, phase, source = (form.cleaned_data[name] for name in ("file", "phase", "source"))
        content = file.read()
        try:
            report = imports.bring_in(phase, imports.read(file.name, content), by=person, source=source, preview=True)
        except imports.Unreadable as error:
            form.add_error("file", str(error))
        else:
            given = {"token": waiting_room.keep(content, by=person), "name": file.name, "phase": phase.pk, "source": source}
            return render(request, "portal/office_import.html", context | {"given": given} | told(report))
    return render(request, "portal/office_form.html", context | {"form": form})


def confirm(request: HttpRequest, process: Process, context: dict[str, object]) -> HttpResponse:
    """Bring in the file that was previewed."""
    person = person_of(request)
    assert person is not None
    content = waiting_room.take(request.POST["token"], by=person)
    phase = Phase.objects.filter(process=process, pk=request.POST.get("phase")).select_related("process__space").first()
    if content is None or phase is None:
        messages.error(request, _("The file is no longer there: it is kept for an hour. Please bring it again."))
        return redirect("portal:office_import", process.slug)
    rows = imports.read(request.POST["name"], content)
    report = imports.bring_in(phase, rows, by=person, source=request.POST["source"])
    added = report.added["contributions"]
    words = ngettext("%(count)d contribution was brought in.", "%(count)d contributions were brought in.", added)
    messages.success(request, words % {"count": added})
    return render(request, "portal/office_import.html", context | told(report))


def told(report: imports.Report) -> dict[str, object]:
    """Give the report as a page shows it: the counts, then the rows, those left out first."""
    lines = sorted(report.lines, key=lambda line: (line.outcome != "wrong", line.number))
    return {
        "counts": [str(counted % {"count": report.outcomes[outcome]}) for outcome, (_word, counted) in OUTCOMES.items()],
        "nothing_new": not report.outcomes["added"],
        "more": max(len(lines) - SHOWN, 0),
        "table": Table(
            columns=[Column(_("Line"), figures=True), _("What becomes of it"), Column(_("Why"), wide=True)],
            rows=[[str(line.number), str(OUTCOMES[line.outcome][0]), line.reason or "–"] for line in lines[:SHOWN]],
        ),
    }
