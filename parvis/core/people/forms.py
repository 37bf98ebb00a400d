"""The forms of an account. Those of django-allauth are kept, with our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from allauth.account import forms as theirs
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from parvis.core.people import actions
from parvis.core.people.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Words: TypeAlias = "dict[str, tuple[_StrOrPromise, _StrOrPromise]]"
EMAIL = (_("Your e-mail address"), _("It is shown to nobody."))
NAME = (
    _("Your public name, or a pseudonym"),
    _("It is shown beside what you publish. Choose the one you want; you can change it."),
)
CODE: Words = {"code": (_("The code you received"), _("Eight letters, such as BCDF-GHJK. Capitals and the hyphen do not matter."))}
NEW_PASSWORD = (_("New password"), _("Twelve characters or more. Several words in a row make a good one."))
AGAIN = (_("The same password again"), "")


class OurWords:
    """Gives the fields of a form our labels and help, and takes away the placeholders that repeat them."""

    words: ClassVar[Words] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignupForm(OurWords, theirs.SignupForm):  # type: ignore[misc] # django-allauth ships no types
    """Opens an account: an address, and the name that others will see."""

    words: ClassVar[Words] = {"email": EMAIL, "public_name": NAME}
    field_order: ClassVar[list[str]] = ["email", "public_name"]
    public_name = forms.CharField(max_length=60, widget=forms.TextInput(attrs={"autocomplete": "nickname"}))


class LoginForm(OurWords, theirs.LoginForm):  # type: ignore[misc] # django-allauth ships no types
    """Signs in with a code, or with a password for those who set one."""

    words: ClassVar[Words] = {
        "login": (_("Your e-mail address"), ""),
        "password": (_("Password"), _("Only if you set one. Leave it empty to receive a code.")),
    }

    def _setup_password_field(self) -> None:
        """Keep the password as a choice; django-allauth takes it away where signing up asks for none."""
        self.fields["password"].required = False

    def clean(self) -> dict[str, Any]:
        """Find the person, whose address the code will prove."""
        cleaned: dict[str, Any] = super().clean()
        if isinstance(self.user, Person):
            actions.keep_address(self.user)
        return cleaned


class CodeForm(OurWords, theirs.ConfirmLoginCodeForm):  # type: ignore[misc] # django-allauth ships no types
    """Takes the code that signs in."""

    words: ClassVar[Words] = CODE


class AddressCodeForm(OurWords, theirs.ConfirmEmailVerificationCodeForm):  # type: ignore[misc] # django-allauth ships no types
    """Takes the code that proves an address."""

    words: ClassVar[Words] = CODE


class ResetCodeForm(OurWords, theirs.ConfirmPasswordResetCodeForm):  # type: ignore[misc] # django-allauth ships no types
    """Takes the code that allows a new password."""

    words: ClassVar[Words] = CODE


class AddressForm(OurWords, theirs.AddEmailForm):  # type: ignore[misc] # django-allauth ships no types
    """Changes the address of an account."""

    words: ClassVar[Words] = {
        "email": (_("New e-mail address"), _("A code will be sent there. Your address changes once you have typed it."))
    }


class PasswordForm(OurWords, theirs.SetPasswordForm):  # type: ignore[misc] # django-allauth ships no types
    """Sets a first password."""

    words: ClassVar[Words] = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ChangePasswordForm(OurWords, theirs.ChangePasswordForm):  # type: ignore[misc] # django-allauth ships no types
    """Changes a password."""

    words: ClassVar[Words] = {"oldpassword": (_("Current password"), ""), "password1": NEW_PASSWORD, "password2": AGAIN}


class ForgottenForm(OurWords, theirs.ResetPasswordForm):  # type: ignore[misc] # django-allauth ships no types
    """Asks for a code to choose a new password."""

    words: ClassVar[Words] = {"email": (_("Your e-mail address"), "")}


class NewPasswordForm(OurWords, theirs.ResetPasswordKeyForm):  # type: ignore[misc] # django-allauth ships no types
    """Chooses a new password, once the code is given."""

    words: ClassVar[Words] = {"password1": NEW_PASSWORD, "password2": AGAIN}


class AgainForm(OurWords, theirs.ReauthenticateForm):  # type: ignore[misc] # django-allauth ships no types
    """Asks for the password again before something grave."""

    words: ClassVar[Words] = {"password": (_("Password"), "")}


class AddPasskeyForm(OurWords, passkeys.AddWebAuthnForm):  # type: ignore[misc] # django-allauth ships no types
    """Adds a passkey: it always signs in by itself, so there is nothing to choose but its name."""

    words: ClassVar[Words] = {"name": (_("Name of this passkey"), _("So that you know it again: “my telephone”, “the key on my ring”."))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"].initial = self.initial["name"] = str(_("My passkey"))


class RenamePasskeyForm(OurWords, passkeys.EditWebAuthnForm):  # type: ignore[misc] # django-allauth ships no types
    """Renames a passkey."""

    words: ClassVar[Words] = {"name": (_("Name of this passkey"), "")}


class SettingsForm(forms.ModelForm[Person]):
    """The name that others see, and the language."""

    class Meta:
        model = Person
        fields = ("public_name", "language")
        labels = {"public_name": NAME[0], "language": _("Language of pages and e-mails")}
        help_texts = {"public_name": _("It is shown beside all you have published and will publish.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_name"].required = True
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of pages and e-mails"),
            choices=[(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES],
            widget=forms.RadioSelect,
        )


class ErasureForm(forms.Form):
    """Asks whether one is sure."""

    sure = forms.BooleanField(
        label=_("I understand that my account cannot be brought back."),
        error_messages={"required": _("Tick this box if you want to erase your account.")},
    )
