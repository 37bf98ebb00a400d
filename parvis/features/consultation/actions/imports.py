"""Bringing in contributions from elsewhere, with what was said on them: once each, with their dates, their authors without account."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from parvis.core.discussion import actions as discussion
from parvis.core.discussion.actions import BroughtArgument, BroughtSource
from parvis.core.people.models import Person, Pseudonym
from parvis.core.processes.models import Phase
from parvis.core.record.batch import ROWS, First, append_many
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import Thing
from parvis.features.consultation import acts, rules
from parvis.features.consultation.actions.contributions import FINEST, card, words, write
from parvis.features.consultation.actions.phase_acts import append_on_phase
from parvis.features.consultation.actions.shelves import numbered
from parvis.features.consultation.models import LONGEST_BROUGHT, Contribution, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A contribution as it was elsewhere.

    Arguments:
        id: what it is called there; the same source and id are brought in once.
        author: the name or pseudonym it was signed with; empty when it was not.
        theme: the name of a theme, made when the phase has none of this name.
        supports: how many supports it had there; they are shown apart from those given here.
        said: the arguments and sources that were on it.
    """

    id: str
    title: str
    text: str
    author: str = ""
    kind: str = Contribution.Kind.PROPOSAL
    theme: str = ""
    at: datetime | None = None
    latitude: Decimal | float | str | None = None
    longitude: Decimal | float | str | None = None
    channel: str = Contribution.Channel.ONLINE
    supports: int = 0
    said: Sequence[BroughtArgument | BroughtSource] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of one row: `added`, `there` already, or `wrong` with the reason."""

    number: int
    id: str
    outcome: str
    reason: str = ""


@dataclass(slots=True, kw_only=True)
class Report:
    """What became of every row, and how many things were added."""

    lines: list[Line] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)

    @property
    def outcomes(self) -> Counter[str]:
        """How many rows were added, there already, or wrong."""
        return Counter(line.outcome for line in self.lines)


def wrong(row: Brought) -> str:
    """Give what is wrong with a row, in a sentence; empty when it can be brought in."""
    limit = Contribution._meta.get_field("title").max_length or 0
    if not row.id or len(row.id) > 80:
        return _("Expected an identifier of 1 to 80 characters, got “%(id)s”.") % {"id": row.id[:90]}
    if not row.title.strip() or len(row.title.strip()) > limit:
        return _("Expected a title of 1 to %(limit)d characters, got %(length)d.") % {"limit": limit, "length": len(row.title)}
    if not row.text.strip() or len(row.text) > LONGEST_BROUGHT:
        return _("Expected a text of 1 to %(limit)d characters, got %(length)d.") % {"limit": LONGEST_BROUGHT, "length": len(row.text)}
    if row.kind not in Contribution.Kind.values:
        return _("Expected a kind among %(kinds)s, got “%(kind)s”.") % {
            "kinds": ", ".join(map(str, Contribution.Kind.labels)),
            "kind": row.kind,
        }
    if row.channel not in Contribution.Channel.values:
        facts = {"channels": ", ".join(map(str, Contribution.Channel.labels)), "channel": row.channel}
        return _("Expected a channel among %(channels)s, got “%(channel)s”.") % facts
    if row.at and timezone.is_naive(row.at):
        return _("Expected a date with its time zone, got %(date)s.") % {"date": row.at}
    if len(row.theme) > 80 or len(row.author) > 60:
        return _("Expected a theme of at most 80 characters and an author of at most 60.")
    try:
        _place(row)
    except (InvalidOperation, ValueError):
        return _("Expected a latitude from -90 to 90 with a longitude from -180 to 180, got %(latitude)s and %(longitude)s.") % {
            "latitude": row.latitude,
            "longitude": row.longitude,
        }
    return ""


def _place(row: Brought) -> tuple[Decimal | None, Decimal | None]:
    given = [None if degrees in (None, "") else Decimal(str(degrees)).quantize(FINEST) for degrees in (row.latitude, row.longitude)]
    latitude, longitude = given
    if (latitude is None) != (longitude is None) or any(
        degrees is not None and abs(degrees) > limit for degrees, limit in zip(given, (90, 180), strict=True)
    ):
        raise ValueError(given)
    return latitude, longitude


def _batches(rows: Iterable[Brought]) -> Iterator[list[tuple[int, Brought]]]:
    batch: list[tuple[int, Brought]] = []
    for numbered_row in enumerate(rows, 1):
        batch.append(numbered_row)
        if len(batch) == ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


@transaction.atomic
def bring_in(
    phase: Phase, rows: Iterable[Brought], *, by: Person, source: str, calls_for_answer: bool = True, preview: bool = False
) -> Report:
    """Bring in contributions, in one transaction: each is an act, and the whole is one more.

    Arguments:
        rows: what to bring in; a row that is wrong is left out and reported, the others are written.
        source: the name of where they come from (`republique-numerique-2015`), at most 80 characters.
        calls_for_answer: whether the convenor owes each of them an answer; not for an archive.
        preview: check the rows and report, write nothing.

    Raises:
        Refused: the person does not run the process, or the phase is closed.
    """
    rules.may_bring_in(by, phase).require()
    if not 0 < len(source) <= 80:
        raise ValueError(f"Expected the name of a source of 1 to 80 characters, got {source!r}.")
    report = Report()
    for batch in _batches(rows):
        _bring_in_batch(phase, batch, report, source, acts.BROUGHT_IN if calls_for_answer else acts.ARCHIVED, preview)
    if report.added and not preview:
        added = report.added
        counted = {"contributions": added["contributions"], "arguments": _arguments(added), "sources": added["sources"]}
        append_on_phase(acts.MANY_BROUGHT_IN, phase, by, clear={"de": source, **counted})
    return report


def _arguments(added: Counter[str]) -> int:
    return added["arguments_for"] + added["arguments_against"]


def _bring_in_batch(phase: Phase, batch: Sequence[tuple[int, Brought]], report: Report, source: str, kind: ActKind, preview: bool) -> None:
    ids = [row.id for _number, row in batch]
    known = Contribution.objects.filter(phase=phase, external_source=source, external_id__in=ids).select_related("author")
    there = {contribution.external_id: contribution for contribution in known}
    fresh: dict[str, Brought] = {}
    for number, row in batch:
        reason = wrong(row)
        outcome = "wrong" if reason else "there" if row.id in there or row.id in fresh else "added"
        report.lines.append(Line(number=number, id=row.id, outcome=outcome, reason=reason))
        if outcome == "added":
            fresh[row.id] = row
    if preview:
        report.added["contributions"] += len(fresh)
        return
    authors = _authors(phase, source, [row for _number, row in batch if not wrong(row)])
    made = _made(phase, list(fresh.values()), source, authors)
    if made:
        process = phase.process
        append_many(
            kind,
            [
                First(
                    ref=each.ref, card=card(each), actor=each.author.uuid, at=each.published_at, fields=words(each), clear={"de": source}
                )
                for each in made
            ],
            space=process.space.ref, process=process.ref, audience=process.audience,
        )  # fmt: skip
        report.added["contributions"] += len(made)
    there |= {each.external_id: each for each in made}
    cards = {thing.ref: thing for thing in Thing.objects.filter(ref__in=[each.ref for each in there.values()])}
    said = {there[row.id].ref: (cards[there[row.id].ref], row.said) for _number, row in batch if row.id in there and row.said}
    for counter, many in discussion.bring_in(said, source=source, authors=authors).items():
        report.added[counter] += many


def _authors(phase: Phase, source: str, rows: Sequence[Brought]) -> dict[str, Pseudonym]:
    """Give a pseudonym without account for each name; the same name is the same author the next time."""
    context = phase.process.ref
    names = {row.author for row in rows} | {remark.author for row in rows for remark in row.said}
    # A keyed hash: the record shows the UUID, and nobody can find the name by trying names.
    uuids = {
        name: uuid.UUID(bytes=salted_hmac("parvis.brought-in", f"{context}\n{source}\n{name}", algorithm="sha256").digest()[:16], version=4)
        for name in names
    }
    found = {each.uuid: each for each in Pseudonym.objects.filter(uuid__in=uuids.values())}
    missing = [Pseudonym(uuid=given, context=context, name=name[:60]) for name, given in uuids.items() if given not in found]
    Pseudonym.objects.bulk_create(missing, batch_size=ROWS)
    found |= {each.uuid: each for each in missing}
    return {name: found[given] for name, given in uuids.items()}


def _made(phase: Phase, rows: Sequence[Brought], source: str, authors: dict[str, Pseudonym]) -> list[Contribution]:
    if not rows:
        return []
    themes = _themes(phase, [row.theme.strip() for row in rows])
    first = numbered(phase, many=len(rows))
    made = []
    for number, row in enumerate(rows, first):
        latitude, longitude = _place(row)
        contribution = Contribution(
            phase=phase, number=number, author=authors[row.author], kind=row.kind, theme=themes.get(row.theme.strip()),
            latitude=latitude, longitude=longitude, channel=row.channel, published_at=row.at or timezone.now(),
            supports_elsewhere=row.supports, external_source=source, external_id=row.id,
        )  # fmt: skip
        write(contribution, row.title, row.text)
        made.append(contribution)
    return Contribution.objects.bulk_create(made, batch_size=ROWS // 5)


def _themes(phase: Phase, names: Sequence[str]) -> dict[str, Theme]:
    themes = {theme.name: theme for theme in phase.themes.all()}
    for name in dict.fromkeys(names):
        if name and name not in themes:
            themes[name] = Theme.objects.create(phase=phase, name=name, position=len(themes) + 1)
    return themes
