"""Ballot papers, one for each kind of ballot, and the forms of the office.

A paper is read from what a form sends, and says what must be sent again to cast it. A method that asks for another kind of ballot needs one
more paper here, one more template `ballots/papers/<kind>.html`, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from parvis.core.processes.models import Phase
from parvis.features.ballots import electorate
from parvis.features.ballots.counting import grade_word, mechanism_of, read_choice, settings_of
from parvis.features.ballots.models import VoteOption
from parvis.features.ballots.queries import OnBallot
from parvis.mechanisms.result import Plain

BLANK = "blank"


class Paper:
    """A ballot paper: the options, what is marked on it, and what is wrong with that."""

    kind: ClassVar[str]

    def __init__(self, phase: Phase, options: Sequence[OnBallot], data: QueryDict | None = None) -> None:
        self.phase, self.options, self.data = phase, options, data
        self.error = ""
        self.kept: Plain = None
        self.blank = data is not None and bool(data.get(BLANK))
        self.marks = self.read(data) if data is not None and not self.blank else None

    def read(self, data: QueryDict) -> Any:
        """Give the choice that the form sent, in the published form of the mechanism."""
        raise NotImplementedError

    def fields(self) -> Iterable[tuple[str, str]]:
        """Give the (name, value) pairs that send these marks again."""
        raise NotImplementedError

    def written(self, choice: Any) -> list[tuple[str, str]]:
        """Give what a choice says in words: (option, what is said of it), in the order of the ballot."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        """Say whether this can be cast; `error` says why not, `kept` is the choice."""
        if not self.blank and not self.marks:
            self.error = self.nothing_marked()
            return False
        try:
            self.kept = read_choice(self.phase, self.marks, {option.ref: option.title for option in self.options})
        except ValidationError as error:
            self.error = str(error.messages[0])
        return not self.error

    def nothing_marked(self) -> str:
        if self.phase.typed_settings().blank:
            return _g("Nothing is marked. To leave it so, use the button “Vote blank”.")
        return _g("Nothing is marked. Choose at least one option.")

    @property
    def said(self) -> list[tuple[str, str]]:
        return [] if self.kept is None else self.written(self.kept)

    @property
    def sent_again(self) -> list[tuple[str, str]]:
        return [(BLANK, "1")] if self.blank else list(self.fields())


class ChoicePaper(Paper):
    """One option."""

    kind = "choice"

    def read(self, data: QueryDict) -> str:
        return data.get("choice", "")

    def fields(self) -> Iterable[tuple[str, str]]:
        return [("choice", self.marks)] if self.marks else []

    def written(self, choice: Any) -> list[tuple[str, str]]:
        return [(option.title, _g("chosen")) for option in self.options if option.ref == choice]


class ApprovalPaper(Paper):
    """Any number of options."""

    kind = "approval"

    def read(self, data: QueryDict) -> list[str]:
        return data.getlist("choice")

    def fields(self) -> Iterable[tuple[str, str]]:
        return [("choice", ref) for ref in self.marks or ()]

    def written(self, choice: Any) -> list[tuple[str, str]]:
        return [(option.title, _g("approved") if option.ref in choice else _g("not approved")) for option in self.options]

    @property
    def limits(self) -> str:
        """How many options may be ticked, in words."""
        settings = settings_of(self.phase)
        least, most = getattr(settings, "minimum", 0), getattr(settings, "maximum", None)
        facts = {"least": least, "most": most}
        if least and most:
            return _g("From %(least)s to %(most)s options.") % facts
        if most:
            return _g("At most %(most)s options.") % facts
        return _g("At least %(least)s options.") % facts if least else ""


class GradesPaper(Paper):
    """A grade for each option."""

    kind = "grades"
    PREFIX = "grade-"

    def read(self, data: QueryDict) -> dict[str, str]:
        return {name.removeprefix(self.PREFIX): data[name] for name in data if name.startswith(self.PREFIX) and data[name]}

    def fields(self) -> Iterable[tuple[str, str]]:
        return [(f"{self.PREFIX}{ref}", grade) for ref, grade in (self.marks or {}).items()]

    def written(self, choice: Any) -> list[tuple[str, str]]:
        lowest = self.grades[-1][1]
        without = _g("no grade: counts as “%(grade)s”") % {"grade": lowest}
        return [(option.title, grade_word(choice[option.ref]) if option.ref in choice else without) for option in self.options]

    @property
    def grades(self) -> list[tuple[str, str]]:
        return [(grade, grade_word(grade)) for grade in settings_of(self.phase).grades]


PAPERS: dict[str, type[Paper]] = {paper.kind: paper for paper in (ChoicePaper, ApprovalPaper, GradesPaper)}


def paper(phase: Phase, options: Sequence[OnBallot], data: QueryDict | None = None) -> Paper:
    """Give the ballot paper of a vote, blank or with the marks that a form sent."""
    return PAPERS[mechanism_of(phase).ballot](phase, options, data)


class OptionForm(forms.ModelForm):
    """One option written in the office."""

    class Meta:
        model = VoteOption
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 2000})}


class ListForm(forms.Form):
    """The addresses of those who may vote, pasted or in a file."""

    LIMIT = 5_000_000

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One to a line, or copied from a table. Names around the addresses are ignored."),
    )
    file = forms.FileField(label=_("Or a text or CSV file"), required=False, help_text=_("UTF-8, 5 MB at most."))

    invite = forms.BooleanField(
        label=_("Write to each of them when the vote opens"),
        required=False,
        help_text=_("An address is then kept until its e-mail has left, and erased. The e-mail says how to vote, and how to get no more."),
    )

    def clean_addresses(self) -> list[str]:
        return self._read(self.cleaned_data["addresses"])

    def clean_file(self) -> list[str]:
        file = self.cleaned_data["file"]
        if file is None:
            return []
        if file.size > self.LIMIT:
            raise ValidationError(_("This file is too large: 5 MB at most were expected."))
        try:
            return self._read(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("This file cannot be read: text in UTF-8 was expected.")) from None

    @staticmethod
    def _read(text: str) -> list[str]:
        found, unread = electorate.addresses_in(text)
        if unread:
            lines = ", ".join(f"{number} ({content[:40]})" for number, content in unread[:5])
            raise ValidationError(
                _("No e-mail address was found on these lines: %(lines)s. Correct or remove them; nothing was imported."),
                params={"lines": lines},
            )
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["found"] = [*data.get("addresses", []), *data.get("file", [])]
        if not self.errors and not data["found"]:
            raise ValidationError(_("No e-mail address was found."))
        return data
