"""A person, and the pseudonyms that stand for her, one in each process."""

from __future__ import annotations

import uuid
from functools import partial
from typing import ClassVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an account. What she publishes hangs on her pseudonyms, never on this row, so that it can be erased."""

    # Nobody has a password before she sets one.
    password = models.CharField(_("password"), max_length=128, default=partial(make_password, None))
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True)  # noqa: DJ001 (several erased people have none)
    public_name = models.CharField(_("public name or pseudonym"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(_("runs this instance"), default=False)
    in_cast = models.BooleanField(_("is somebody of the demonstration, whom anybody may step into"), default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(email__isnull=True, public_name="", is_active=False),
                name="erased_person_keeps_nothing",
            )
        ]

    def __str__(self) -> str:
        return self.public_name or str(_("Somebody"))


class Session(AbstractBaseSession):
    """A browser that came back, and who is signed in there: her account is read together with it."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> type:
        from parvis.core.people.sessions import SessionStore

        return SessionStore


class Pseudonym(models.Model):
    """What a person is called in one context (a process, or a space): the only author that published things know.

    `name` repeats her public name, so that a list of contributions needs no other table; erasing the account blanks it and cuts the link.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="pseudonyms")
    context = models.UUIDField()
    name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "context"], name="one_pseudonym_per_person_and_context"),
        ]

    def __str__(self) -> str:
        if self.name:
            return self.name
        # A list that asked for names alone is not made to ask for each person.
        left = "person_id" in self.get_deferred_fields() or self.person_id is None
        return str(_("Somebody who left") if left else _("Somebody"))


class Follow(models.Model):
    """A person wants to hear what happens to a thing."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    ref = models.UUIDField(db_index=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "ref"], name="person_follows_a_thing_once")]

    def __str__(self) -> str:
        return str(self.ref)


class Draft(models.Model):
    """What a person typed into a form and has not sent, or could not: nobody else ever reads it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    address = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "address"], name="person_keeps_one_draft_of_a_form")]

    def __str__(self) -> str:
        return self.address
