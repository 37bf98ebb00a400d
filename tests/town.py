"""The town cast that tests speak of.

Ada is a resident, Bao a member, Chloé a facilitator, Driss a moderator, Fanny an officer, and Émile comes from elsewhere.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from parvis.core.people.models import Person
from parvis.core.processes import actions as processes
from parvis.core.processes.models import Phase, Process
from parvis.core.spaces import actions as spaces
from parvis.core.spaces.models import Role, Space

CAST = {
    "ada": ("Ada", Role.RESIDENT),
    "bao": ("Bao", Role.MEMBER),
    "chloe": ("Chloé", Role.FACILITATOR),
    "driss": ("Driss", Role.MODERATOR),
    "fanny": ("Fanny", Role.OFFICER),
    "emile": ("Émile", None),
}


def person(slug: str, name: str = "") -> Person:
    """Give somebody with an account."""
    return Person.objects.create(email=f"{slug}@town.example", public_name=name or slug.title(), in_cast=True)


def build() -> SimpleNamespace:
    """Found the town, and give everybody their role."""
    operator = Person.objects.create(email="operator@town.example", public_name="Operator", is_operator=True)
    space = spaces.found(name="Saint-Aubin", slug="saint-aubin", kind=Space.Kind.COMMUNE, by=operator)
    cast = {slug: person(slug, name) for slug, (name, _role) in CAST.items()}
    for slug, (_name, role) in CAST.items():
        if role:
            spaces.give_role(space, to=cast[slug], role=role, by=operator)
    return SimpleNamespace(space=space, operator=operator, **cast)


def process(town: SimpleNamespace, *plans: processes.Plan, publish: bool = True, **details: Any) -> Process:
    """Give a process of the town, published unless told otherwise, run by Chloé."""
    given = {
        "title": "The market square",
        "slug": "market-square",
        "question": "What should the square be for?",
        "commitment": "The council will follow the vote.",
        "level": Process.Level.INVOLVE,
        "convenor": "The mayor",
    } | details
    made = processes.create(town.space, by=town.chloe, phases=plans, **given)
    return processes.publish(made, by=town.chloe) if publish else made


def open_phase(town: SimpleNamespace, phase: Phase, days: int = 7) -> Phase:
    """Open a phase now, for some days."""
    processes.plan_phase(phase, by=town.chloe, opens_at=timezone.now(), closes_at=timezone.now() + timedelta(days=days))
    return processes.open_phase(phase, by=town.chloe)
