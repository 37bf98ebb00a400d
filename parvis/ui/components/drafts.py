"""Drafts: a form filled in again with what was typed before, and the line that says what is kept."""

from typing import Any

from django.forms import BaseForm, BaseFormSet, FileField
from django.http import QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from parvis.ui import moments
from parvis.ui.components.actions import button
from parvis.ui.components.library import EMPTY, joined, register
from parvis.ui.parts import Draft


def fill(form: BaseForm | BaseFormSet[Any], draft: Draft) -> None:
    """Begin a form that was not sent with what was typed before; files have to be chosen again."""
    data = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        data.setlist(name, list(values))
    for each in form.forms if isinstance(form, BaseFormSet) else [form]:
        for name, field in each.fields.items():
            prefixed = each.add_prefix(name)
            if not isinstance(field, FileField) and not field.widget.value_omitted_from_data(data, {}, prefixed):
                each.initial[name] = field.widget.value_from_datadict(data, {}, prefixed)


@register.simple_tag(takes_context=True)
def draft(context: Context, form: BaseForm, *, also: Any = None) -> SafeString:
    """Fill the form (and a set of lines, `also`) with its draft and say so; nothing when there is none, or the form was just sent."""
    found = getattr(context.get("request"), "draft", None)
    if not isinstance(form, BaseForm) or not found or not found.fields or form.is_bound:
        return EMPTY
    for each in (form, also):
        if each is not None:
            fill(each, found)
    words = gettext("This is the draft you kept on %(moment)s. It is not sent yet.") % {"moment": moments.day_and_hour(found.at)}
    return format_html('<div class="ui-notice ui-before"><p>{}</p></div>', words)


@register.simple_tag(takes_context=True)
def draft_tools(context: Context, *, of: Draft | None = None, url: str = "/compte/brouillons/") -> SafeString:
    """The buttons that keep and drop a draft, after the main one; where scripts run it keeps itself, and says when."""
    found = of or getattr(context.get("request"), "draft", None)
    if not found:
        return EMPTY
    pieces = [button(gettext("Keep as a draft"), kind="quiet", name="draft", value="keep")]
    if found.fields:
        pieces.append(button(gettext("Forget the draft"), kind="quiet", name="draft", value="drop"))
    return format_html(
        '{}<ui-draft data-url="{}" data-address="{}" data-failed="{}"><p class="ui-small ui-soft" role="status">{}</p></ui-draft>',
        joined(pieces),
        url,
        found.address,
        gettext("The draft could not be kept. It is tried again."),
        gettext("Draft kept at %(hour)s.") % {"hour": moments.hour(found.at)}
        if found.at and timezone.localdate(found.at) == timezone.localdate()
        else "",
    )
