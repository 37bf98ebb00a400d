"""The forms of the office, and the one with which people say what came of a promise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from parvis.core.decisions.actions import Option
from parvis.core.decisions.models import Answer, Decision, Feedback, Promise, Weighed
from parvis.core.discussion.documents import ENDINGS, kept, limits
from parvis.core.processes.models import Phase, Process
from parvis.core.spaces.models import Body
from parvis.core.spaces.standing import line_of
from parvis.ui.sure import Sure

CONVENOR = "convenor"
SILENCE = "silence"
MOST_CENTS = 10**15


def day_field(label: Any, **details: Any) -> forms.DateField:
    """Give a field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **details)


def area(rows: int) -> forms.Textarea:
    """Give a field for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class EurosField(forms.DecimalField):
    """An amount typed in euros, kept in cents."""

    def __init__(self, **details: Any) -> None:
        super().__init__(min_value=0, max_digits=15, decimal_places=2, **details)

    def clean(self, value: Any) -> Any:
        amount = super().clean(value.replace(",", ".").replace(" ", "").replace("\u202f", "") if isinstance(value, str) else value)
        return None if amount is None else int(amount * 100)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}" if isinstance(value, int) else value


class DecisionForm(Sure, forms.Form):
    """What was decided, by whom, and why."""

    title = forms.CharField(
        label=_("What was decided, in one sentence"), max_length=200,
        help_text=_("The outcome itself: “The market square will be planted”, not “Decision on the square”."),
    )  # fmt: skip
    decider = forms.ChoiceField(label=_("Who decided"), widget=forms.RadioSelect)
    decided_on = day_field(_("Decided on"))
    number = forms.CharField(label=_("Official number"), max_length=60, required=False)
    votes_for = forms.IntegerField(label=_("Votes for"), min_value=0, required=False)
    votes_against = forms.IntegerField(label=_("Votes against"), min_value=0, required=False)
    abstentions = forms.IntegerField(label=_("Abstentions"), min_value=0, required=False)
    text = forms.CharField(label=_("The decision"), widget=area(8), help_text=_("What will happen, with figures and dates. Markdown."))
    reasons = forms.CharField(
        label=_("The reasons"), widget=area(10), help_text=_("Also what weighed against it, and how it differs from the vote. Markdown.")
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process
        self.bodies = {f"body-{body.pk}": body for body in Body.objects.filter(space__in=line_of(process.space))}
        votes = [phase for phase in process.phases.filter(state=Phase.State.CLOSED) if phase.kind_of_phase.family]
        self.votes = {f"phase-{phase.pk}": phase for phase in votes}
        self.fields["decider"].choices = [  # type: ignore[attr-defined]  # the field is a ChoiceField
            *((key, body.name) for key, body in self.bodies.items()),
            *((key, _g("The vote “%(title)s”") % {"title": phase.title}) for key, phase in self.votes.items()),
            (CONVENOR, process.convenor),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        counted = [given.get(name) for name in ("votes_for", "votes_against", "abstentions")]
        if any(number is not None for number in counted) and None in counted:
            raise ValidationError(_("Give the votes for, the votes against and the abstentions, or none of the three."))
        return given

    def details(self) -> dict[str, Any]:
        """Give what `decide` takes."""
        given = dict(self.cleaned_data)
        decider = given.pop("decider")
        voices = tuple(given.pop(name) for name in ("votes_for", "votes_against", "abstentions"))
        return given | {
            "body": self.bodies.get(decider), "phase": self.votes.get(decider), "voices": None if voices[0] is None else voices,
        }  # fmt: skip


class OptionForm(forms.Form):
    """One option that was weighed; a line left without a title is left out."""

    ref = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Option"), max_length=250, required=False)
    kept = forms.ChoiceField(label=_("Retained or not"), choices=[("", _("Choose")), *Weighed.Kept.choices], required=False)
    why = forms.CharField(label=_("Why"), widget=area(2), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("title") and not given.get("kept"):
            self.add_error("kept", _("Say whether this option was retained."))
        if given.get("title") and not given.get("why"):
            self.add_error("why", _("Say why, in a sentence."))
        if not given.get("title") and given.get("why"):
            self.add_error("title", _("Name the option."))
        return given


OptionFormSet = forms.formset_factory(OptionForm, extra=3, max_num=40, absolute_max=60)


def options_of(formset: Any) -> list[Option]:
    """Give the options of the lines that were filled in."""
    lines = [line.cleaned_data for line in formset if line.cleaned_data.get("title")]
    return [Option(title=line["title"], kept=line["kept"], why=line["why"], ref=line["ref"]) for line in lines]


class AnswerForm(forms.Form):
    """One answer to many contributions; or the reason why they are not answered."""

    verdict = forms.ChoiceField(
        label=_("What becomes of it"), widget=forms.RadioSelect,
        choices=[*Answer.Verdict.choices, (SILENCE, _("no answer, for the reason given"))],
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("The answer and its reasons"), widget=area(8),
        help_text=_("You are writing to those who contributed. Say what is done with what they wrote, and why. Markdown."),
    )  # fmt: skip
    decision = forms.ModelChoiceField(
        label=_("Decision that it follows from"), queryset=Decision.objects.none(), required=False, empty_label=_("None yet")
    )
    everything = forms.BooleanField(required=False)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = process.decisions.all()  # type: ignore[attr-defined]  # the field is a ModelChoiceField
        if not process.decisions.exists():
            del self.fields["decision"]


def refs_chosen(values: Sequence[str]) -> list[UUID]:
    """Give the refs of the boxes ticked; raises ValidationError when one is none."""
    try:
        return [UUID(value) for value in values]
    except ValueError:
        raise ValidationError(_("What was chosen is not on this page: load it again.")) from None


class PromiseForm(Sure, forms.Form):
    """A promise that a decision makes."""

    text = forms.CharField(
        label=_("What is promised"), max_length=250, help_text=_("One sentence with a verb: “Plant thirty-eight trees”.")
    )
    details = forms.CharField(label=_("Details"), widget=area(5), required=False, help_text=_("Markdown."))
    due_on = day_field(_("By when"))
    who = forms.CharField(label=_("Who is responsible"), max_length=160, help_text=_("A service or an elected person whom people can ask."))
    budget_cents = EurosField(label=_("Budget, in euros"), required=False)


class MarkForm(forms.Form):
    """Where a promise stands."""

    status = forms.ChoiceField(label=_("Where it stands"), choices=Promise.Status.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason, or what is new"), widget=area(4), required=False, help_text=_("A delay is explained here."))
    spent_cents = EurosField(label=_("Spent so far, in euros"), required=False)


class MilestoneForm(Sure, forms.Form):
    """A step on the way."""

    title = forms.CharField(label=_("Milestone"), max_length=160)
    due_on = day_field(_("By when"))
    reached_on = day_field(_("Reached on"), required=False, help_text=_("Leave empty while it is to come."))


class ReachedForm(Sure, forms.Form):
    """The day a step was reached."""

    on = day_field(_("Reached on"))


class EvidenceForm(Sure, forms.Form):
    """A document or an address that shows what was done."""

    title = forms.CharField(label=_("What it shows"), max_length=200)
    dated_on = day_field(_("Date of the document"))
    file = forms.FileField(label=_("File"), required=False, max_length=150)
    address = forms.URLField(
        label=_("Or an address"), required=False, max_length=500, assume_scheme="https", help_text=_("It begins with https://")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.help_text = limits()
        file.widget.attrs["accept"] = ",".join(f".{ending}" for ending in ENDINGS)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return kept(file)[0] if file else file

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and bool(given.get("file")) == bool(given.get("address")):
            raise ValidationError(_("Give a file or an address: one of the two."))
        return given


class FeedbackForm(forms.Form):
    """What somebody concerned sees."""

    satisfied = forms.ChoiceField(label=_("Is the promise kept, for you?"), choices=Feedback.Satisfied.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What you see"), max_length=2000, widget=area(4))


class ReasonForm(forms.Form):
    """Why something is hidden or shown again."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Everyone reads it. Name the rule, without repeating the words.")
    )


class WordsFilter(forms.Form):
    """The search field of a list."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput)


class DecisionsFilter(WordsFilter):
    """The filters of the list of decisions."""

    espace = forms.ChoiceField(label=_("Space"), required=False)
    annee = forms.ChoiceField(label=_("Year"), required=False)
    demarche = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, spaces: Sequence[tuple[str, str]], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["espace"].choices = [("", _g("All spaces")), *spaces]  # type: ignore[attr-defined]  # the field is a ChoiceField
        self.fields["annee"].choices = [("", _g("All years")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]  # the same


class PromisesFilter(WordsFilter):
    """The filters of the list of promises, beside where they stand."""

    espace = forms.ChoiceField(label=_("Space"), required=False)
    etat = forms.CharField(required=False, widget=forms.HiddenInput)
    demarche = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, spaces: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["espace"].choices = [("", _g("All spaces")), *spaces]  # type: ignore[attr-defined]  # the field is a ChoiceField
