"""Making options out of contributions, changing, ordering and giving them up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.processes.models import Phase
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import State
from parvis.features.consultation import acts, rules
from parvis.features.consultation.actions.phase_acts import append_on_phase
from parvis.features.consultation.models import Contribution, Option, Origin
from parvis.ui.markdown import plain, render


def card(option: Option) -> Card:
    """Give what other rooms may know of an option."""
    return Card(kind="option", title=option.title, path=option.get_absolute_url(), body=plain(option.text), author=option.author.uuid)


def _record(
    kind: ActKind, option: Option, by: Person, *, origins: Iterable[Contribution] | None = None, state: State | None = None
) -> None:
    process = option.phase.process
    fields = {"titre": option.title, "texte": option.text, "origines": [str(each.ref) for each in origins or ()]}
    append(
        kind, option, actor=pseudonym(by, process.ref).uuid, space=process.space.ref, process=process.ref, audience=process.audience,
        card=card(option), fields=fields if kind.fields else None, state=state,
    )  # fmt: skip


def _chosen(phase: Phase, contributions: Sequence[Contribution]) -> list[Contribution]:
    """Give the contributions in their order of arrival; refuse those that this phase does not take from."""
    chosen = sorted({each.pk: each for each in contributions}.values(), key=lambda each: each.number)
    if any(each.phase_id != phase.takes_from_id for each in chosen):
        raise ValidationError(_("An option is made of contributions of the phase that is sorted."))
    if any(not each.is_published for each in chosen):
        raise ValidationError(_("One of these contributions is not published any more."))
    return chosen


def _write(option: Option, title: str, text: str) -> None:
    option.title, option.text = title.strip(), text.strip()
    option.html = render(option.text, language=settings.LANGUAGE_CODE, top=2)
    option.clean_fields(exclude=["phase", "author", "position"])


@transaction.atomic
def make_option(phase: Phase, *, by: Person, title: str, text: str = "", contributions: Sequence[Contribution] = ()) -> Option:
    """Make an option of a sorting phase out of contributions; one contribution may be part of several options.

    Raises:
        ValidationError: a contribution belongs elsewhere or is not published, or a text is missing or too long.
    """
    rules.may_sort(by, phase).require()
    origins = _chosen(phase, contributions)
    last = Option.objects.select_for_update().filter(phase=phase, state=State.PUBLISHED).order_by("-position").first()
    option = Option(phase=phase, author=pseudonym(by, phase.process.ref), position=last.position + 1 if last else 1)
    _write(option, title, text)
    option.save()
    Origin.objects.bulk_create([Origin(option=option, contribution=each) for each in origins])
    _record(acts.OPTION_MADE, option, by, origins=origins)
    return option


def _held(option: Option) -> Option:
    return Option.objects.select_for_update(of=("self",)).select_related("author", rules.UP).get(pk=option.pk)


@transaction.atomic
def edit_option(option: Option, *, by: Person, title: str, text: str = "", contributions: Sequence[Contribution] | None = None) -> Option:
    """Change the words of an option, and what it comes from when `contributions` is given."""
    option = _held(option)
    rules.may_change(by, option).require()
    origins = _chosen(option.phase, contributions if contributions is not None else list(option.contributions.all()))
    _write(option, title, text)
    option.save()
    if contributions is not None:
        option.origins.exclude(contribution__in=origins).delete()
        Origin.objects.bulk_create([Origin(option=option, contribution=each) for each in origins], ignore_conflicts=True)
    _record(acts.OPTION_EDITED, option, by, origins=origins)
    return option


@transaction.atomic
def drop_option(option: Option, *, by: Person) -> Option:
    """Give an option up: its contributions can be grouped again. The trail of what was tried stays in the record."""
    option = _held(option)
    rules.may_change(by, option).require()
    option.state = State.WITHDRAWN
    option.save(update_fields=["state"])
    _record(acts.OPTION_DROPPED, option, by, state=State.WITHDRAWN)
    return option


@transaction.atomic
def order_options(phase: Phase, *, by: Person, refs: Sequence[UUID]) -> list[Option]:
    """Put the options of a phase in this order.

    Raises:
        ValidationError: the refs are not exactly those of the options that stand.
    """
    rules.may_sort(by, phase).require()
    options = {option.ref: option for option in Option.objects.select_for_update().filter(phase=phase, state=State.PUBLISHED)}
    if set(refs) != set(options) or len(refs) != len(options):
        raise ValidationError(_("The order must name each option once."))
    before = [option.ref for option in sorted(options.values(), key=lambda option: option.position)]
    if before == list(refs):
        return [options[ref] for ref in refs]
    # Positions are unique: everything moves out of the way first.
    beyond = max(option.position for option in options.values())
    for offset in (beyond, 0):
        for position, ref in enumerate(refs, 1):
            Option.objects.filter(ref=ref).update(position=offset + position)
    append_on_phase(acts.OPTIONS_ORDERED, phase, by, fields={"ordre": [str(ref) for ref in refs]})
    return [options[ref] for ref in refs]
