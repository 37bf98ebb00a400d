"""Who comes with a request: her session and her account, read together by a statement that is compiled once."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.auth import middleware as djangos
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from parvis.core.people.models import Person, Session
from parvis.core.record.prepared import prepared


@prepared
def _session(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.select_related("person").filter(session_key=key, expire_date__gt=now)


@prepared
def _account(key: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=key)


class SessionStore(DatabaseStore):
    """Sessions in the database, so that signing out, or an erased account, ends them at once in every process."""

    account: Person | None = None  # as it was when the session was read

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Give the table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Give the row, which says who is signed in."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.person_id = data.get(SESSION_KEY)
        return row

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        self.account = found.person if found else None
        return found


_asking: ContextVar[SessionStore | None] = ContextVar("asking", default=None)


class Backend(AuthenticationBackend):  # type: ignore[misc] # django-allauth ships no types
    """Lets people in as django-allauth does."""

    def get_user(self, user_id: Any) -> Person | None:
        """Give the account of a session, unless it is closed. Nothing is asked when it was read with the session."""
        store = _asking.get()
        read = store.account if store is not None else None
        person = read if read is not None and read.pk == int(user_id) else _account.first(int(user_id))
        return person if person and self.user_can_authenticate(person) else None


class AuthenticationMiddleware(djangos.AuthenticationMiddleware):
    """Says who is asking, as Django does, with the account that was read together with her session."""

    def process_request(self, request: HttpRequest) -> None:
        """Look when somebody wants to know."""
        super().process_request(request)
        request.user = SimpleLazyObject(partial(_who, request))  # type: ignore[assignment]


def _who(request: HttpRequest) -> Any:
    token = _asking.set(request.session)  # type: ignore[arg-type]  # the engine that the settings name
    try:
        return djangos.get_user(request)
    finally:
        _asking.reset(token)
