"""A card for each kind of thing: what one must know of it in a list, always in the same order. They stand inside {% briefs %}.

Title (the link), what it is about, then one line: its state as a paver and a word, and the facts of its kind.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from parvis.ui.components.library import accepted, linked, register
from parvis.ui.components.lists import _brief
from parvis.ui.parts import STATUS_STATES

KINDS = ("process", "contribution", "option", "decision", "promise", "vote", "space", "body", "person", "argument", "source")


def drawn(
    tag: str, title: Any, url: str, text: Any, facts: Iterable[Any], *, status: str = "", state: str = "", level: int = 3, id: str = ""
) -> SafeString:
    """Give the line of a list that all cards are."""
    accepted(tag, "level", level, (2, 3, 4))
    if status:
        accepted(tag, "state", state, STATUS_STATES)
    about = conditional_escape(text or "").strip()
    paragraph = (about if about.startswith("<") else f"<p>{about}</p>") if about else ""
    meta = " ".join(f"<span>{conditional_escape(fact)}</span>" for fact in facts if fact)
    return _brief(paragraph, conditional_escape(linked(title, url)), state, conditional_escape(status), meta, level, id)


@register.simple_tag
def card(kind: str, *, title: str, url: str = "", text: str = "", facts: Any = (), level: int = 3) -> SafeString:
    """A thing of any kind, in a list that mixes them: `facts` begins with the word for its kind. Unknown kinds look like the others."""
    return drawn("card", title, url, text, [facts] if isinstance(facts, str) else facts, level=level)


@register.simple_tag
def process_card(
    title: str, *, url: str, question: str = "", status: str = "", state: str = "", until: Any = "", place: str = "", level: int = 3
) -> SafeString:
    """A process: its question, where it is, until when."""
    return drawn("process_card", title, url, question, [place, until], status=status, state=state, level=level)


@register.simple_tag
def contribution_card(
    title: str, *, url: str, text: str = "", kind: str = "", author: str = "", day: str = "", supports: int = 0, answer: str = "",
    state: str = "", level: int = 3,
) -> SafeString:  # fmt: skip
    """A contribution: what it says, of which sort, by whom, how many support it, and its answer (`state` kept, half, coming, dropped)."""
    said = ngettext("%(count)d support", "%(count)d supports", supports) % {"count": supports} if supports else ""
    return drawn("contribution_card", title, url, text, [kind, author, day, said], status=answer, state=state, level=level)


@register.simple_tag
def option_card(
    title: str, *, url: str = "", text: str = "", came_from: int = 0, status: str = "", state: str = "", level: int = 3
) -> SafeString:
    """An option: what it is, how many contributions it comes from, whether it was retained."""
    said = ngettext("from %(count)d contribution", "from %(count)d contributions", came_from) % {"count": came_from} if came_from else ""
    return drawn("option_card", title, url, text, [said], status=status, state=state, level=level)


@register.simple_tag
def decision_card(title: str, *, url: str, text: str = "", day: str = "", by: str = "", level: int = 3) -> SafeString:
    """A decision: the outcome is its title; when, and by whom."""
    return drawn("decision_card", title, url, text, [day, by], level=level)


@register.simple_tag
def promise_card(
    title: str, *, url: str, status: str, state: str, due: str = "", who: str = "", text: str = "", level: int = 3
) -> SafeString:
    """A promise: where it stands, by when, who is responsible. Its milestones are a {% thread %} on its page."""
    return drawn("promise_card", title, url, text, [due, who], status=status, state=state, level=level)


@register.simple_tag
def vote_card(
    title: str, *, url: str, status: str = "", state: str = "", until: Any = "", tally: str = "", text: str = "", level: int = 3
) -> SafeString:
    """A vote: open, to come or counted; until when; how many have voted, where that may be known."""
    return drawn("vote_card", title, url, text, [until, tally], status=status, state=state, level=level)


@register.simple_tag
def space_card(title: str, *, url: str, kind: str = "", about: str = "", level: int = 3) -> SafeString:
    """A space: of which sort, and in a few words."""
    return drawn("space_card", title, url, about, [kind], level=level)


@register.simple_tag
def body_card(title: str, *, url: str = "", kind: str = "", seats: int = 0, holders: Iterable[str] = (), level: int = 3) -> SafeString:
    """A council, a board, a commission: how many seats, and who sits in it."""
    said = ngettext("%(count)d seat", "%(count)d seats", seats) % {"count": seats} if seats else ""
    return drawn("body_card", title, url, ", ".join(holders), [kind, said], level=level)


@register.simple_tag
def person_card(name: str, *, url: str = "", role: str = "", until: str = "", pseudonym: bool = False, level: int = 3) -> SafeString:
    """Somebody who acts here: the public name, as what, until when."""
    return drawn("person_card", name, url, "", [role, until, gettext("pseudonym") if pseudonym else ""], level=level)


@register.simple_tag
def argument_card(title: str, *, side: str, url: str = "", text: str = "", supports: int = 0, level: int = 3) -> SafeString:
    """An argument away from its balance: its side in words first, never a colour."""
    accepted("argument_card", "side", side, ("for", "against"))
    said = ngettext("%(count)d support", "%(count)d supports", supports) % {"count": supports} if supports else ""
    return drawn("argument_card", title, url, text, [gettext("For") if side == "for" else gettext("Against"), said], level=level)


@register.simple_tag
def source_card(title: str, *, url: str, publisher: str = "", date: str = "", checked: str = "", level: int = 3) -> SafeString:
    """A source away from what it supports: who published it, when, and who has checked it."""
    outside = format_html('<a href="{}" rel="nofollow noopener">{}</a>', url, title)
    return drawn("source_card", outside, "", "", [publisher, date, checked], level=level)
