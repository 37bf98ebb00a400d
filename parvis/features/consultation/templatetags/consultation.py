"""`{% load consultation %}{% offered "decisions" "answer_to" ref %}`: what another room offers on any ref, where that room is there."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import template
from django.template import Context, Template
from django.template.engine import Engine
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from parvis.core.processes.models import Phase
from parvis.core.record.pages import piece
from parvis.features.consultation.forms import FilterForm
from parvis.features.consultation.models import Contribution
from parvis.features.consultation.rows import row as drawn
from parvis.ui.sentences import sentence

register = template.Library()


@register.simple_tag
def contribution_row(row: Contribution) -> SafeString:
    """One contribution of a list."""
    return drawn(row)


@register.simple_tag
def contribution_filters(form: FilterForm, *, label: str) -> SafeString:
    """The filters of a list, drawn once for all who choose the same."""
    fields = tuple(
        (name, form.data.get(name, ""), tuple((str(value), str(words)) for value, words in getattr(field, "choices", ())))
        for name, field in form.fields.items()
    )
    return piece("consultation/_filters.html", (fields, label), {"form": form, "label": label})


@register.simple_tag
def explained(phase: Phase) -> list[str]:
    """What came out of a phase that is closed, step by step; nothing before."""
    language = (get_language() or "fr")[:2]
    steps = phase.outcome.steps if phase.state == Phase.State.CLOSED and hasattr(phase, "outcome") else []
    return [sentence(step["code"], step["facts"], language) for step in steps]


@cache
def _offer(library: str, tag: str, names: tuple[str, ...]) -> Template | None:
    found = Engine.get_default().template_libraries.get(library)
    if found is None or tag not in found.tags:
        return None
    more = "".join(f" {name}=offered_{name}" for name in names)
    return Template(f"{{% load {library} %}}{{% {tag} offered_about{more} %}}")


@register.simple_tag(takes_context=True)
def offered(context: Context, library: str, tag: str, about: Any, **more: Any) -> SafeString | str:
    """Show what a tag of another room gives for this; nothing when the room is not installed."""
    offer = _offer(library, tag, tuple(more))
    if offer is None:
        return ""
    with context.push(offered_about=about, **{f"offered_{name}": value for name, value in more.items()}):
        return offer.render(context)
