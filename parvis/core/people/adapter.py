"""Where django-allauth asks how this house signs people up and in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as of_allauth
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from parvis.core.people import actions, letters
from parvis.core.people.languages import remember
from parvis.core.people.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # django-allauth ships no types
    """Our words, our letters, and nothing written outside actions."""

    error_messages = DefaultAccountAdapter.error_messages | letters.REFUSALS

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """Open the account that the form asks for, in the language it was read in."""
        given = form.cleaned_data
        return actions.open_account(user, email=given["email"], public_name=given["public_name"], language=get_language() or "")

    def set_password(self, user: Person, password: str) -> None:
        """Set a password, whichever of the pages asks for it."""
        actions.set_password(user, password=password, by=user)

    def post_login(self, request: HttpRequest, user: Person, **about: Any) -> HttpResponse:
        """Give this browser the language that the person chose, if she chose one."""
        response: HttpResponse = super().post_login(request, user, **about)
        if user.language:
            remember(response, user.language)
        return response

    def get_login_stages(self) -> list[str]:
        """A passkey is one way in, not a second lock: the code sent by e-mail always works, so nobody is locked out."""
        return [stage for stage in super().get_login_stages() if not stage.startswith("allauth.mfa.")]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our letters. A code is worthless later, so it is sent at once; every branch that may tell whether
        an account exists sends exactly one letter, so that none takes longer than the other."""
        request = of_allauth.request
        facts = {
            "email": email,
            "login_url": request.build_absolute_uri(reverse("account_login")),
            "account_url": request.build_absolute_uri(reverse("people:settings")),
        } | context
        subject, text = letters.written(template_prefix, facts, house=settings.PARVIS_URL)
        EmailMessage(subject, text, self.get_from_email(), [email]).send()

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say on the next page what was done, in our words."""
        if message is None and message_template is not None:
            notice = letters.NOTICES.get(message_template)
            message = str(notice) % (message_context or {}) if notice else None
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)
