"""Blocks of a page: the one action, sections, boxes, notices, what to say when there is nothing."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from parvis.ui.components.actions import button
from parvis.ui.components.library import accepted, anchor, heading_level, register, when


@register.simple_block_tag
def now(
    content: str,
    *,
    title: str,
    kicker: str = "",
    about: str = "",
    until: str = "",
    url: str = "",
    label: str = "",
    closed: str = "",
    id: str = "now",
    level: int = 2,
) -> SafeString:
    """The one block of spot colour on a page: what can be done now, until when, and the button to do it.

    `about` is a sentence under the title, `until` the deadline ({% deadline … as until %}), `closed` the reason why the
    button cannot be pressed.
    The content comes after the button: other ways, paper included. One per page.
    """
    accepted("now", "level", level, (2, 3))
    return format_html(
        '<section class="ui-now" aria-labelledby="{}">{}<h{} class="ui-now__what" id="{}">{}</h{}>{}{}{}{}</section>',
        id,
        when(kicker, '<p class="ui-kicker">{}</p>', kicker),
        level,
        id,
        title,
        level,
        when(about, "<p>{}</p>", about),
        when(until, '<p class="ui-now__when">{}</p>', until),
        when(label, "<div>{}</div>", button(label, url=url, closed=closed, id=f"{id}-action") if label else ""),
        content,
    )


@register.simple_block_tag
def section(
    content: str, *, title: str, id: str = "", lead: str = "", level: int = 2, text: bool = False, plain: bool = False
) -> SafeString:
    """A section: thick rule, title, what it holds. `lead` is a sentence under the title, `text` sets a long text."""
    heading_level("section", level)
    name = anchor(title, id)
    classes = "ui-section" + (" ui-text" if text else "") + (" ui-section--plain" if plain else "")
    return format_html(
        '<section class="{}" aria-labelledby="{}"><h{} id="{}">{}</h{}>{}{}</section>',
        classes,
        name,
        level,
        name,
        title,
        level,
        when(lead, '<p class="ui-lead">{}</p>', lead),
        content,
    )


@register.simple_block_tag
def notice(content: str, *, title: str = "", kind: str = "plain", level: int = 2, live: bool = False) -> SafeString:
    """Something the reader must know. `kind` is plain, done (it worked) or grave (it cannot be undone, it failed).

    `live` makes a screen reader say it when it appears.
    """
    accepted("notice", "kind", kind, ("plain", "done", "grave"))
    heading_level("notice", level)
    return format_html(
        '<div class="ui-notice{}"{}>{}{}</div>',
        "" if kind == "plain" else f" ui-notice--{kind}",
        when(live, ' role="{}"', "alert" if kind == "grave" else "status"),
        when(title, "<h{}>{}</h{}>", level, title, level),
        content,
    )


@register.simple_block_tag
def empty(content: str, *, title: str, level: int = 3) -> SafeString:
    """Nothing to show yet: say so, and say when or how it will fill."""
    heading_level("empty", level)
    return format_html('<div class="ui-empty"><h{}>{}</h{}>{}</div>', level, title, level, content)


@register.simple_block_tag
def box(content: str, *, title: str, id: str = "", level: int = 2) -> SafeString:
    """A side box on stone: how to recount, where to go, a practical matter."""
    heading_level("box", level)
    name = anchor(title, id)
    return format_html(
        '<section class="ui-box" aria-labelledby="{}"><h{} id="{}">{}</h{}>{}</section>',
        name,
        level,
        name,
        title,
        level,
        content,
    )


@register.simple_block_tag
def more(content: str, *, summary: str, open: bool = False) -> SafeString:
    """Help that opens where it is needed: the summary is a question, the content answers it."""
    return format_html('<details class="ui-more"{}><summary>{}</summary>{}</details>', when(open, " open"), summary, content)


@register.simple_block_tag
def pledge(content: str, *, by: str = "", date: str = "", act: str = "", url: str = "") -> SafeString:
    """What the convenor undertakes, framed, signed, dated, with the number of its act in the public record."""
    signed = ", ".join(part for part in (by, date) if part)
    return format_html(
        '<blockquote class="ui-pledge">{}{}</blockquote>',
        content,
        when(
            signed or act,
            "<footer>{}{}{}</footer>",
            signed + ("." if signed else ""),
            " " if signed and act else "",
            when(act, '<a href="{}">{}</a>', url, gettext("Act no. %(number)s of the public record") % {"number": act}),
        ),
    )


@register.simple_block_tag
def dialog(content: str, *, title: str, id: str = "", level: int = 2) -> SafeString:
    """A question before something is done, framed like the dialogue it becomes with JavaScript."""
    accepted("dialog", "level", level, (1, 2, 3))
    name = anchor(title, id, "ask-")
    return format_html(
        '<div class="ui-dialog" role="group" aria-labelledby="{}"><h{} id="{}">{}</h{}>{}</div>',
        name,
        level,
        name,
        title,
        level,
        content,
    )


@register.simple_block_tag
def ask(content: str) -> SafeString:
    """Around a link to a page made with ui/confirm.html: where scripts run, the question opens over the page being read."""
    return format_html("<ui-ask>{}</ui-ask>", content)
