"""Drawing arguments and sources. A page shows two hundred of them: drawn in Python, they cost a tenth of what a template takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as _

from parvis.core.discussion.models import Argument, Source
from parvis.ui import moments
from parvis.ui.typography import spaced

NOWHERE = UUID(int=0)
CHANGED, HELPS, CITE, CHANGE = _("changed"), _("This argument helps me"), _("Cite a source"), _("Change")
WITHDRAW, HIDE, DOCUMENT, SOURCE = _("Withdraw"), _("Hide"), _("Document"), _("Source")
RECEIPT = _("My receipt")


@dataclass(slots=True)
class Pen:
    """Draws the arguments of one page: its words and addresses are looked up once.

    Arguments:
        may_discuss, may_moderate: what the reader may do, which says what stands under each argument.
    """

    may_discuss: bool
    may_moderate: bool
    _addresses: dict[str, str] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)
    _days: dict[date, str] = field(default_factory=dict)
    _language: str = field(default_factory=lambda: get_language() or "fr")

    def address(self, name: str, ref: UUID) -> str:
        """Give the address of this form for this ref."""
        if name not in self._addresses:
            self._addresses[name] = reverse(name if ":" in name else f"discussion:{name}", args=[NOWHERE])
        return self._addresses[name].replace(str(NOWHERE), str(ref))

    def word(self, text: str) -> str:
        """Give a translated text, ready for HTML."""
        if text not in self._words:
            self._words[text] = escape(gettext(text))
        return self._words[text]

    def text(self, words: str) -> str:
        """Give what somebody wrote on one line, ready for HTML."""
        return escape(spaced(words, self._language))

    def day(self, moment: datetime) -> str:
        """Give the day in words; the arguments of one page were often given on the same days."""
        day = timezone.localdate(moment)
        if day not in self._days:
            self._days[day] = moments.day(day)
        return self._days[day]

    def link(self, name: str, ref: UUID, words: str) -> str:
        """Give a link to a form."""
        return f'<a href="{self.address(name, ref)}">{words}</a>'

    def argument(self, argument: Argument, *, hers: bool, supported: bool, cited: Iterable[Source]) -> SafeString:
        """Draw one argument: its title, its text, who said it and when, its sources, and what the reader may do with it."""
        title = f"<h4>{self.text(argument.title)}</h4>" if argument.title else ""
        changed = f" {self.link('versions', argument.ref, self.word(CHANGED))}" if argument.edits else ""
        about = f"<span>{escape(str(argument.author))}</span> <span>{self.day(argument.said_at)}</span>{changed}"
        sources = "".join(self.source(source) for source in cited)
        tools = " ".join(self._tools(argument, hers, supported))
        under = f'<div class="ui-tools">{tools}</div>' if tools else ""
        # The text was cleaned when it was written; everything else is escaped above.
        return mark_safe(  # noqa: S308 (see above)
            f'<article class="ui-argument" id="argument-{argument.ref}">{title}{argument.html}<p class="ui-meta">{about}</p>'
            f"{sources}{under}</article>"
        )

    def _tools(self, argument: Argument, hers: bool, supported: bool) -> Iterable[str]:
        ref = argument.ref
        if self.may_discuss and not hers:
            yield (
                f'<button type="submit" form="discussion-supports" formaction="{self.address("supports", ref)}" name="faire" '
                f'value="{"reprendre" if supported else "donner"}" aria-pressed="{"true" if supported else "false"}">'
                f"{self.word(HELPS)} ({argument.supports})</button>"
            )
        elif argument.supports:
            helped = ngettext("It helps %(count)s person", "It helps %(count)s people", argument.supports) % {"count": argument.supports}
            yield f"<span>{escape(helped)}</span>"
        if self.may_discuss:
            yield self.link("sources", ref, self.word(CITE))
        if hers:
            if self.may_discuss:
                yield self.link("edit", ref, self.word(CHANGE))
            yield self.link("withdraw", ref, self.word(WITHDRAW))
        if hers or supported:
            yield self.link("record:hers", ref, self.word(RECEIPT))
        if self.may_moderate:
            yield self.link("hide", ref, self.word(HIDE))

    def source(self, source: Source) -> SafeString:
        """Draw one source: a link to it, who published it and when, what it is."""
        address = source.url or (self.address("document", source.ref) if source.document else "")
        title = self.text(source.title)
        if address:
            title = f'<a href="{escape(address)}" rel="nofollow noopener ugc">{title}</a>'
        published = "".join(
            f", {escape(part)}" for part in (source.publisher, moments.day(source.published_on) if source.published_on else "") if part
        )
        kind = escape(str(source.get_kind_display()).capitalize())
        document = f" {self.link('document', source.ref, self.word(DOCUMENT))}" if source.url and source.document else ""
        hide = f" {self.link('hide', source.ref, self.word(HIDE))}" if self.may_moderate else ""
        return mark_safe(  # noqa: S308 (every part is escaped above)
            f'<div class="ui-source" id="source-{source.ref}"><b>{self.word(SOURCE)}</b><p>{title}{published}. '
            f'<span class="ui-soft">{kind}</span>{document}{hide}</p></div>'
        )
