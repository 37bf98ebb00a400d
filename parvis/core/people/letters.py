"""What is written to people about their account: short e-mails, and the words at the top of a page. Named as django-allauth names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and paragraphs, with `%(…)s` for what changes."""

    subject: str | Promise
    paragraphs: tuple[str | Promise, ...]


_CODE = (_("Your code: %(code)s"), _("Type it on the page you left open. It is valid for a few minutes."))
_NOT_YOU = _("If you asked for nothing, ignore this message. Nobody enters without the code.")
_WATCH = _("If you did not do this, sign in with a code and look at your account: %(account_url)s")

LETTERS = {
    "account/email/login_code": Letter(_("%(code)s is your code to sign in"), (*_CODE, _NOT_YOU)),
    "account/email/email_confirmation_signup": Letter(_("%(code)s is your code to open your account"), (*_CODE, _NOT_YOU)),
    "account/email/email_confirmation": Letter(_("%(code)s is your code to change your address"), (*_CODE, _NOT_YOU)),
    "account/email/password_reset_code": Letter(_("%(code)s is your code to choose a new password"), (*_CODE, _NOT_YOU)),
    "account/email/unknown_account": Letter(
        _("There is no account with this address"),
        (
            _("Somebody, perhaps you, asked for a code to sign in with the address %(email)s. No account has this address."),
            _("To open one: %(signup_url)s"),
            _("If you asked for nothing, ignore this message."),
        ),
    ),
    "account/email/account_already_exists": Letter(
        _("You have an account already"),
        (
            _("Somebody, perhaps you, asked to open an account with the address %(email)s. You have one already."),
            _("To sign in with a code: %(login_url)s"),
            _("If you asked for nothing, ignore this message."),
        ),
    ),
    "account/email/email_changed": Letter(
        _("The address of your account was changed"), (_("It was %(from_email)s. It is now %(to_email)s."), _WATCH)
    ),
    "account/email/password_changed": Letter(_("Your password was changed"), (_WATCH,)),
    "account/email/password_set": Letter(_("A password was set for your account"), (_WATCH,)),
    "account/email/password_reset": Letter(_("Your password was changed"), (_WATCH,)),
    "mfa/email/webauthn_added": Letter(_("A passkey was added to your account"), (_WATCH,)),
    "mfa/email/webauthn_removed": Letter(_("A passkey was removed from your account"), (_WATCH,)),
}

# What the page says once it is done; None where it goes without saying.
NOTICES: dict[str, str | Promise | None] = {
    "account/messages/logged_in.txt": _("You are signed in."),
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/login_code_sent.txt": None,
    "account/messages/email_confirmation_sent.txt": None,
    "account/messages/email_confirmed.txt": _("Your address %(email)s is confirmed."),
    "account/messages/email_confirmation_failed.txt": _("The address %(email)s already belongs to another account."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/primary_email_set.txt": None,
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}

# What a form says when it refuses.
REFUSALS: dict[str, str | Promise] = {
    "account_inactive": _("This account is closed."),
    "email_password_mismatch": _(
        "This address and this password do not go together. You can also sign in with a code: leave the password empty."
    ),
    "email_taken": _("Another account has this address."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("This is not the code that was sent. Look at the last e-mail, or ask for another code."),
    "incorrect_password": _("This is not your password."),
    "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then ask for a new code."),
    "rate_limited": _("Too many requests in a short time. Wait a minute, then try again."),
    "same_as_current": _("This is your address already."),
    "select_only_one": _("Choose one only."),
}


def written(prefix: str, facts: Mapping[str, Any], *, house: str) -> tuple[str, str]:
    """Give the subject and the text of a letter, in the language of the moment.

    Arguments:
        prefix: the name that django-allauth gives to this e-mail; KeyError for one that nobody wrote.
        facts: what the sentences need.
        house: the address of the instance, under the signature.
    """
    letter = LETTERS[prefix]
    paragraphs = [_g("Hello,"), *(str(paragraph) % facts for paragraph in letter.paragraphs), house]
    return str(letter.subject) % facts, "\n\n".join(paragraphs) + "\n"
