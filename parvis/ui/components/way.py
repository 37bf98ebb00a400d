"""Where one is: crumb, thread of phases or steps, tabs, pages."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from parvis.ui.components.library import EMPTY, joined, linked, parts, register, when
from parvis.ui.parts import Link, Step, Tab

FOLD_ABOVE = 7  # phases that stand side by side before the done ones are folded


@register.simple_tag
def crumb(trail: Iterable[Any], *, here: str = "") -> SafeString:
    """The way to this page: links to its parents (list of Link), then the page itself."""
    links = parts("crumb", Link, trail)
    if not links and not here:
        return EMPTY
    return format_html(
        '<nav class="ui-crumb" aria-label="{}"><ol>{}{}</ol></nav>',
        gettext("You are in"),
        format_html_join("", '<li><a href="{}">{}</a></li>', ((link.url, link.label) for link in links)),
        when(here, '<li aria-current="page">{}</li>', here),
    )


@register.simple_tag
def thread(steps: Iterable[Any], *, label: str, across: bool = False, here: str = "") -> SafeString:
    """A line of pavers: phases, the way of a thing, milestones (list of Step).

    `label` names the list for screen readers, `across` lays it out in a line where there is room, `here` replaces
    "You are here". Above seven steps the done ones are folded.
    """
    made = parts("thread", Step, steps)
    if not made:
        return EMPTY
    folded: list[Step] = []
    if len(made) > FOLD_ABOVE:
        while made and made[0].state == "done" and len(made) > 1:
            folded.append(made.pop(0))
    classes = "ui-thread ui-thread--across ui-phases" if across else "ui-thread"
    summary = ngettext("%(count)d step done", "%(count)d steps done", len(folded)) % {"count": len(folded)}
    return format_html(
        '<nav class="{}" aria-label="{}">{}<ol>{}</ol></nav>',
        classes,
        label,
        when(
            folded,
            '<details class="ui-more"><summary>{}</summary><ol>{}</ol></details>',
            summary,
            joined(_paver(step, here) for step in folded),
        ),
        joined(_paver(step, here) for step in made),
    )


def _paver(step: Step, here: str) -> SafeString:
    current = step.state == "here"
    words = {
        "done": pgettext("step", "Done"),
        "next": pgettext("step", "To come"),
        "late": pgettext("step", "Late"),
    }.get(step.state, "")
    return format_html(
        '<li class="is-{}"{}>{}<b>{}</b>{}{}{}</li>',
        step.state,
        when(current, ' aria-current="step"'),
        when(current, "<em>{}</em>", step.here or here or gettext("You are here")),
        linked(step.label, step.url),
        when(not current, '<span class="ui-hidden">{}</span>', words),
        format_html_join("", "<span>{}</span>", ((note,) for note in step.notes if note)),
        when(step.late, '<span class="ui-status ui-status--late">{}</span>', step.late),
    )


@register.simple_tag
def tabs(items: Iterable[Any], *, label: str) -> SafeString:
    """The parts of a page that have addresses of their own (list of Tab)."""
    return format_html(
        '<nav class="ui-tabs" aria-label="{}"><ul>{}</ul></nav>',
        label,
        format_html_join(
            "",
            '<li><a href="{}"{}>{}</a></li>',
            ((tab.url, when(tab.current, ' aria-current="page"'), tab.label) for tab in parts("tabs", Tab, items)),
        ),
    )


@register.simple_tag
def choice(*, label: str, first: str, first_url: str, other: str, other_url: str, on_other: bool = False) -> SafeString:
    """A switch between two ways of showing the same page, each with an address of its own: no script, nothing kept."""
    sides = ((first, first_url, not on_other), (other, other_url, bool(on_other)))
    return format_html(
        '<nav class="ui-choose" aria-label="{}"><ul>{}</ul></nav>',
        label,
        format_html_join(
            "",
            '<li><a href="{}"{}>{}</a></li>',
            ((url, when(current, ' aria-current="true"'), words) for words, url, current in sides),
        ),
    )


@register.simple_tag(takes_context=True)
def pages(context: Context, page: Page[Any], *, label: str = "", parameter: str = "page") -> SafeString:
    """Links to the pages of a list (a Page of Django's Paginator). The filters of the address are kept."""
    paginator = page.paginator
    if paginator.num_pages < 2:
        return EMPTY
    request = context.get("request")

    def address(number: int) -> str:
        query = request.GET.copy() if request is not None else None
        if query is None:
            return f"?{parameter}={number}"
        query.pop(parameter, None)
        if number > 1:
            query[parameter] = str(number)
        return f"?{query.urlencode()}"

    items = []
    if page.has_previous():
        items.append(
            format_html('<li><a href="{}" rel="prev">{}</a></li>', address(page.previous_page_number()), pgettext("page", "Previous"))
        )
    for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        if not isinstance(number, int):
            items.append(SafeString("<li><span>…</span></li>"))
        elif number == page.number:
            hidden = gettext("Page")
            items.append(format_html('<li><span aria-current="page"><span class="ui-hidden">{} </span>{}</span></li>', hidden, number))
        else:
            words = gettext("Page %(number)s") % {"number": number}
            items.append(format_html('<li><a href="{}" aria-label="{}">{}</a></li>', address(number), words, number))
    if page.has_next():
        items.append(format_html('<li><a href="{}" rel="next">{}</a></li>', address(page.next_page_number()), pgettext("page", "Next")))
    return format_html('<nav class="ui-pages" aria-label="{}"><ol>{}</ol></nav>', label or gettext("Pages"), joined(items))
