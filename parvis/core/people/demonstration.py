"""What the demonstration shows of its people: the cast one can step into, and the e-mails that were written to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

from parvis.core.people.models import Person
from parvis.core.record.words import folded

CAST_AT_MOST = 60
# One of each role, in the order in which the guides speak of them; the first half of their address says who they are.
LEADS = ("ada", "bao", "chloe", "driss", "fanny", "emile")
FILES_AT_MOST = 100
BETWEEN_LETTERS = b"\n" + b"-" * 79 + b"\n"  # written by Django's file backend after each message

Roles = Callable[[Sequence[Person]], Mapping[int, str]]
_roles: list[Roles] = []


def roles_come_from(function: Roles) -> None:
    """Tell the demonstration what its people are, in words: `{person.pk: "moderator, Saint-Aubin"}`."""
    _roles[:] = [function]


def cast() -> tuple[list[tuple[Person, str]], list[tuple[Person, str]]]:
    """Give the people one can step into, with what they are: the leading parts in their order, then the others by name."""
    people = list(Person.objects.filter(is_active=True, in_cast=True).order_by("pk")[:CAST_AT_MOST])
    roles = _roles[0](people) if _roles else {}
    leads = {(person.email or "").partition("@")[0]: person for person in people}
    first = [leads[name] for name in LEADS if name in leads]
    others = sorted((person for person in people if person not in first), key=lambda person: folded(person.public_name).lower())
    return [(one, roles.get(one.pk, "")) for one in first], [(one, roles.get(one.pk, "")) for one in others]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One e-mail of the folder: the file it is in and its place there, and what a reader sees of it."""

    file: str
    place: int
    subject: str
    to: str
    sent_at: datetime | None
    text: str


def has_letters() -> bool:
    """Say whether this instance writes its e-mails to a folder."""
    return bool(str(settings.EMAIL_BACKEND).endswith("filebased.EmailBackend"))


def letters() -> list[Letter]:
    """Give the e-mails of the folder, the latest first, from its hundred latest files."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.name, reverse=True)[:FILES_AT_MOST] if folder.is_dir() else []
    return [letter for path in files for letter in reversed(_read(path))]


def letter(file: str, place: int) -> Letter | None:
    """Give one e-mail, found by its name among the files of the folder: a name from elsewhere opens nothing."""
    return next((one for one in letters() if (one.file, one.place) == (file, place)), None)


def _read(path: Path) -> list[Letter]:
    pieces = [piece for piece in path.read_bytes().split(BETWEEN_LETTERS) if piece.strip()]
    return [_parsed(path.name, place, piece) for place, piece in enumerate(pieces)]


def _parsed(name: str, place: int, content: bytes) -> Letter:
    message: EmailMessage = BytesParser(policy=policy.default).parsebytes(content)
    body = message.get_body(preferencelist=("plain",))
    date = message["date"]
    return Letter(
        file=name,
        place=place,
        subject=str(message["subject"] or ""),
        to=str(message["to"] or ""),
        sent_at=date.datetime if date else None,
        text=str(body.get_content()) if body else "",
    )
