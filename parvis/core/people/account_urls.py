"""The pages of django-allauth that this house opens, at addresses of its own. The names are those that django-allauth looks for."""

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.views.generic import RedirectView

from parvis.core.people.views.shared import changing

urlpatterns = [
    path("entrer/", account.login, name="account_login"),
    path("entrer/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("entrer/cle/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    # Asking for a code is what the sign-in page does.
    path("entrer/demander/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="account_request_login_code"),
    path("ouvrir/", account.signup, name="account_signup"),
    path("adresse/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("adresse/", changing(account.email), name="account_email"),
    path("sortir/", account.logout, name="account_logout"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", changing(account.password_change), name="account_change_password"),
    path("mot-de-passe/choisir/", changing(account.password_set), name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/code/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("mot-de-passe/oublie/nouveau/", account.complete_password_reset, name="account_complete_password_reset"),
    path("mot-de-passe/oublie/fait/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("cles/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("cles/ajouter/", changing(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("cles/confirmer/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("cles/<int:pk>/nom/", changing(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", changing(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("cles/toutes/", RedirectView.as_view(pattern_name="mfa_list_webauthn"), name="mfa_index"),
]
