"""Many acts at once, and an audit of what was published of them."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.db import transaction

from parvis.core.record.actions import Card
from parvis.core.record.batch import First, append_many
from parvis.core.record.kinds import ActKind
from parvis.core.record.log.policy import written
from parvis.core.record.models import Act, Audience
from parvis.mechanisms.ledger.audit import Audit
from parvis.mechanisms.ledger.edge import read_bundle
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.tiles import entry_bundles

NOTED = ActKind(code="essai.écrit", sentence="%(actor)s wrote “%(title)s”.", fields=("texte",))


class Folder:
    """Published files on disk, for an audit."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()


def write(count: int, *, audience: str = Audience.PUBLIC) -> list[Act]:
    """Append so many first acts on new things."""
    firsts = [
        First(ref=uuid.uuid4(), card=Card(kind="note", title=f"Note {number}", path="/"), actor=uuid.uuid4(), fields={"texte": "x"})
        for number in range(count)
    ]
    with transaction.atomic():
        return append_many(NOTED, firsts, audience=audience)


def audited(folder: Path) -> int:
    """Audit what is published, make sure that it is the acts of the database one for one, and give how many there are."""
    audit = Audit(Folder(folder), Policy.parse(written()))
    list(audit)
    size = audit.attested.checkpoint.size
    published = [entry for tile in entry_bundles(size) for entry in read_bundle(tile, Folder(folder))]
    rows = Act.objects.exclude(place=None).order_by("place").values_list("place", "entry")
    assert [(place, bytes(entry)) for place, entry in rows[:size]] == list(enumerate(published))
    return size
