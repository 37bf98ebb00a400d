"""Supporting a thing, once, and taking the support back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.core.discussion import acts
from parvis.core.discussion.actions.counts import count
from parvis.core.discussion.kinds import subject_named
from parvis.core.discussion.models import Support
from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person, Pseudonym
from parvis.core.record.actions import append
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import Thing
from parvis.core.record.prepared import insert, prepared
from parvis.core.rules.verdict import no


@prepared
def _card(ref: UUID) -> QuerySet[Thing]:
    return Thing.objects.select_for_update().filter(ref=ref)  # type: ignore[no-any-return] # its manager is made on the fly


def _asked(ref: UUID, by: Person) -> tuple[Thing, Pseudonym]:
    """Give the thing, held until the end, and who asks; refuse what cannot be supported by her now."""
    thing = _card.first(ref)
    if thing is None:
        raise Thing.DoesNotExist(f"No thing has the ref {ref}.")
    subject = subject_named(thing.kind)
    if subject is None or thing.process is None:
        no(_("This kind of thing takes no support.")).require()
        raise AssertionError("refused above")
    subject.may_support(by, ref).require()
    return thing, pseudonym(by, thing.process)


def _append(kind: ActKind, thing: Thing, me: Pseudonym) -> None:
    append(kind, thing.ref, actor=me.uuid, space=thing.space, process=thing.process, audience=thing.audience, held=thing)


@transaction.atomic
def support(ref: UUID, *, by: Person) -> Thing:
    """Support an argument, a contribution, or whatever a room lets be supported, and give its card. A second time changes nothing.

    Raises:
        Refused: the rule of the thing's room says no.
        Thing.DoesNotExist: nothing has this ref.
    """
    thing, me = _asked(ref, by)
    if insert(Support(ref=ref, supporter=me), unless_there=True):
        count(ref, thing.kind, supports=1)
        _append(acts.SUPPORTED, thing, me)
    return thing


@transaction.atomic
def unsupport(ref: UUID, *, by: Person) -> Thing:
    """Take one's support back, under the same rule, and give the card of the thing; without a support nothing changes."""
    thing, me = _asked(ref, by)
    gone, _rows = Support.objects.filter(ref=ref, supporter=me).delete()
    if gone:
        count(ref, thing.kind, supports=-1)
        _append(acts.UNSUPPORTED, thing, me)
    return thing
