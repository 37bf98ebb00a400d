"""What citizens do: contribute, change their words, withdraw them, support what others brought."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.core.discussion.actions import support as support_ref
from parvis.core.discussion.actions import unsupport as unsupport_ref
from parvis.core.discussion.documents import kept
from parvis.core.people.actions import follow, pseudonym
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import State, Thing
from parvis.core.record.prepared import insert
from parvis.features.consultation import acts, rules
from parvis.features.consultation.actions.shelves import counted, numbered
from parvis.features.consultation.models import LONGEST_TEXT, Attachment, Contribution, Theme, Version
from parvis.ui.markdown import plain, render
from parvis.ui.typography import excerpt, spaced

FILES = 5
EXCERPT = 200  # characters
FINEST = Decimal("0.000001")  # a millionth of a degree is about 10 cm


def card(contribution: Contribution) -> Card:
    """Give what other rooms may know of a contribution."""
    return Card(
        kind="contribution", title=contribution.title, path=contribution.get_absolute_url(), body=plain(contribution.text),
        author=contribution.author.uuid,
    )  # fmt: skip


def write(contribution: Contribution, title: str, text: str) -> None:
    """Put words in a contribution: as they are written, as they are shown, and their beginning for lists."""
    contribution.title, contribution.text = title.strip(), text.strip()
    contribution.html = render(contribution.text, language=settings.LANGUAGE_CODE, top=2)
    # The truncator does not count accents that stand alone; the column does.
    contribution.excerpt = excerpt(spaced(plain(contribution.text)[: 2 * EXCERPT], settings.LANGUAGE_CODE), EXCERPT)


def record(kind: ActKind, contribution: Contribution, *, actor: UUID, **more: Any) -> None:
    """Append an act on a contribution, in the context of its process."""
    process = contribution.phase.process
    append(kind, contribution, actor=actor, space=process.space.ref, process=process.ref, audience=process.audience, **more)


def check(phase: Phase, kind: str, text: str, theme: Theme | None, latitude: Decimal | None, longitude: Decimal | None) -> None:
    """Refuse what the settings of the phase do not allow.

    Raises:
        ValidationError: each entry names a field and says what is expected.
    """
    asked, wrong = phase.typed_settings(), {}
    if not getattr(asked, kind, False):
        wrong["kind"] = _("This kind of contribution is not asked for in this phase.")
    if not text.strip():
        wrong["text"] = _("Write what you want to say.")
    elif len(text) > LONGEST_TEXT:
        wrong["text"] = _("The text has %(length)d characters: at most %(limit)d.") % {"length": len(text), "limit": LONGEST_TEXT}
    if theme is None and asked.theme_required:
        wrong["theme"] = _("Choose a theme.")
    elif theme is not None and theme.phase_id != phase.pk:
        wrong["theme"] = _("This theme belongs to another phase.")
    if (latitude is None) != (longitude is None):
        wrong["latitude"] = _("Give both the latitude and the longitude, or neither.")
    elif latitude is not None and longitude is not None and not (abs(latitude) <= 90 and abs(longitude) <= 180):
        wrong["latitude"] = _("Give a latitude from -90 to 90 and a longitude from -180 to 180.")
    elif latitude is None and asked.place == "required":
        wrong["latitude"] = _("Say where it is.")
    elif latitude is not None and asked.place == "no":
        wrong["latitude"] = _("No place is asked for in this phase.")
    if wrong:
        raise ValidationError(wrong)


def contribute(
    phase: Phase,
    *,
    by: Person,
    kind: str,
    title: str,
    text: str,
    theme: Theme | None = None,
    latitude: Decimal | float | None = None,
    longitude: Decimal | float | None = None,
    attachments: Sequence[File] = (),
    channel: str = Contribution.Channel.ONLINE,
) -> Contribution:
    """Bring a contribution to a phase.

    Arguments:
        kind: `idea`, `problem`, `opinion`, `question`, `proposal` or `expertise`, as the settings of the phase allow.
        title, text: the text in CommonMark.
        theme: one of the themes of the phase.
        latitude, longitude: in degrees (WGS 84), both or neither.
        attachments: at most five files, of the kinds of `discussion.documents`.
        channel: how it came in (`paper`, `meeting`), when somebody types it for another.

    Raises:
        Refused: the phase is not open, or this person does not take part.
        ValidationError: what is given does not fit the settings of the phase.
    """
    rules.may_contribute(by, phase).require()
    where = [None if degrees is None else Decimal(str(degrees)).quantize(FINEST) for degrees in (latitude, longitude)]
    check(phase, kind, text, theme, *where)
    if attachments and not phase.typed_settings().attachments:
        raise ValidationError({"attachments": _("No file can be attached in this phase.")})
    if len(attachments) > FILES:
        raise ValidationError({"attachments": _("At most %(limit)d files can be attached.") % {"limit": FILES}})
    contribution = Contribution(
        phase=phase, kind=kind, theme=theme, latitude=where[0], longitude=where[1], channel=channel, attached=len(attachments)
    )
    # Before anybody has to wait for the transaction.
    write(contribution, title, text)
    contribution.clean_fields(exclude=["number", "phase", "author"])
    with transaction.atomic():
        contribution.author = me = pseudonym(by, phase.process.ref)
        record(acts.CONTRIBUTED, contribution, actor=me.uuid, card=card(contribution), fields=words(contribution))
        # The number comes last: until the transaction ends, whoever contributes to the same phase waits for it.
        contribution.number = numbered(phase)
        insert(contribution)
        _attach(contribution, attachments)
        follow(contribution.ref, by=by)
    return contribution


def words(contribution: Contribution) -> dict[str, str]:
    """Give the values of a contribution that its acts commit to."""
    return {"titre": contribution.title, "texte": contribution.text}


def _attach(contribution: Contribution, files: Sequence[File]) -> None:
    for file, kind in map(kept, files):
        Attachment.objects.create(
            contribution=contribution, file=file, name=(file.name or "")[-120:], size=file.size, media_type=kind.media_type
        )


def held(contribution: Contribution) -> Contribution:
    """Give the contribution as it stands now, its card and itself held until the end of the transaction."""
    Thing.objects.select_for_update().filter(ref=contribution.ref).first()
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("author", rules.UP)
    return rows.get(pk=contribution.pk)


@transaction.atomic
def edit(contribution: Contribution, *, by: Person, title: str, text: str) -> Contribution:
    """Change one's words. What was said before stays readable in the history; the same words change nothing."""
    contribution = held(contribution)
    rules.may_edit(by, contribution).require()
    before = (contribution.title, contribution.text)
    write(contribution, title, text)
    if (contribution.title, contribution.text) == before:
        return contribution
    check(contribution.phase, contribution.kind, text, contribution.theme, contribution.latitude, contribution.longitude)
    contribution.edits += 1
    contribution.clean_fields(exclude=["phase", "author"])
    Version.objects.create(contribution=contribution, number=contribution.edits, title=before[0], text=before[1])
    contribution.save(update_fields=["title", "text", "html", "excerpt", "edits"])
    record(acts.EDITED, contribution, actor=contribution.author.uuid, card=card(contribution), fields=words(contribution))
    return contribution


@transaction.atomic
def withdraw(contribution: Contribution, *, by: Person) -> Contribution:
    """Take one's contribution back: it is not shown any more, anywhere, and takes no support."""
    contribution = held(contribution)
    rules.may_withdraw(by, contribution).require()
    contribution.state = State.WITHDRAWN
    contribution.save(update_fields=["state"])
    counted(contribution.phase_id, -1)
    record(acts.WITHDRAWN, contribution, actor=contribution.author.uuid, state=State.WITHDRAWN)
    return contribution


def support(contribution: Contribution, *, by: Person) -> None:
    """Support somebody else's contribution; a second time changes nothing."""
    support_ref(contribution.ref, by=by)


def unsupport(contribution: Contribution, *, by: Person) -> None:
    """Take one's support back."""
    unsupport_ref(contribution.ref, by=by)
