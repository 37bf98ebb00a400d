"""Who is on the electoral roll: read from the roles people hold, or from an imported list of addresses."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable

from django.conf import settings as django_settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.core.processes.rules import MEMBERS
from parvis.core.spaces.models import Membership, Role
from parvis.core.spaces.standing import line_of
from parvis.features.ballots.models import Eligibility

TAKING_PART, MEMBER, LISTED, ARCHIVE = "participants", "members", "list", "archive"
CHOICES = [
    (TAKING_PART, _("everyone who takes part in this process")),
    (MEMBER, _("the members of the space")),
    (Role.FACILITATOR.value, _("the facilitators")),
    (Role.MODERATOR.value, _("the moderators")),
    (Role.OFFICER.value, _("the officers")),
    (LISTED, _("an imported list of e-mail addresses")),
    (ARCHIVE, _("nobody here: a vote of the past whose ballots are brought in")),
]
ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
EVERY_ROLE = frozenset(Role.values)


def people_of(phase: Phase) -> QuerySet[Person]:
    """Give the people who hold now what this vote asks for; nobody for a list or an archive."""
    asked, process = phase.typed_settings().electorate, phase.process
    active = Person.objects.filter(is_active=True)
    if asked in (LISTED, ARCHIVE):
        return active.none()
    if asked == TAKING_PART and process.open_to == Process.OpenTo.EVERYONE:
        return active
    if asked == TAKING_PART:
        roles = MEMBERS if process.open_to == Process.OpenTo.MEMBERS else EVERY_ROLE
    else:
        roles = MEMBERS if asked == MEMBER else frozenset({asked})
    held = Membership.objects.current().filter(space__in=line_of(process.space), role__in=roles)
    return active.filter(pk__in=held.values("person_id"))


def belongs(person: Person, phase: Phase) -> bool:
    """Say whether this person holds now what the vote asks for, whether or not the roll has her."""
    return people_of(phase).filter(pk=person.pk).exists()


def entry(phase: Phase, address: str) -> str:
    """Give what is kept of an address of a list: a hash keyed with the secret of this instance, different for each vote.

    It serves to recognise somebody who signs in with this address, and says nothing to whoever reads a copy of the database.
    """
    key = hashlib.sha256(b"parvis/liste/v1\0" + django_settings.SECRET_KEY.encode() + phase.ref.bytes).digest()
    return hmac.new(key, address.strip().casefold().encode(), hashlib.sha256).hexdigest()


def row_of(person: Person, phase: Phase) -> Eligibility | None:
    """Give the row of the roll that stands for this person: hers, or that of her address when nobody has used it yet."""
    mine = Q(person=person)
    if person.email:
        mine |= Q(person=None, entry=entry(phase, person.email))
    found = list(Eligibility.objects.filter(mine, phase=phase))
    return next((row for row in found if row.person_id), found[0] if found else None)


def holds(person: Person, phase: Phase) -> bool:
    """Say whether this person may vote: she is on the roll, or joined late where late joiners are admitted."""
    if row_of(person, phase):
        return True
    return bool(phase.typed_settings().late_joiners) and belongs(person, phase)


def addresses_in(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Read a list of addresses, one or several to a line, whatever stands around them (names, commas, columns of a table).

    Returns the addresses in lower case, each once, and the lines (number, content) in which there is none.

    >>> addresses_in("Ada <Ada@town.example>\\nbao@town.example; ada@town.example\\nChloé")
    (['ada@town.example', 'bao@town.example'], [(3, 'Chloé')])
    """
    found: dict[str, None] = {}
    unread: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        addresses = ADDRESS.findall(line)
        found.update(dict.fromkeys(address.casefold() for address in addresses))
        if line.strip() and not addresses:
            unread.append((number, line.strip()))
    return list(found), unread


def normal(addresses: Iterable[str]) -> list[str]:
    """Give the addresses in lower case, each once."""
    return list(dict.fromkeys(address.strip().casefold() for address in addresses if address.strip()))
