"""Ready-made lists of phases to start a process from. What is here can all be changed in the office afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.core.processes.actions import Plan
from parvis.core.processes.models import Process

HOUR_OF_CLOSING = 18  # in the time zone of the instance: people are up, and somebody is there to answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One phase of a blueprint: how long it lasts in days, and which earlier one gives it its options."""

    kind: str
    title: str | Promise
    days: int
    mechanism: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    takes_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A way of deciding: what it is for, how far people are involved, its phases in order."""

    slug: str
    name: str | Promise
    description: str | Promise
    level: str
    commitment: str | Promise  # what is proposed to whoever signs: theirs to change
    stretches: tuple[Stretch, ...]

    @property
    def days(self) -> int:
        """How long it takes in all."""
        return sum(stretch.days for stretch in self.stretches)

    def plans(self, start: datetime) -> list[Plan]:
        """Give the phases to create, one after the other from this moment."""
        plans, opens = [], start
        for stretch in self.stretches:
            closes = timezone.localtime(opens + timedelta(days=stretch.days)).replace(
                hour=HOUR_OF_CLOSING, minute=0, second=0, microsecond=0
            )
            plan = Plan(
                kind=stretch.kind,
                title=str(stretch.title),
                opens_at=opens,
                closes_at=closes,
                mechanism=stretch.mechanism,
                settings=stretch.settings,
                takes_from=stretch.takes_from,
            )
            plans.append(plan)
            opens = closes
        return plans


GATHER = Stretch(kind="gathering", title=_("Contributions"), days=28)
SORT = Stretch(kind="sorting", title=_("Sorting into options"), days=14, takes_from=0)
DECIDE = Stretch(kind="decision", title=_("Decision and answers"), days=21)
FOLLOW = Stretch(kind="follow_up", title=_("Follow-up"), days=365)

BLUEPRINTS = (
    Blueprint(
        slug="consultation",
        name=_("Consultation before a decision"),
        description=_("People contribute with their arguments and sources; the body decides, says why, and answers everybody."),
        level=Process.Level.CONSULT,
        commitment=_(
            "Every contribution will be read. The decision will say what was kept, what was not, and why. "
            "Whoever contributed will be answered."
        ),
        stretches=(GATHER, DECIDE, FOLLOW),
    ),
    Blueprint(
        slug="vote",
        name=_("Contributions, options, then a vote"),
        description=_("Contributions are sorted into options, people vote on them by majority judgment, the body follows or says why not."),
        level=Process.Level.COLLABORATE,
        commitment=_(
            "The options will come from the contributions. The one that comes first will be carried out; if it cannot be, we will say "
            "why on this page. Whoever contributed will be answered."
        ),
        stretches=(
            GATHER,
            SORT,
            Stretch(kind="vote", title=_("Vote"), days=14, mechanism="majority-judgment", takes_from=1),
            DECIDE,
            FOLLOW,
        ),
    ),
    Blueprint(
        slug="referendum",
        name=_("A vote on options that you have"),
        description=_("The options are known: people discuss and vote. Good for a choice of name, of date, of rules."),
        level=Process.Level.DECIDE,
        commitment=_("The option that comes first will be carried out. If it cannot be, we will say why on this page."),
        stretches=(Stretch(kind="vote", title=_("Vote"), days=14, mechanism="approval"), DECIDE),
    ),
    Blueprint(
        slug="ideas",
        name=_("A box of ideas, always open"),
        description=_("People contribute at any time and are answered as you go. There is no vote."),
        level=Process.Level.INVOLVE,
        commitment=_("Every idea will be read and answered, with the reason, whether it is kept or not."),
        stretches=(Stretch(kind="gathering", title=_("Ideas"), days=365), Stretch(kind="follow_up", title=_("Follow-up"), days=365)),
    ),
)


def blueprint_named(slug: str) -> Blueprint:
    """Give the blueprint with this slug; raises KeyError."""
    return {blueprint.slug: blueprint for blueprint in BLUEPRINTS}[slug]
