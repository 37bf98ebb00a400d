"""The forms of consultation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from parvis.core.discussion.documents import ENDINGS, kept, limits
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase
from parvis.features.consultation import queries
from parvis.features.consultation.actions.contributions import FILES
from parvis.features.consultation.models import LONGEST_OPTION, LONGEST_TEXT, Contribution, Option

TYPED_TITLE = 160
PLACEHOLDER_TITLE = _("In one sentence, what you want people to remember.")


class Degrees(forms.DecimalField):
    """A coordinate in degrees, with a comma or a point."""

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(str(value).replace(",", ".") if value not in self.empty_values else value)


class Files(forms.ClearableFileInput):
    """A field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by its content."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Files(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [super(FilesField, self).clean(each, initial) for each in data or []]
        if len(files) > FILES:
            raise ValidationError(_g("Attach at most %(limit)d files.") % {"limit": FILES})
        return [kept(each)[0] for each in files]


class WordsForm(forms.Form):
    """The title and the text of a contribution."""

    title = forms.CharField(label=_("Title"), max_length=TYPED_TITLE, help_text=PLACEHOLDER_TITLE)
    text = forms.CharField(
        label=_("What you want to say"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("An empty line starts a paragraph. **Two stars** make bold, a dash starts a list."),
    )


class ContributionForm(WordsForm):
    """A new contribution, with what the settings of the phase ask for."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    theme = forms.TypedChoiceField(label=_("Theme"), required=False, empty_value=None)
    latitude = Degrees(label=_("Latitude"), required=False, min_value=-90, max_value=90, help_text=_("For example 47,3082"))
    longitude = Degrees(label=_("Longitude"), required=False, min_value=-180, max_value=180, help_text=_("For example -1,4935"))
    attachments = FilesField(label=_("Files"), required=False)

    field_order = ("kind", "title", "text", "theme", "latitude", "longitude", "attachments")

    def __init__(self, *args: Any, phase: Phase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, themes = phase.typed_settings(), queries.themes_of(phase)
        kinds = [(kind, label.capitalize()) for kind, label in Contribution.Kind.choices if getattr(asked, kind)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", _("No theme")), *((theme.pk, theme.name) for theme in themes)]  # type: ignore[attr-defined]
        self.fields["theme"].coerce = {str(theme.pk): theme for theme in themes}.__getitem__  # type: ignore[attr-defined]
        self.fields["theme"].required = asked.theme_required
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0][0]
        if not themes:
            del self.fields["theme"]
        for coordinate in ("latitude", "longitude"):
            self.fields[coordinate].required = asked.place == "required"
            if asked.place == "no":
                del self.fields[coordinate]
        if asked.attachments:
            self.fields["attachments"].help_text = _g("At most %(limit)d files: %(kinds)s") % {"limit": FILES, "kinds": limits()}
        else:
            del self.fields["attachments"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "latitude" in self.fields and ("latitude" not in self.errors and "longitude" not in self.errors):
            given = [cleaned.get(name) is not None for name in ("latitude", "longitude")]
            if any(given) and not all(given):
                self.add_error("longitude" if given[0] else "latitude", _g("Give both the latitude and the longitude, or neither."))
        return cleaned


class FilterForm(forms.Form):
    """The filters of a list, which live in its address."""

    q = forms.CharField(label=_("Words"), required=False, max_length=queries.LONGEST_WORDS)
    genre = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    auteur = forms.ChoiceField(label=_("Written by"), required=False, choices=[("", _("Everyone")), ("moi", _("Me"))])
    tri = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            (queries.NEWEST, _("Newest first")),
            (queries.SUPPORTED, _("Most supported")),
            (queries.DISCUSSED, _("Most discussed")),
            (queries.RANDOM, _("By lot, anew each day")),
        ],
    )

    def __init__(self, *args: Any, phase: Phase, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        themes = queries.themes_of(phase)
        asked = phase.typed_settings()
        kinds = [(kind, label.capitalize()) for kind, label in Contribution.Kind.choices if getattr(asked, kind, True)]
        self.fields["genre"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]
        if len(kinds) < 2:
            del self.fields["genre"]
        self.fields["theme"].choices = [("", _("All themes")), *((theme.pk, theme.name) for theme in themes)]  # type: ignore[attr-defined]
        if not themes:
            del self.fields["theme"]
        if person is None:
            del self.fields["auteur"]


class SortingFilterForm(FilterForm):
    """The same for the facilitator, who looks for what is not grouped yet."""

    reste = forms.ChoiceField(label=_("Show"), required=False, choices=[("", _("All contributions")), ("1", _("Those in no option"))])


class OptionForm(forms.Form):
    """The words of an option."""

    title = forms.CharField(label=_("Title of the option"), max_length=TYPED_TITLE)
    text = forms.CharField(
        label=_("What it is"),
        max_length=LONGEST_OPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What would be done, what it costs, what is given up. People will choose between options: make them comparable."),
    )


class GroupForm(forms.Form):
    """The ticked contributions go into a new option, or join one that stands."""

    option = forms.ModelChoiceField(label=_("Into"), queryset=Option.objects.none(), required=False, empty_label=_("a new option"))
    title = forms.CharField(label=_("Title of the new option"), max_length=TYPED_TITLE, required=False)
    text = forms.CharField(label=_("What it is"), max_length=LONGEST_OPTION, required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, options: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].queryset = options  # type: ignore[attr-defined]
        if options.query.is_empty():
            del self.fields["option"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("option") and not (cleaned.get("title") or "").strip() and "title" not in self.errors:
            self.add_error("title", _g("Give the new option a title."))
        return cleaned


class ThemesForm(forms.Form):
    """The themes of a phase, one a line."""

    names = forms.CharField(
        label=_("Themes"), required=False, widget=forms.Textarea(attrs={"rows": 10}), help_text=_("One a line, in the order of the list.")
    )
