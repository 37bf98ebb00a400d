"""A tick before what cannot be undone: a form asks for it under its last field (WCAG technique G155)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Base = forms.BaseForm if TYPE_CHECKING else object


class Sure(Base):
    """Stands before `forms.Form` or `forms.ModelForm`; the answer is asked for and not handed on."""

    sure_words: str | Promise = _("I have read it again. Once published, it cannot be taken back.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sure"] = forms.BooleanField(
            label=self.sure_words, error_messages={"required": _("Read it again, then tick this box: this cannot be undone.")}
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data.pop("sure", None)
        return self.cleaned_data
