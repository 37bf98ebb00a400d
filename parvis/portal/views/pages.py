"""Pages that only say something: how it works, how to check, personal data, accessibility."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from parvis.ui import background
from parvis.ui.parts import Step


class Words(TemplateView):
    """A page of words, the same for everyone."""

    http_method_names = ("get", "head")


class How(Words):
    """What a first visit needs to know, in one screen."""

    template_name = "portal/how.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        way = [
            Step(label=_("Contributions"), state="done", notes=[_("Everyone says what they know and want.")]),
            Step(label=_("Options"), state="done", notes=[_("What goes together becomes an option.")]),
            Step(label=_("Vote"), state="done", notes=[_("Each person has one ballot, and it is secret.")]),
            Step(label=_("Decision"), state="done", notes=[_("Those in charge decide, and say why.")]),
            Step(label=_("Promises"), state="done", notes=[_("Each one has a date, and is followed.")]),
        ]
        sentences = [
            _("Somebody in charge asks a question, and signs what will be done with the result. This is written before anybody speaks."),
            _("You contribute: a problem, an idea, a figure, a reason for or against. Both sides always have the same place on the page."),
            _("What says the same is gathered into options. Each option names the contributions that it comes from."),
            _("You vote, in secret. Your receipt finds your ballot in the published list, and anybody can count again."),
            _("A decision says why. Whoever contributed is answered, and what is promised stays on the page until it is done."),
        ]
        promises = {"kept": 5, "half": 2, "open": 2, "late": 1}
        return super().get_context_data(**kwargs) | {"way": way, "sentences": sentences, "promises": promises}


class Privacy(Words):
    """What is kept of people, and who else learns that they were here."""

    template_name = "portal/privacy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"tiles": background.tiles()}


how = How.as_view()
check = Words.as_view(template_name="portal/check.html")
privacy = Privacy.as_view()
accessibility = Words.as_view(template_name="portal/accessibility.html")
