"""The forms with which people discuss."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.discussion.documents import ENDINGS, kept, limits
from parvis.core.discussion.models import LONGEST_ANSWER, LONGEST_ARGUMENT, LONGEST_QUESTION, Side, SourceKind
from parvis.core.discussion.queries import Talk
from parvis.core.people.models import Person
from parvis.core.people.queries import drafts_at
from parvis.ui.components.drafts import fill
from parvis.ui.components.forms import form as drawn
from parvis.ui.parts import Draft

LEVEL = 3  # of the headings of what must be corrected


def area(rows: int) -> forms.Textarea:
    """Give a field for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class ArgumentForm(forms.Form):
    """A reason for or against."""

    side = forms.ChoiceField(label=_("Is it a reason for or against?"), choices=Side.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("In one sentence"), max_length=140, required=False)
    text = forms.CharField(
        label=_("Your argument"),
        max_length=LONGEST_ARGUMENT,
        widget=area(5),
        help_text=_("One argument at a time: others can then support it."),
    )


class QuestionForm(forms.Form):
    """A question to those who run the process."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=area(3),
        help_text=_("Those who run the process answer here, for everyone."),
    )


class SourceForm(forms.Form):
    """Where a statement comes from."""

    title = forms.CharField(label=_("Title"), max_length=200)
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https", help_text=_("It begins with https://"))
    document = forms.FileField(label=_("Or a document"), required=False, max_length=200)
    publisher = forms.CharField(label=_("Published by"), max_length=120, required=False)
    published_on = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    kind = forms.ChoiceField(label=_("What it is"), choices=SourceKind.choices, initial=SourceKind.OTHER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = self.fields["document"]
        document.help_text = limits()
        document.widget.attrs["accept"] = ",".join(f".{ending}" for ending in ENDINGS)

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        return kept(document)[0] if document else document


class WordsForm(forms.Form):
    """Other words for one's argument or question."""

    title = forms.CharField(label=_("In one sentence"), max_length=140, required=False)
    text = forms.CharField(label=_("Your words"), max_length=LONGEST_ARGUMENT, widget=area(6))


class ReplyForm(forms.Form):
    """The answer to a question."""

    text = forms.CharField(label=_("Your answer"), max_length=LONGEST_ANSWER, widget=area(6))


class ReasonForm(forms.Form):
    """Why something is hidden."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everyone reads it. Name the rule that was broken, without repeating the words that you hide."),
    )


def forms_for(talk: Talk, person: Person | None) -> dict[str, Any]:
    """Give the forms under a discussion, drawn, when this person may use them, each with what she had begun to write: one query.

    Their fields have ids of their own.
    """
    if not talk.may_discuss or person is None:
        return {}
    argue, ask = f"{reverse('discussion:arguments', args=[talk.ref])}?nouveau=", reverse("discussion:questions", args=[talk.ref])
    kept = drafts_at(person, argue, ask)
    given: dict[str, Any] = {}
    for name, kind, address in (("argument", ArgumentForm, argue), ("question", QuestionForm, ask)):
        found = kept.get(address)
        draft = Draft(address=address, fields=found.fields if found else {}, at=found.saved_at if found else None)
        ids = f"{name}_%s"
        if draft.fields:
            form = kind(auto_id=ids)
            fill(form, draft)
            given[name] = drawn(form, level=LEVEL)
        else:
            given[name] = _blank(kind, ids, get_language() or "fr")
        given[f"{name}_draft"] = draft
    return given


@lru_cache(maxsize=20)
def _blank(kind: type[forms.Form], ids: str, language: str) -> SafeString:
    """Draw a form in which nobody has written: it is the same for all."""
    return drawn(kind(auto_id=ids), level=LEVEL)
