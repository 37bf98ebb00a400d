"""What this room holds about a person, and what it forgets when she has her account erased."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.core.notices import actions, queries
from parvis.core.notices.models import Notice
from parvis.core.people.models import Person
from parvis.core.people.mydata import Holding, Row, cleaned_up_by, held


def told(person: Person) -> Iterator[Row]:
    """What she was told."""
    for notice in Notice.objects.filter(person=person).select_related("act").order_by("pk").iterator(chunk_size=500):
        yield {"acte": notice.act.uuid, "genre": notice.act.kind, "le": notice.made_at, "lu_le": notice.read_at}


def rhythm(person: Person) -> Iterator[Row]:
    """How often she wants e-mails."""
    yield {"par_courriel": queries.rhythm_of(person)}


def declare() -> None:
    """Say what is held here, and what is forgotten: called once, when the house starts."""
    held(
        Holding(
            key="avis",
            title=_("My notices"),
            why=_("To tell you what happened to what you wrote and to what you follow."),
            labels={"acte": _("act"), "genre": _("kind"), "le": _("told on"), "lu_le": _("read on")},
            rows=told,
        )
    )
    held(
        Holding(
            key="rythme_des_avis",
            title=_("My notices by e-mail"),
            why=_("To write to you as often as you want, or never."),
            labels={"par_courriel": _("by e-mail")},
            rows=rhythm,
        )
    )
    cleaned_up_by(actions.forget)
