"""Acts in words: what happened, who did it and on what, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from parvis.core.record import kinds, upstairs
from parvis.core.record.models import Act, Audience, State, Thing
from parvis.ui.parts import PublicAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act with what a page needs to tell it: the sentence as plain text and with its link, and the card of its object."""

    act: Act
    text: str
    html: SafeString
    thing: Thing | None


def tell(acts: Iterable[Act]) -> list[Told]:
    """Put acts into words. Two queries, however many there are: the names of the actors, and the cards of the objects.

    The caller has already kept only the acts that the reader may see.
    """
    rows = list(acts)
    things = {thing.ref: thing for thing in Thing.objects.filter(ref__in={act.object for act in rows})} if rows else {}
    names = upstairs.names_of({act.actor for act in rows if act.actor})
    return [_told(act, things.get(act.object), names) for act in rows]


def in_words(acts: Iterable[Act]) -> list[PublicAct]:
    """Give acts as the component `{% acts %}` takes them: when, the sentence, and the link to the act itself."""
    return [
        PublicAct(when=told.act.at, text=told.html, number=short_number(told.act), url=reverse("record:act", args=[told.act.uuid]))
        for told in tell(acts)
    ]


def short_number(act: Act) -> str:
    """Give the number under which lists speak of an act: the first eight signs of its identifier."""
    return _("act %(number)s") % {"number": str(act.uuid)[:8]}


def title_shown(thing: Thing | None, audience: str = Audience.PUBLIC) -> str:
    """Give the title of an object, unless it was withdrawn, hidden or erased, or the act is told more widely than the object is shown."""
    if thing is None:
        return _("(unknown)")
    if thing.audience == Audience.MEMBERS and audience == Audience.PUBLIC:
        return _("(for members)")
    return {
        State.PUBLISHED: thing.title,
        State.WITHDRAWN: _("(withdrawn by its author)"),
        State.HIDDEN: _("(hidden by moderation)"),
        State.ERASED: _("(erased)"),
    }[State(thing.state)]


def is_shown(thing: Thing | None) -> bool:
    """Say whether an object is still there to be read."""
    return thing is not None and thing.state == State.PUBLISHED


def pattern_of(code: str) -> str:
    """Give the sentence of a kind of act, with its placeholders; a kind that no room declares any more has a sentence too."""
    try:
        return str(kinds.get(code).sentence)
    except KeyError:
        return _("An act was recorded on “%(title)s”.")


def _told(act: Act, thing: Thing | None, names: Mapping[UUID, str]) -> Told:
    pattern, title = pattern_of(act.kind), title_shown(thing, act.audience)
    actor = names.get(act.actor, _("Somebody")) if act.actor else _("The clock")
    linked = format_html('<a href="{}">{}</a>', thing.path, title) if thing and is_shown(thing) else conditional_escape(title)
    html = conditional_escape(pattern) % {"actor": conditional_escape(actor), "title": linked}
    return Told(
        act=act,
        text=pattern % {"actor": actor, "title": title},
        html=mark_safe(html),  # noqa: S308 (every piece was escaped just above)
        thing=thing,
    )
