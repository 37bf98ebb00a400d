"""Drawing arguments and sources. A page shows two hundred of them: drawn in Python, they cost a tenth of what a template takes.

What an argument is for everybody is drawn once and found again by all that it says (its words, its author's name, the language, the year),
so that nothing has to be forgotten when one of them changes. What it is for the reader is drawn beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as _

from parvis.core.discussion.models import Source
from parvis.core.discussion.queries import Said, Words
from parvis.core.people.models import Pseudonym
from parvis.ui import moments
from parvis.ui.typography import spaced

NOWHERE = UUID(int=0)
KEPT = 10_000  # arguments, about a kilobyte each
CHANGED, HELPS, CITE, CHANGE = _("changed"), _("This argument helps me"), _("Cite a source"), _("Change")
WITHDRAW, HIDE, DOCUMENT, SOURCE = _("Withdraw"), _("Hide"), _("Document"), _("Source")
RECEIPT = _("My receipt")


@cache
def _pattern(name: str) -> str:
    return reverse(name if ":" in name else f"discussion:{name}", args=[NOWHERE])


def address(name: str, ref: UUID | str) -> str:
    """Give the address of this form for this ref."""
    return _pattern(name).replace(str(NOWHERE), str(ref))


@lru_cache(maxsize=100)
def _word(text: str, language: str) -> str:
    return escape(gettext(text))


def word(text: str) -> str:
    """Give a translated text, ready for HTML."""
    return _word(text, get_language() or "fr")


def link(name: str, ref: UUID | str, words: str) -> str:
    """Give a link to a form."""
    return f'<a href="{address(name, ref)}">{words}</a>'


@lru_cache(maxsize=KEPT)
def _shown(words: Words, language: str, year: int) -> str:
    """Draw what an argument is for everybody: its title, its text, who said it and when. The year decides how a day is said."""
    title = f"<h4>{escape(spaced(words.title, language))}</h4>" if words.title else ""
    changed = f" {link('versions', words.ref, word(CHANGED))}" if words.edits else ""
    # Who has no name any more is called as a pseudonym says.
    author = words.author or str(Pseudonym(name="", person_id=None if words.author_left else 0))
    about = f"<span>{escape(author)}</span> <span>{moments.day(words.said_at)}</span>{changed}"
    # The text was cleaned when it was written; everything else is escaped.
    return f'<article class="ui-argument" id="argument-{words.ref}">{title}{words.html}<p class="ui-meta">{about}</p>'


@lru_cache(maxsize=1_000)
def _tools(may_discuss: bool, may_moderate: bool, hers: bool, supported: bool, supports: int, language: str) -> str:
    """Draw what this reader may do with an argument, for any argument: `NOWHERE` stands for its ref."""
    tools, ref = [], str(NOWHERE)
    if may_discuss and not hers:
        tools.append(
            f'<button type="submit" form="discussion-supports" formaction="{address("supports", ref)}" name="faire" '
            f'value="{"reprendre" if supported else "donner"}" aria-pressed="{"true" if supported else "false"}">'
            f"{word(HELPS)} ({supports})</button>"
        )
    elif supports:
        helped = ngettext("It helps %(count)s person", "It helps %(count)s people", supports) % {"count": supports}
        tools.append(f"<span>{escape(helped)}</span>")
    if may_discuss:
        tools.append(link("sources", ref, word(CITE)))
    if hers:
        if may_discuss:
            tools.append(link("edit", ref, word(CHANGE)))
        tools.append(link("withdraw", ref, word(WITHDRAW)))
    if hers or supported:
        tools.append(link("record:hers", ref, word(RECEIPT)))
    if may_moderate:
        tools.append(link("hide", ref, word(HIDE)))
    return f'<div class="ui-tools">{" ".join(tools)}</div>' if tools else ""


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws the arguments and sources of one page.

    Arguments:
        may_discuss, may_moderate: what the reader may do, which says what stands under each argument.
    """

    may_discuss: bool
    may_moderate: bool

    def arguments(self, arguments: Iterable[Said]) -> SafeString:
        """Draw arguments, one after the other: what each is for everybody, its sources, and what the reader may do with it."""
        language, year, nowhere = get_language() or "fr", timezone.localdate().year, str(NOWHERE)
        drawn: list[str] = []
        for argument in arguments:
            drawn.append(_shown(argument.words, language, year))
            drawn += map(self.source, argument.cited)
            tools = _tools(self.may_discuss, self.may_moderate, argument.hers, argument.supported, argument.supports, language)
            drawn.append(tools.replace(nowhere, str(argument.ref)))
            drawn.append("</article>")
        return mark_safe("".join(drawn))  # noqa: S308 (every part is escaped where it is drawn)

    def source(self, source: Source) -> SafeString:
        """Draw one source: a link to it, who published it and when, what it is."""
        where = source.url or (address("document", source.ref) if source.document else "")
        title = str(escape(spaced(source.title, get_language() or "fr")))
        if where:
            title = f'<a href="{escape(where)}" rel="nofollow noopener ugc">{title}</a>'
        published = "".join(
            f", {escape(part)}" for part in (source.publisher, moments.day(source.published_on) if source.published_on else "") if part
        )
        kind = escape(str(source.get_kind_display()).capitalize())
        document = f" {link('document', source.ref, word(DOCUMENT))}" if source.url and source.document else ""
        hide = f" {link('hide', source.ref, word(HIDE))}" if self.may_moderate else ""
        return mark_safe(  # noqa: S308 (every part is escaped above)
            f'<div class="ui-source" id="source-{source.ref}"><b>{word(SOURCE)}</b><p>{title}{published}. '
            f'<span class="ui-soft">{kind}</span>{document}{hide}</p></div>'
        )
