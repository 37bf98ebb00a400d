"""Closing a vote: the box is shuffled, counted with the mechanism of the phase, published and sealed, in one transaction."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from functools import partial
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.utils.translation import get_language

from parvis.core.people.actions import pseudonyms
from parvis.core.people.models import Person
from parvis.core.processes.models import Conclusion, Phase
from parvis.core.record.actions import append
from parvis.features.ballots import acts
from parvis.features.ballots.actions.opening import enrol
from parvis.features.ballots.counting import conditions_of, mechanism_of, settings_of
from parvis.features.ballots.models import Ballot, Eligibility, Invitation, Participation, ResultFile, Vote
from parvis.mechanisms.result_file import publish

# An entry of the log holds 4 096 bytes: so many pseudonyms, and room for the rest.
A_BATCH = 64
LICENCE = "Licence Ouverte 2.0 (Etalab)"
chance = SystemRandom()
log = logging.getLogger(__name__)


def conclude(phase: Phase) -> Conclusion:
    """Count what is in the box. Called by the kind of phase, when processes close it.

    Ballots and participations are shuffled, the roll is deleted, the file is published and the record tells of it. Afterwards the database
    refuses any change (see the triggers of 0001_initial).
    """
    vote = Vote.objects.select_for_update().get(phase=phase)
    vote.state = Vote.State.COUNTING
    vote.save(update_fields=["state"])
    if phase.typed_settings().late_joiners:
        enrol(phase)
    if vote.eligible is not None:
        vote.eligible = Eligibility.objects.filter(phase=phase).count()
    found, signatures = _shuffle(Ballot, phase), _shuffle(Participation, phase)
    file = _published(phase, vote)
    content = json.dumps(file, ensure_ascii=False, sort_keys=True, indent=None, separators=(",", ":")) + "\n"
    data = content.encode()
    ResultFile.objects.create(vote=vote, content=content)
    vote.counted = found
    vote.signed = found if vote.eligible is None else signatures
    vote.fingerprint, vote.size = hashlib.sha256(data).hexdigest(), len(data)
    vote.state = Vote.State.CLOSED
    vote.save()
    _tell(phase, vote, file)
    Eligibility.objects.filter(phase=phase).delete()
    Invitation.objects.filter(phase=phase).delete()
    transaction.on_commit(partial(sweep, transaction.get_connection().alias), robust=True)
    kept = {name: file[name] for name in ("mechanism", "conditions", "counts", "result")}
    return Conclusion(refs=file["result"]["outcome"], result=kept, steps=file["result"]["steps"])


def _shuffle(model: type[Any], phase: Phase) -> int:
    """Write these rows anew, in an order drawn at random and by one transaction: neither their place nor their age tells anything more.

    They go through as the database writes them, because a large vote holds the only writer of SQLite for as long as this takes.
    """
    connection = transaction.get_connection()
    quote, meta = connection.ops.quote_name, model._meta
    table, key = quote(meta.db_table), meta.pk
    others = [field.column for field in meta.local_fields if not field.primary_key]
    columns, marks = ", ".join(map(quote, [key.column, *others])), ", ".join(["%s"] * (len(others) + 1))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute(f"SELECT {', '.join(map(quote, others))} FROM {table} WHERE phase_id = %s", [phase.pk])  # noqa: S608 (names of ours)
        rows = cursor.fetchall()
        chance.shuffle(rows)
        cursor.execute(f"DELETE FROM {table} WHERE phase_id = %s", [phase.pk])  # noqa: S608 (names of ours)
        anew = [(key.get_db_prep_value(key.get_default(), connection), *row) for row in rows]
        if anew:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", anew)  # noqa: S608 (names of ours)
    return len(rows)


def _published(phase: Phase, vote: Vote) -> dict[str, Any]:
    process = phase.process
    ballots = Ballot.objects.filter(phase=phase).values_list("receipt", "choice").iterator(chunk_size=5000)
    about = {
        "question": process.question, "demarche": process.title, "vote": phase.title, "espace": process.space.name,
        "ouvert": _minute(phase.opens_at), "clos": _minute(phase.closes_at), "licence": LICENCE, "langue": get_language() or "fr",
    } | vote.about  # fmt: skip
    return publish(
        mechanism_of(phase),
        options=vote.options,
        ballots=({"receipt": receipt, "choice": choice} if receipt else {"choice": choice} for receipt, choice in ballots),
        counts={"eligible": vote.eligible},
        settings=settings_of(phase),
        conditions=conditions_of(phase),
        about=about,
    )  # type: ignore[return-value]


def _minute(moment: Any) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None


def _tell(phase: Phase, vote: Vote, file: dict[str, Any]) -> None:
    """Record who has voted, in batches and at random, then the count."""
    process = phase.process
    context = {"actor": None, "space": process.space.ref, "process": process.ref, "audience": process.audience}
    voters = Person.objects.filter(pk__in=Participation.objects.filter(phase=phase).values("person_id"))
    batches = list(_batches(pseudonyms(voters, process.ref)))
    for number, batch in enumerate(batches, 1):
        clear = {"lot": number, "lots": len(batches), "votants": [str(uuid) for uuid in batch]}
        append(acts.SIGNED, phase, clear=clear, **context)
    counts, result = file["counts"], file["result"]
    append(
        acts.COUNTED, phase, **context,
        clear={
            "inscrits": counts["eligible"], "emargements": vote.signed, "bulletins": counts["participated"], "blancs": counts["blank"],
            "methode": file["mechanism"]["slug"], "version": file["mechanism"]["version"], "retenu": result["outcome"],
            "egalites": [tie["options"] for tie in result["ties"]], "empreinte": vote.fingerprint,
        },
    )  # fmt: skip


def _batches(uuids: list[UUID]) -> Iterator[list[UUID]]:
    chance.shuffle(uuids)
    for start in range(0, len(uuids), A_BATCH):
        yield uuids[start : start + A_BATCH]


def sweep(alias: str) -> None:
    """Leave nothing of the old rows in the files of the database that it can be asked to clean: their copies in the log of writes
    (SQLite), the dead rows and their order (PostgreSQL). What backups and archived logs still hold is for the operator."""
    connection = connections[alias]
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        cursor.execute("SET lock_timeout = '20s'")
        try:
            for model in (Ballot, Participation, Eligibility, Invitation):
                cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(model._meta.db_table)}")
        finally:
            cursor.execute("RESET lock_timeout")
