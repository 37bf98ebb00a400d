"""Reading the record, and telling the people whom each act concerns. Doing it again tells nobody twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from parvis.core.notices.concerns import Concern, concerns, told
from parvis.core.notices.models import Cursor, Notice, Preference, Spread
from parvis.core.people.models import Follow, Person, Pseudonym
from parvis.core.record.models import Act, Audience, State, Thing
from parvis.core.spaces.models import Membership, Space
from parvis.core.spaces.standing import line_of

AT_ONCE = 500
# How long a transaction that appends an act may last without its act being overlooked.
LAG = timedelta(hours=1)
# What happened before is shown on the site, and not sent: an import of last year writes to nobody.
FRESH = timedelta(days=7)


@transaction.atomic
def spread(now: datetime | None = None, *, most: int = AT_ONCE) -> int:
    """Make the notices of the acts that were not read yet, and say how many acts were read.

    Several workers may call it: one reads, the others give 0 and come back later. Call it again until it gives 0.
    """
    now = now or timezone.now()
    cursor = _turn()
    if cursor is None:
        return 0
    acts = list(Act.objects.filter(pk__gt=cursor.seen).order_by("pk")[:most])
    cursor.seen = acts[-1].pk if acts else cursor.seen
    if len(acts) < most:
        acts += _late(cursor, [act.pk for act in acts], most)
    Spread.objects.bulk_create(Spread(act=act, spread_at=now) for act in acts)
    _tell(told(acts), now)
    _settle(cursor, now)
    cursor.save()
    return len(acts)


def _turn() -> Cursor | None:
    """Hold the cursor until the end of the transaction; None when another worker holds it."""
    Cursor.objects.get_or_create(pk=1)
    skips = connection.features.has_select_for_update_skip_locked
    return Cursor.objects.select_for_update(skip_locked=skips).filter(pk=1).first()


def _late(cursor: Cursor, just_read: Sequence[int], most: int) -> list[Act]:
    """Give the acts that became visible after others with a higher id."""
    marked = Spread.objects.filter(act=OuterRef("pk"))
    late = Act.objects.filter(~Exists(marked), pk__gt=cursor.settled, pk__lte=cursor.seen).exclude(pk__in=just_read)
    return list(late.order_by("pk")[:most])


def _settle(cursor: Cursor, now: datetime) -> None:
    """Forget the marks that are old: every transaction of that time is over."""
    old = Spread.objects.filter(spread_at__lt=now - LAG)
    highest: int | None = old.aggregate(highest=Max("act"))["highest"]
    if highest:
        cursor.settled = max(cursor.settled, highest)
        Spread.objects.filter(act__lte=cursor.settled, spread_at__lt=now - LAG).delete()


def _tell(acts: Sequence[Act], now: datetime) -> None:
    """Make the notices: to whoever wrote what an act concerns, and to whoever follows it; never to the one who did it."""
    if not acts:
        return
    about = concerns(acts)
    writers = _writers(about.values())
    followers = _followers(about.values())
    actors = dict(Pseudonym.objects.filter(uuid__in={act.actor for act in acts if act.actor}).values_list("uuid", "person"))
    made: list[Notice] = []
    for act in acts:
        reasons: dict[int, tuple[UUID, bool]] = {}
        for ref in about[act.pk].followers:
            for person in followers.get(ref, ()):
                reasons.setdefault(person, (ref, False))
        for ref in reversed(about[act.pk].authors):
            if writer := writers.get(ref):
                reasons[writer] = (ref, True)
        if act.actor:
            reasons.pop(actors.get(act.actor) or 0, None)
        allowed = set(reasons) if act.audience == Audience.PUBLIC else _members(act.space, reasons)
        made += [Notice(person_id=person, act=act, ref=reasons[person][0], mine=reasons[person][1], made_at=now) for person in allowed]
    wanting = _wanting_mail({notice.person_id for notice in made})
    for notice in made:
        notice.to_mail = notice.person_id in wanting and notice.act.at > now - FRESH
    Notice.objects.bulk_create(made, batch_size=1_000, ignore_conflicts=True)


def _writers(concerned: Iterable[Concern]) -> dict[UUID, int]:
    """Give the person who wrote each of these things that is still published, by ref."""
    refs = {ref for concern in concerned for ref in concern.authors}
    authors = dict(Thing.objects.filter(ref__in=refs, author__isnull=False, state=State.PUBLISHED).values_list("ref", "author"))
    people = dict(Pseudonym.objects.filter(uuid__in=set(authors.values()), person__isnull=False).values_list("uuid", "person"))
    return {ref: people[author] for ref, author in authors.items() if author in people}


def _followers(concerned: Iterable[Concern]) -> dict[UUID, list[int]]:
    refs = {ref for concern in concerned for ref in concern.followers}
    found: dict[UUID, list[int]] = {}
    for ref, person in Follow.objects.filter(ref__in=refs).values_list("ref", "person"):
        found.setdefault(ref, []).append(person)
    return found


def _members(space: UUID | None, people: Iterable[int]) -> set[int]:
    """Keep the people who belong now to a space, or to one above it."""
    found = Space.objects.filter(ref=space).first() if space else None
    if found is None:
        return set()
    held = Membership.objects.current().filter(space__in=line_of(found), person__in=list(people))
    return set(held.values_list("person", flat=True))


def _wanting_mail(people: set[int]) -> set[int]:
    """Keep the people who want e-mails and have an address."""
    reachable = Person.objects.filter(pk__in=people, is_active=True, email__isnull=False)
    return set(reachable.exclude(Q(notice_preference__rhythm=Preference.Rhythm.NEVER)).values_list("pk", flat=True))
