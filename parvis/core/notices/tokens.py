"""The signed link that stops e-mails without signing in. It names an account by its random reference, never by its address."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from parvis.core.people.models import Person

SIGNER = signing.Signer(salt="parvis.notices.unsubscribe")


def token_for(person: Person) -> str:
    """Give the token of a person; it does not expire, because old e-mails must keep their promise."""
    return SIGNER.sign(person.ref.hex)


def person_of(token: str) -> Person | None:
    """Give the person of a token; None when the signature is wrong or the account is gone."""
    try:
        ref = UUID(hex=SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Person.objects.filter(ref=ref, is_active=True).first()
