"""How many queries a page makes: few, and as many for a hundred things as for one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.core.discussion import actions as discussion
from parvis.core.discussion.models import Argument
from parvis.core.people.models import Pseudonym
from parvis.core.processes.actions import Plan
from parvis.core.spaces import actions as spaces
from parvis.core.spaces.models import Body
from parvis.features.consultation import actions as consultation
from parvis.features.consultation.models import Contribution
from tests import town as towns
from tests import world

LIST_AT_MOST = 12
CONTRIBUTION_AT_MOST = 15
WHO = [None, "ada", "bao", "chloe", "driss", "fanny", "emile"]


@pytest.fixture
def place(town: SimpleNamespace) -> SimpleNamespace:
    """A gathering that is open, a sorting to come, one contribution; a council, a decision, a promise, a district of the town."""
    process = towns.process(town, Plan(kind="gathering", title="Ideas"), Plan(kind="sorting", title="Sorting", takes_from=0))
    town.process, town.phase = process, towns.open_phase(town, process.phases.get(position=1))
    town.contribution = contribute(town, 1)[0]
    world.decided(town, process, contribute(town, 1)[0].ref)
    council = spaces.set_up_body(town.space, name="Council", kind=Body.Kind.COUNCIL, seats=29, by=town.fanny)
    spaces.seat(council, holder="Hélène Kerviel", starts_on=timezone.localdate(), by=town.fanny)
    spaces.set_up_body(town.space, name="Board", kind=Body.Kind.BOARD, seats=5, by=town.fanny)
    spaces.found(name="The harbour", slug="harbour", kind="commune", parent=town.space, by=town.fanny)
    return town


def contribute(town: SimpleNamespace, many: int) -> list[Contribution]:
    return [
        consultation.contribute(town.phase, by=town.ada, kind="idea", title=f"Bench {number}", text="In the shade.")
        for number in range(many)
    ]


def argue(town: SimpleNamespace, many: int) -> None:
    for number in range(many):
        side, by = ("for", town.bao) if number % 2 else ("against", town.ada)
        argument = discussion.argue(town.contribution.ref, by=by, side=side, text=f"Because {number}.")
        if number % 5 == 0:
            discussion.cite(argument.ref, by=by, title="A report", url="https://town.example/report")
            discussion.support(argument.ref, by=town.chloe)


def clone(town: SimpleNamespace, many: int) -> None:
    """Say the same many times more, quickly."""
    one = Argument.objects.filter(on=town.contribution.ref, state="published").first()
    assert one
    values = {field.attname: getattr(one, field.attname) for field in Argument._meta.concrete_fields if field.name not in ("id", "ref")}
    Argument.objects.bulk_create(Argument(**values | {"side": ("for", "against")[number % 2]}) for number in range(many))
    Contribution.objects.filter(pk=town.contribution.pk).update(arguments=F("arguments") + many)


def queries(path: str, person: object = None) -> int:
    """Give how many queries a page makes when nothing of it is kept."""
    client = Client(headers={"accept-language": "en"})
    if person:
        client.force_login(person)  # type: ignore[arg-type]
    client.get(path)
    for cache in caches.all():
        cache.clear()
    with CaptureQueriesContext(connection) as seen:
        response = client.get(path)
    assert response.status_code == 200
    return len([query for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def person_named(town: SimpleNamespace, who: str | None) -> object:
    return getattr(town, who) if who else None


@pytest.mark.parametrize("who", WHO)
def test_lists_and_processes(place: SimpleNamespace, who: str | None) -> None:
    person = person_named(place, who)
    paths = {
        "front page": "/",
        "processes": "/demarches/",
        "process": place.process.get_absolute_url(),
        "contributions": place.phase.get_absolute_url(),
        "most supported": f"{place.phase.get_absolute_url()}?tri=soutenues",
    }
    made = {name: queries(path, person) for name, path in paths.items()}
    assert {name: count for name, count in made.items() if count > LIST_AT_MOST} == {}


@pytest.mark.parametrize("who", [None, "bao", "driss"])
def test_a_list_costs_the_same_whatever_its_length(place: SimpleNamespace, who: str | None) -> None:
    person, path = person_named(place, who), place.phase.get_absolute_url()
    one = queries(path, person)
    contribute(place, 9)
    ten = queries(path, person)
    contribute(place, 30)
    # Those who left have no name; theirs are read with the others.
    Pseudonym.objects.filter(person=place.ada).update(person=None, name="")
    assert queries(path, person) == ten == one
    assert queries(f"{path}?page=2", person) == one


@pytest.mark.parametrize("who", WHO)
def test_a_contribution_with_all_its_arguments(place: SimpleNamespace, who: str | None) -> None:
    person, path = person_named(place, who), place.contribution.get_absolute_url()
    none = queries(path, person)
    argue(place, 1)
    one = queries(path, person)
    argue(place, 9)
    ten = queries(path, person)
    clone(place, 90)
    hundred = queries(path, person)
    clone(place, 900)
    # Without arguments nobody asks who supports them; beyond a hundred the order of the day is drawn first, in two queries.
    assert none <= one == ten
    assert one <= hundred <= one + 2
    thousand = queries(path, person)
    assert Argument.objects.filter(on=place.contribution.ref).count() == 1_000
    assert one <= thousand <= one + 2
    assert thousand <= CONTRIBUTION_AT_MOST


@pytest.mark.parametrize("who", [None, "bao"])
def test_a_process_costs_the_same_whatever_happened_in_it(place: SimpleNamespace, who: str | None) -> None:
    person, path = person_named(place, who), place.process.get_absolute_url()
    one = queries(path, person)
    contribute(place, 20)
    argue(place, 20)
    assert queries(path, person) == one


@pytest.mark.parametrize("who", [None, "bao"])
def test_a_search_costs_the_same_whatever_it_finds(place: SimpleNamespace, who: str | None) -> None:
    person = person_named(place, who)
    one = queries("/chercher/?q=bench", person)
    contribute(place, 20)
    assert queries("/chercher/?q=bench", person) == one <= LIST_AT_MOST
