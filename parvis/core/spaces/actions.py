"""Opening spaces, and giving and ending roles and mandates."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from parvis.core.people.actions import pseudonym
from parvis.core.people.models import Person
from parvis.core.record.actions import Card, append
from parvis.core.spaces import acts, rules
from parvis.core.spaces.models import Body, Mandate, Membership, Role, Space
from parvis.core.spaces.standing import forget_roles


def card(space: Space) -> Card:
    """Give what other rooms may know of a space."""
    return Card(kind="space", title=space.name, path=space.get_absolute_url(), body=space.description)


@transaction.atomic
def found(
    *,
    name: str,
    slug: str,
    kind: str,
    by: Person,
    parent: Space | None = None,
    **details: str,
) -> Space:
    """Open a space. Operators open the first ones; officers open spaces below theirs. The founder becomes its officer."""
    rules.may_found(by, parent).require()
    space = Space(name=name, slug=slug, kind=kind, parent=parent, **details)
    space.full_clean(exclude=["parent"])
    space.save()
    append(acts.FOUNDED, space, actor=None, space=space.ref, audience=space.audience, card=card(space))
    Membership.objects.create(person=by, space=space, role=Role.OFFICER)
    forget_roles(by)
    return space


@transaction.atomic
def describe(space: Space, *, by: Person, **details: str) -> Space:
    """Change the name, description, colour or time zone of a space."""
    rules.may_answer_for(by, space).require()
    for name, value in details.items():
        setattr(space, name, value)
    space.full_clean(exclude=["parent"])
    space.save()
    append(
        acts.DESCRIBED,
        space,
        actor=pseudonym(by, space.ref).uuid,
        space=space.ref,
        audience=space.audience,
        card=card(space),
    )
    return space


@transaction.atomic
def join(space: Space, *, by: Person) -> Membership:
    """Declare oneself a resident of an open space. Who lives where is nobody else's business: no act is written."""
    rules.may_join(by, space).require()
    membership = Membership.objects.create(person=by, space=space, role=Role.RESIDENT)
    forget_roles(by)
    return membership


@transaction.atomic
def leave(space: Space, *, by: Person) -> None:
    """End one's own residency and membership."""
    now = timezone.now()
    held = Membership.objects.current().filter(space=space, person=by, role__in=[Role.RESIDENT, Role.MEMBER])
    held.update(ends_at=now)
    forget_roles(by)


@transaction.atomic
def give_role(space: Space, *, to: Person, role: str, by: Person, ends_at: datetime | None = None) -> Membership:
    """Confer a role, or change when it ends. That somebody may act for the space is public, who lives in it is not."""
    rules.may_give_roles(by, space).require()
    membership = Membership.objects.current().filter(space=space, person=to, role=role).first()
    new = membership is None
    if membership is None:
        membership = Membership.objects.create(space=space, person=to, role=role, ends_at=ends_at)
    elif membership.ends_at != ends_at:
        membership.ends_at = ends_at
        membership.save(update_fields=["ends_at"])
    forget_roles(to)
    if new and role in rules.ACTS_FOR:
        append(
            acts.ROLE_GIVEN, space, actor=pseudonym(by, space.ref).uuid, space=space.ref, audience=space.audience,
            clear={"role": role, "a": str(pseudonym(to, space.ref).uuid)},
        )  # fmt: skip
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: Person) -> None:
    """End a role now; one that has ended already stays as it is."""
    space = membership.space
    rules.may_give_roles(by, space).require()
    now = timezone.now()
    if membership.ends_at and membership.ends_at <= now:
        return
    membership.ends_at = now
    membership.save(update_fields=["ends_at"])
    forget_roles(membership.person)
    if membership.role in rules.ACTS_FOR:
        append(
            acts.ROLE_ENDED, space, actor=pseudonym(by, space.ref).uuid, space=space.ref, audience=space.audience,
            clear={"role": membership.role, "a": str(pseudonym(membership.person, space.ref).uuid)},
        )  # fmt: skip


@transaction.atomic
def give_back(space: Space, *, role: str, by: Person) -> None:
    """End a role that one holds oneself, now. That somebody stopped acting for the space is public."""
    forget_roles(by)
    rules.may_give_back(by, space, role).require()
    Membership.objects.current().filter(space=space, person=by, role=role).update(ends_at=timezone.now())
    forget_roles(by)
    me = pseudonym(by, space.ref).uuid
    append(acts.ROLE_GIVEN_BACK, space, actor=me, space=space.ref, audience=space.audience, clear={"role": role})


@transaction.atomic
def set_up_body(space: Space, *, name: str, kind: str, seats: int, by: Person) -> Body:
    """Set up a council, a board or a commission."""
    rules.may_answer_for(by, space).require()
    body = Body(space=space, name=name.strip(), kind=kind, seats=seats)
    body.full_clean()
    body.save()
    append(
        acts.BODY_SET_UP, body, actor=pseudonym(by, space.ref).uuid, space=space.ref, audience=space.audience,
        clear={"sieges": seats}, card=Card(kind="body", title=name, path=space.get_absolute_url()),
    )  # fmt: skip
    return body


@transaction.atomic
def seat(
    body: Body,
    *,
    holder: str,
    starts_on: date,
    by: Person,
    person: Person | None = None,
    office: str = "",
    ends_on: date | None = None,
) -> Mandate:
    """Give a seat of a body to somebody."""
    space = body.space
    rules.may_answer_for(by, space).require()
    mandate = Mandate(body=body, holder=holder.strip(), person=person, office=office, starts_on=starts_on, ends_on=ends_on)
    mandate.full_clean()
    mandate.save()
    append(
        acts.SEATED, body, actor=pseudonym(by, space.ref).uuid, space=space.ref, audience=space.audience,
        fields={"titulaire": holder},
    )  # fmt: skip
    return mandate


@transaction.atomic
def unseat(mandate: Mandate, *, by: Person, ends_on: date) -> Mandate:
    """End a mandate on a day; one that has ended already stays as it is."""
    space = mandate.body.space
    rules.may_answer_for(by, space).require()
    if mandate.ends_on and mandate.ends_on <= ends_on:
        return mandate
    mandate.ends_on = max(ends_on, mandate.starts_on)
    mandate.save(update_fields=["ends_on"])
    append(acts.UNSEATED, mandate.body, actor=pseudonym(by, space.ref).uuid, space=space.ref, audience=space.audience)
    return mandate


def end_everything(person: Person) -> None:
    """End the roles of somebody whose account is being erased, and cut her mandates from it. Who held a public seat stays public, by name.

    Called within the erasure. That somebody stopped acting for a space is public, as when a role is ended.
    """
    held = list(Membership.objects.current().filter(person=person).select_related("space"))
    now = timezone.now()
    Membership.objects.current().filter(person=person).update(ends_at=now)
    Membership.objects.filter(person=person, starts_at__gt=now).delete()
    for membership in held:
        if membership.role in rules.ACTS_FOR:
            space = membership.space
            me = str(pseudonym(person, space.ref).uuid)
            append(
                acts.ROLE_ENDED, space, actor=None, space=space.ref, audience=space.audience, clear={"role": membership.role, "a": me}
            )  # fmt: skip
    Mandate.objects.filter(person=person).update(person=None)
    forget_roles(person)
