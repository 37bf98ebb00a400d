"""Pages that only say something: how to check, personal data, accessibility."""

from __future__ import annotations

from django.views.generic import TemplateView


class Words(TemplateView):
    """A page of words, the same for everyone."""

    http_method_names = ("get", "head")


check = Words.as_view(template_name="portal/check.html")
privacy = Words.as_view(template_name="portal/privacy.html")
accessibility = Words.as_view(template_name="portal/accessibility.html")
