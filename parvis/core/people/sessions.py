"""Who comes with a request: her session and her account, each read by a statement that is compiled once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from parvis.core.people.models import Person
from parvis.core.record.prepared import prepared


@prepared
def _session(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@prepared
def _account(key: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=key)


class SessionStore(DatabaseStore):
    """Sessions in the database, so that signing out, or an erased account, ends them at once in every process."""

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found


class Backend(AuthenticationBackend):  # type: ignore[misc] # django-allauth ships no types
    """Lets people in as django-allauth does."""

    def get_user(self, user_id: Any) -> Person | None:
        """Give the account of a session, unless it is closed."""
        person = _account.first(int(user_id))
        return person if person and self.user_can_authenticate(person) else None
