"""Reading contributions: lists that stay flat, the way of one contribution, the trail of options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from math import gcd
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, Count, Exists, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from parvis.core.people.models import Person
from parvis.core.people.queries import pseudonym_of
from parvis.core.processes.models import Phase
from parvis.core.record.models import State, Thing
from parvis.core.record.prepared import prepared
from parvis.core.record.search import matching
from parvis.features.consultation.models import Contribution, Option, Origin, Shelf, Theme

PER_PAGE, MOST_ON_A_PAGE = 20, 50
GONE = 2_000  # withdrawn or hidden: beyond, pages are found by walking
LONGEST_WORDS = 200
FOUND = 1_000  # beyond, a search needs one more word
COUNTED = 10_000  # beyond, a filtered list says “more than 10,000”
NEWEST, SUPPORTED, DISCUSSED, RANDOM = "recentes", "soutenues", "debattues", "hasard"
ORDERS = {
    NEWEST: ("-published_at", "-pk"),
    SUPPORTED: ("-supports", "-pk"),
    DISCUSSED: ("-arguments", "-pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a reader chose in the filters of a list; `left_by` is a sorting phase, and keeps what none of its options holds."""

    kind: str = ""
    theme: int | None = None
    words: str = ""
    mine: bool = False
    order: str = NEWEST
    left_by: int | None = None

    @property
    def filters(self) -> bool:
        """Whether anything but the order was chosen."""
        return bool(self.kind or self.theme or self.words or self.mine or self.left_by)


