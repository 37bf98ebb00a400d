"""Arguments in balance, answers, what one recounts with."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from parvis.ui.components.library import accepted, register, when
from parvis.ui.parts import STATUS_STATES

SIDES = ("for", "against")


@register.simple_block_tag
def balance(content: str) -> SafeString:
    """Two columns of the same width: put {% side "for" %} and {% side "against" %} inside, each with its arguments."""
    return format_html('<div class="ui-balance">{}</div>', content)


@register.simple_block_tag
def side(content: str, which: str, *, count: int | None = None, title: str = "", id: str = "", level: int = 3) -> SafeString:
    """One side of a debate. `which` is "for" or "against"; `count` is how many arguments there are in all on this side."""
    accepted("side", "which", which, SIDES)
    accepted("side", "level", level, (2, 3))
    name = id or f"side-{which}"
    return format_html(
        '<section aria-labelledby="{}"><h{} id="{}">{}{}</h{}>{}</section>',
        name,
        level,
        name,
        title or (pgettext("side", "For") if which == "for" else pgettext("side", "Against")),
        when(count is not None, ' <span class="ui-soft">({})</span>', count),
        level,
        content,
    )


@register.simple_block_tag
def balance_foot(content: str) -> SafeString:
    """What stands under both sides of a balance: adding an argument."""
    return format_html('<div class="ui-balance__foot ui-row">{}</div>', content)


@register.simple_block_tag
def argument(content: str, *, title: str = "", id: str = "", level: int = 4) -> SafeString:
    """One argument: a title, its text, then {% source %} and {% tools %} in the content."""
    accepted("argument", "level", level, (3, 4))
    return format_html(
        '<article class="ui-argument"{}>{}{}</article>',
        when(id, ' id="{}"', id),
        when(title, "<h{}>{}</h{}>", level, title, level),
        content,
    )


@register.simple_block_tag
def answer(
    content: str, *, title: str, status: str, state: str, quote: str = "", quoted: str = "", id: str = "", level: int = 3
) -> SafeString:
    """An answer to contributors: what was asked (quoted), the verdict as a status, what is answered and where it leads.

    `quoted` says who is quoted ("Maud, and 10 others").
    """
    accepted("answer", "state", state, STATUS_STATES)
    accepted("answer", "level", level, (2, 3, 4))
    return format_html(
        '<article class="ui-answer"{}><h{}>{}</h{}>{}<span class="ui-status{}">{}</span>{}</article>',
        when(id, ' id="{}"', id),
        level,
        title,
        level,
        when(
            quote,
            "<blockquote><p>{}{}</p></blockquote>",
            quote,
            when(quoted, ' <span class="ui-small">{}</span>', quoted),
        ),
        "" if state == "coming" else f" ui-status--{state}",
        status,
        content,
    )


@register.simple_tag
def code(text: str, *, label: str = "", copy: bool = False) -> SafeString:
    """A command or a fingerprint to read or copy; `label` names it. `copy` adds a button where scripts run."""
    pre = format_html('<pre class="ui-code" tabindex="0" role="group" aria-label="{}">{}</pre>', label or gettext("Command"), text)
    if not copy:
        return pre
    return format_html('<ui-copy data-label="{}" data-done="{}">{}</ui-copy>', gettext("Copy"), gettext("Copied"), pre)


@register.simple_tag
def fingerprint(text: str) -> SafeString:
    """A receipt or a hash, in figures whose zero cannot be taken for an O."""
    return format_html('<span class="ui-print">{}</span>', text)
