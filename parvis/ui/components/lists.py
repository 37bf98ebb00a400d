"""Lists of things: briefs, acts, figures, ledger, queue, steps, pavement."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.template import TemplateSyntaxError
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from parvis.ui import moments
from parvis.ui.components.actions import button
from parvis.ui.components.library import EMPTY, accepted, joined, linked, parts, register, when
from parvis.ui.parts import STATUS_STATES, Figure, Line, PublicAct, Task
from parvis.ui.typography import number as spelled

PAVERS_AT_MOST = 500  # beyond, a bar tells more than pavers do


@register.simple_block_tag
def briefs(content: str, *, ordered: bool = False, label: str = "") -> SafeString:
    """A list of things, newspaper style; put {% brief %} inside."""
    tag = "ol" if ordered else "ul"
    return format_html('<{} class="ui-briefs"{}>{}</{}>', tag, when(label, ' aria-label="{}"', label), content, tag)


@register.simple_block_tag
def brief(
    content: str,
    *,
    title: str,
    url: str = "",
    state: str = "",
    status: str = "",
    meta: Iterable[Any] = (),
    level: int = 3,
    id: str = "",
) -> SafeString:
    """One thing of a list: its title is the link, the content a sentence or two, the meta line comes last.

    `status` and `state` show a paver and a word first in the meta line; `meta` is a list of short texts (or a single text).
    """
    accepted("brief", "level", level, (2, 3, 4))
    if status:
        accepted("brief", "state", state, STATUS_STATES)
    short = [meta] if isinstance(meta, str) else [piece for piece in meta if piece]
    text = conditional_escape(content).strip()
    paragraph = (text if text.startswith("<") else f"<p>{text}</p>") if text else ""
    return _brief(
        paragraph, conditional_escape(linked(title, url)), state, conditional_escape(status),
        " ".join([f"<span>{conditional_escape(piece)}</span>" for piece in short]), level, id,
    )  # fmt: skip


@lru_cache(maxsize=1_000)
def _brief(paragraph: str, title: str, state: str, status: str, meta: str, level: int, id: str) -> SafeString:
    """Draw it from HTML: every part is escaped before."""
    mark = f'<span class="ui-status{"" if state == "coming" else f" ui-status--{state}"}">{status}</span> ' if status else ""
    last = f'<p class="ui-meta">{mark}{meta}</p>' if mark or meta else ""
    named = format_html(' id="{}"', id) if id else ""
    return mark_safe(f"<li{named}><h{level}>{title}</h{level}>{paragraph}{last}</li>")  # noqa: S308 (see above)


@register.simple_tag
def acts(items: Iterable[Any], *, label: str = "") -> SafeString:
    """Acts of the public record (list of PublicAct): time in the left column, then what was done, and its number."""
    rows = [
        format_html(
            '<li><time datetime="{}">{}</time><span>{}{}</span></li>',
            act.when.isoformat(),
            moments.short(act.when),
            act.text,
            when(act.number, ' <a href="{}">{}</a>', act.url, act.number),
        )
        for act in parts("acts", PublicAct, items)
    ]
    return format_html('<ol class="ui-acts"{}>{}</ol>', when(label, ' aria-label="{}"', label), joined(rows))


@register.simple_tag
def figures(items: Iterable[Any], *, band: bool = False) -> SafeString:
    """Key figures (list of Figure): the figure, then what it counts with its denominator."""
    language = get_language() or "fr"
    return format_html(
        '<dl class="ui-figures{}">{}</dl>',
        " ui-figures--band" if band else "",
        format_html_join(
            "",
            "<div><dt>{}</dt><dd>{}</dd></div>",
            (
                (item.label, spelled(item.value, language) if isinstance(item.value, int) else item.value)
                for item in parts("figures", Figure, items)
            ),
        ),
    )


@register.simple_tag
def ledger(items: Iterable[Any], *, texts: bool = False) -> SafeString:
    """Names and amounts, one per line (list of Line); with `texts` what stands beside the names is read, not added up."""
    return format_html(
        '<dl class="ui-ledger{}">{}</dl>',
        " ui-ledger--texts" if texts else "",
        format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", ((line.label, line.value) for line in parts("ledger", Line, items))),
    )


@register.simple_tag
def queue(items: Iterable[Any], *, level: int = 3) -> SafeString:
    """What waits in the office (list of Task, already sorted by due): only the first button is primary."""
    accepted("queue", "level", level, (2, 3, 4))
    rows = [
        format_html(
            '<li><p class="ui-queue__due">{}</p><div><h{}>{}</h{}>{}</div>{}</li>',
            task.due,
            level,
            linked(task.title, task.url),
            level,
            when(task.why, "<p>{}</p>", task.why),
            button(task.action, url=task.action_url or task.url, kind="second" if index else "primary"),
        )
        for index, task in enumerate(parts("queue", Task, items))
    ]
    return format_html('<ol class="ui-queue">{}</ol>', joined(rows))


@register.simple_tag
def steps(sentences: Iterable[Any]) -> SafeString:
    """An explanation step by step: one sentence or paragraph per step, numbered because they are steps; one alone has no number."""
    sentences = list(sentences)
    if len(sentences) == 1:
        return format_html("<p>{}</p>", sentences[0])
    return format_html('<ol class="ui-steps">{}</ol>', format_html_join("", "<li><p>{}</p></li>", ((each,) for each in sentences)))


@register.simple_tag
def pavement(counts: Mapping[str, int], *, label: str, small: bool = False) -> SafeString:
    """One paver per thing, e.g. {"kept": 17, "half": 9, "late": 4, "dropped": 1}; `label` gives the figures as a sentence.

    Above 500 things it draws nothing: use a bar chart.
    """
    total = 0
    for state, count in counts.items():
        accepted("pavement", "state", state, STATUS_STATES)
        if count < 0:
            raise TemplateSyntaxError(f"{{% pavement %}}: the count of {state!r} must not be negative; got {count}.")
        total += count
    if not total or total > PAVERS_AT_MOST:
        return EMPTY
    return format_html(
        '<p class="ui-pavement{}" role="img" aria-label="{}">{}</p>',
        " ui-pavement--small" if small else "",
        label,
        format_html_join("", '<i class="is-{}"></i>', ((state,) for state, count in counts.items() for _ in range(count))),
    )