@dataclass(frozen=True, slots=True)
class Draw:
    """The order of the day: a permutation of the numbers 1 to `size`, the same for everybody, another one tomorrow.

    It is affine modulo `size`: the numbers of a page are computed without looking at the others, so it costs the same among a hundred
    and among a million; every contribution is first on one of `size` possible days.
    """

    size: int
    step: int
    start: int

    @classmethod
    def of(cls, ref: UUID, size: int, day: date | None = None) -> Draw:
        """Give the draw of a phase for a day.

        >>> draw = Draw.of(UUID(int=1), 10, date(2026, 11, 23))
        >>> sorted(draw.numbers(0, 10)) == list(range(1, 11))
        True
        """
        digest = blake2b(f"{ref}/{day or timezone.localdate()}".encode(), digest_size=16).digest()
        size = max(size, 1)
        # Far from 1 and from `size`, so that neighbours of one day are not neighbours of the next.
        step = max(1, size // 5 + int.from_bytes(digest[:8]) % max(1, size - 2 * (size // 5)))
        while gcd(step, size) != 1:
            step = step % size + 1
        return cls(size, step, int.from_bytes(digest[8:]) % size)

    def numbers(self, first: int, last: int) -> list[int]:
        """Give the numbers that have these ranks."""
        return [(self.step * rank + self.start) % self.size + 1 for rank in range(first, min(last, self.size))]

    def rank(self) -> Any:
        """Give the rank of a row by its number, as the database computes it."""
        inverse = pow(self.step, -1, self.size) if self.size > 1 else 0
        return (Cast(F("number"), BigIntegerField()) + (self.size - 1 - self.start)) * inverse % self.size


class Counted(Paginator[Contribution]):
    """Pages over a list whose length is known already, so that nothing is counted."""

    def __init__(self, rows: Any, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self._known = count

    @cached_property
    def count(self) -> int:
        return self._known


@dataclass(slots=True)
class Listing:
    """One page of a list, how many there are, and whether there are more than that."""

    page: Page[Contribution]
    count: int
    more: bool


def chosen(phase: Phase, choice: Choice, person: Person | None, *, found: int | None = None) -> QuerySet[Contribution]:
    """Give the contributions of a phase that a choice keeps, unordered; `found` limits those that its words find, the newest first."""
    rows = Contribution.objects.filter(state=State.PUBLISHED)
    if choice.words:
        # What is found is few. The phase is compared as a number, so that no database walks through all of it to meet them.
        rows = rows.alias(of_phase=F("phase_id") + 0).filter(of_phase=phase.pk, ref__in=_found(phase, choice.words, found))
    else:
        rows = rows.filter(phase=phase)
    if choice.kind:
        rows = rows.filter(kind=choice.kind)
    if choice.theme:
        rows = rows.filter(theme=choice.theme)
    if choice.mine:
        me = pseudonym_of(person, phase.process.ref) if person else None
        rows = rows.filter(author=me) if me else rows.none()
    if choice.left_by:
        rows = rows.exclude(pk__in=_grouped(choice.left_by))
    return rows


def _found(phase: Phase, words: str, limit: int | None) -> Any:
    """Give the refs of the contributions of the process that hold all these words."""
    things = matching(Thing.objects.filter(process=phase.process.ref, kind="contribution", state=State.PUBLISHED), words)
    return things.values("ref") if limit is None else list(things.order_by("-pk").values_list("ref", flat=True)[:limit])


@prepared
def _themes(phase: int) -> QuerySet[Theme]:
    return Theme.objects.filter(phase=phase)


def themes_of(phase: Phase) -> list[Theme]:
    """Give what contributions of a phase may be about, in order."""
    return _themes.all(phase.pk)


@prepared
def _shelf(phase: int) -> QuerySet[Shelf, tuple[int, int, bool]]:
    brought_in = Contribution.objects.filter(phase=phase).exclude(external_id="").order_by()
    return Shelf.objects.filter(phase=phase).values_list("published", "numbered", Exists(brought_in))


@prepared
def _gone(phase: int) -> QuerySet[Contribution, int]:
    gone = Contribution.objects.filter(phase=phase, state__in=[State.WITHDRAWN, State.HIDDEN, State.ERASED])
    return gone.order_by().values_list("number", flat=True)


@prepared
def _down_from(phase: int, number: int) -> QuerySet[Contribution]:
    rows = Contribution.objects.for_list().filter(phase=phase, state=State.PUBLISHED, number__lte=number)
    return rows.order_by("-number")[:MOST_ON_A_PAGE]


def _newest(phase: Phase, shelf: Shelf, first: int, many: int) -> list[Contribution] | None:
    """Give a page of the newest by their numbers, which costs the same on the last page as on the first.

    Numbers are given in the order of arrival, so the number of the `first` one from the top is known once those that are gone are. None
    where too many are. Not for a phase where numbers say something else: what was brought in has dates of its own.
    """
    if shelf.numbered - shelf.published > GONE:
        return None
    number = shelf.numbered - first
    for gone in sorted(_gone.all(phase.pk), reverse=True) if shelf.numbered > shelf.published else ():
        if gone <= number:
            break
        number -= 1
    return _down_from.all(phase.pk, number)[:many]


def listing(phase: Phase, choice: Choice, number: str | int, person: Person | None, *, per_page: int = PER_PAGE) -> Listing:
    """Give one page of a list in a few queries, whatever its length: nothing is counted but what is filtered, and that up to a limit."""
    published, numbered, brought_in = _shelf.first(phase.pk) or (0, 0, False)
    shelf = Shelf(phase=phase, published=published, numbered=numbered)
    rows = chosen(phase, choice, person, found=FOUND)
    count = rows[: COUNTED + 1].count() if choice.filters else shelf.published
    more = choice.filters and (count > COUNTED or (bool(choice.words) and count >= FOUND))
    draw = Draw.of(phase.ref, shelf.numbered)
    if choice.order == RANDOM and not choice.filters:
        # Ranks are drawn among all numbers, so a page may miss a contribution that was withdrawn.
        page = Counted(range(shelf.numbered), per_page, shelf.numbered).get_page(number)
        numbers = draw.numbers(page.start_index() - 1 if count else 0, page.end_index())
        rows_by_number = {row.number: row for row in Contribution.objects.for_list().filter(phase=phase, number__in=numbers)}
        page.object_list = [rows_by_number[each] for each in numbers if each in rows_by_number and rows_by_number[each].is_published]
        return Listing(page, count, more)
    if choice.order == RANDOM:
        order: Sequence[Any] = (draw.rank(), "pk")
    else:
        order = ORDERS.get(choice.order, ORDERS[NEWEST])
    page = Counted(range(min(count, COUNTED) if more else count), per_page, min(count, COUNTED) if more else count).get_page(number)
    first = (page.number - 1) * per_page
    by_number = choice.order == NEWEST and not choice.filters and not brought_in
    newest = _newest(phase, shelf, first, per_page) if by_number else None
    if newest is not None:
        page.object_list = newest
        return Listing(page, count, more)
    # The keys of the page come from an index alone; only these rows are read.
    keys = rows.order_by(*order).values("pk")[first : first + per_page]
    page.object_list = list(Contribution.objects.for_list().filter(pk__in=keys).order_by(*order))
    return Listing(page, count, more)


def options_by_contribution(rows: Sequence[Contribution]) -> dict[int, list[Option]]:
    """Give the options that stand, for each of these contributions that is part of one."""
    trail: dict[int, list[Option]] = {}
    found = Origin.objects.filter(contribution__in=[row.pk for row in rows], option__state=State.PUBLISHED).select_related("option")
    for origin in found.order_by("option__position"):
        trail.setdefault(origin.contribution_id, []).append(origin.option)
    return trail


@prepared
def _trail(contribution: int) -> QuerySet[Origin]:
    stands = Origin.objects.filter(contribution=contribution, option__state=State.PUBLISHED)
    return stands.select_related("option").order_by("option__position")


def options_with(contribution: Contribution) -> list[Option]:
    """Give the options that stand and that a contribution is part of."""
    return [origin.option for origin in _trail.all(contribution.pk)]


def options_of(phase: Phase) -> QuerySet[Option]:
    """Give the options that stand, in order, each with how many contributions it comes from (`came_from`)."""
    return (
        Option.objects.filter(phase=phase, state=State.PUBLISHED)
        .select_related("author")
        .annotate(came_from=Count("origins", filter=Q(origins__contribution__state=State.PUBLISHED)))
        .order_by("position")
    )


def ungrouped(phase: Phase) -> QuerySet[Contribution]:
    """Give the contributions that a sorting phase takes from and that no option holds yet."""
    return Contribution.objects.filter(phase=phase.takes_from_id, state=State.PUBLISHED).exclude(pk__in=_grouped(phase.pk))


def _grouped(phase_id: int) -> QuerySet[Origin, dict[str, Any]]:
    return Origin.objects.filter(option__phase=phase_id, option__state=State.PUBLISHED).values("contribution")


def choice_from(asked: Mapping[str, str]) -> Choice:
    """Give the choice that the parameters of an address make; what cannot be understood is left out."""
    kind, theme, order = asked.get("genre", ""), asked.get("theme", ""), asked.get("tri", "")
    return Choice(
        kind=kind if kind in Contribution.Kind.values else "",
        theme=int(theme) if theme.isdecimal() and len(theme) < 10 else None,
        words=asked.get("q", "").strip()[:LONGEST_WORDS],
        mine=asked.get("auteur") == "moi",
        order=order if order in ORDERS or order == RANDOM else NEWEST,
    )
