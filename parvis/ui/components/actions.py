"""Things one presses, icons, states, deadlines, people."""

from datetime import datetime

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext

from parvis.ui import moments
from parvis.ui.components.library import EMPTY, accepted, attrs, joined, linked, register, when
from parvis.ui.parts import STATUS_STATES

BUTTONS = ("primary", "second", "quiet", "grave")
# The symbols of static/ui/icons.svg; a test compares.
ICONS = tuple(
    "close copy document done download filter menu next person place plus record search time warning".split()  # noqa: SIM905 shorter
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small square drawing, always beside a word (it is hidden from screen readers)."""
    accepted("icon", "name", name, ICONS)
    return format_html('<svg class="ui-icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("ui/icons.svg"), name)


@register.simple_tag
def button(
    label: str,
    *,
    url: str = "",
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    closed: str = "",
    id: str = "",
) -> SafeString:
    """An action: a link with `url`, otherwise a submit button. `kind` is primary (one per view), second, quiet or grave.

    `closed` is the reason why it cannot be pressed now: the button says so and the reason is written under it.
    """
    accepted("button", "kind", kind, BUTTONS)
    classes = "ui-button" if kind == "primary" else f"ui-button ui-button--{kind}"
    inside = joined([icon_tag(icon), label]) if icon else label
    if closed:
        reason = f"{id or slugify(label) or 'action'}-why"
        return format_html(
            '<div class="ui-closed"><button type="button" class="{}" aria-disabled="true" aria-describedby="{}">{}</button>'
            '<p id="{}">{}</p></div>',
            classes,
            reason,
            inside,
            reason,
            closed,
        )
    if url:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, url, attrs({"id": id}), inside)
    extra = attrs({"name": name, "value": value, "form": form, "id": id})
    return format_html('<button type="submit" class="{}"{}>{}</button>', classes, extra, inside)


icon_tag = icon


@register.simple_tag
def status(label: str, *, state: str) -> SafeString:
    """A paver and a word. `state` is open (now), coming, half (under way), kept (done), late or dropped."""
    accepted("status", "state", state, STATUS_STATES)
    modifier = "" if state == "coming" else f" ui-status--{state}"
    return format_html('<span class="ui-status{}">{}</span>', modifier, label)


@register.simple_tag
def deadline(moment: datetime, *, kind: str = "closes", now: datetime | None = None) -> SafeString:
    """A deadline said twice: what is left and the date. `kind` is closes, opens, answer or due."""
    accepted("deadline", "kind", kind, ("closes", "opens", "answer", "due"))
    if moment is None:
        return EMPTY
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), moments.deadline(moment, kind=kind, now=now))


@register.simple_tag
def person(name: str, *, pseudonym: bool = False, role: str = "", date: str = "", url: str = "") -> SafeString:
    """Who speaks: initials, public name, whether it is a pseudonym, the role, and when."""
    hidden_name = gettext("pseudonym")
    initials = (name.strip()[:2] or "–").capitalize()
    about = "".join(
        part
        for part in (
            f" ({hidden_name})" if pseudonym else "",
            f", {role}" if role else "",
            f", {date}" if date else "",
        )
    )
    return format_html(
        '<span class="ui-person"><i aria-hidden="true">{}</i> <span><strong>{}</strong>{}</span></span>',
        initials,
        linked(name, url),
        about,
    )


@register.simple_block_tag
def tools(content: str) -> SafeString:
    """Small actions under a text: support, answer, report. Put links and buttons inside."""
    return format_html('<div class="ui-tools">{}</div>', content)


@register.simple_tag
def toggle(label: str, *, on: bool, name: str = "", value: str = "") -> SafeString:
    """A small submit button with two states, said by `aria-pressed`; it stands inside {% tools %} in a form."""
    return format_html(
        '<button type="submit" aria-pressed="{}"{}>{}</button>',
        "true" if on else "false",
        attrs({"name": name, "value": value}),
        label,
    )


@register.simple_tag
def source(
    *,
    title: str = "",
    url: str = "",
    publisher: str = "",
    date: str = "",
    checked: str = "",
    add_url: str = "",
) -> SafeString:
    """Where an argument comes from; without a title it says that there is none yet, and where to add one."""
    heading = gettext("Source")
    if not title:
        return format_html(
            '<div class="ui-source"><b>{}</b><p>{}{}</p></div>',
            heading,
            gettext("None for now."),
            when(add_url, ' <a href="{}">{}</a>', add_url, gettext("Add one")),
        )
    about = "".join(f", {part}" for part in (publisher, date) if part)
    return format_html(
        '<div class="ui-source"><b>{}</b><p>{}{}.{}</p></div>',
        heading,
        linked(title, url, rel="nofollow noopener"),
        about,
        when(checked, ' <span class="ui-soft">{}</span>', checked),
    )
