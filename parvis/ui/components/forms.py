"""Forms that forgive: label, help, error, input, in this order; a summary of errors that takes focus; choices as lists."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField, CheckboxInput, Textarea
from django.http import QueryDict
from django.template import Context, TemplateSyntaxError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from parvis.ui.components.actions import button
from parvis.ui.components.library import EMPTY, accepted, attrs, joined, register, when


@register.simple_tag
def form(form: BaseForm, *, level: int = 2) -> SafeString:
    """The whole form: summary of errors, then every field in its order. The page writes the `<form>`, the token and the buttons."""
    if not isinstance(form, BaseForm):
        raise TemplateSyntaxError(f"{{% form %}}: expected a Form; got {type(form).__name__}.")
    fields = joined(field_html(bound) for bound in form.visible_fields())
    return joined([errors(form, level=level), *(str_safe(bound) for bound in form.hidden_fields()), fields])


def str_safe(bound: BoundField) -> SafeString:
    return SafeString(str(bound))


@register.simple_tag
def errors(form: BaseForm, *, level: int = 2) -> SafeString:
    """What must be corrected, at the top of the form, each line a link to its field. Empty when all is well."""
    accepted("errors", "level", level, (2, 3))
    if not form.is_bound or not form.errors:
        return EMPTY
    lines = [format_html("<li>{}</li>", message) for message in form.errors.get(NON_FIELD_ERRORS, [])]
    for name, messages in form.errors.items():
        if name == NON_FIELD_ERRORS:
            continue
        bound = form[name]
        target = _first_id(bound)
        lines.extend(
            format_html('<li><a href="#{}">{}</a></li>', target, f"{_bare(bound.label)}{_colon()}{message}") for message in messages
        )
    title = ngettext("%(count)d point to correct", "%(count)d points to correct", len(lines)) % {"count": len(lines)}
    return format_html(
        '<ui-errors><div class="ui-errors" tabindex="-1" role="alert" aria-labelledby="form-errors">'
        '<h{} id="form-errors">{}</h{}><ul>{}</ul></div></ui-errors>',
        level,
        title,
        level,
        joined(lines),
    )


def _bare(label: object) -> str:
    """Give a label without the stop or the question mark at its end, so that a colon can follow."""
    return str(label).rstrip(" .?:\u00a0\u202f")


def _colon() -> str:
    return gettext(": ")


def _first_id(bound: BoundField) -> str:
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field of a form, with its label, help, errors and input; choices are lists of radios or boxes."""
    if not isinstance(bound, BoundField):
        raise TemplateSyntaxError(f"{{% field %}}: expected a field of a form; got {type(bound).__name__}.")
    return field_html(bound)


def field_html(bound: BoundField) -> SafeString:
    """The markup of a field; {{ form.field.as_field_group }} gives the same."""
    widget = bound.field.widget
    help_id, error_id = f"{bound.auto_id}_helptext", f"{bound.auto_id}_error"
    help_text = joined(
        [
            when(bound.help_text, '<p class="ui-help" id="{}">{}</p>', help_id, bound.help_text),
            _errors_of(bound, error_id),
        ]
    )
    classes = "ui-field has-error" if bound.errors else "ui-field"
    described = " ".join(part for part, there in ((help_id, bound.help_text), (error_id, bound.errors)) if there)
    optional = when(
        not bound.field.required and not bound.field.disabled and not isinstance(widget, CheckboxInput),
        ' <span class="ui-optional">({})</span>',
        gettext("optional"),
    )
    if isinstance(widget, CheckboxInput):
        box = bound.as_widget(attrs={"aria-describedby": described} if described else {})
        return format_html(
            '<div class="{}">{}<label class="ui-choice" for="{}">{} <span>{}</span></label></div>',
            classes,
            help_text,
            bound.id_for_label,
            box,
            bound.label,
        )
    if bound.use_fieldset and hasattr(widget, "option_inherits_attrs") and bound.widget_type in _LISTS:
        return format_html(
            '<fieldset class="{}"{}><legend>{}{}</legend>{}<div class="ui-choices">{}</div></fieldset>',
            classes,
            attrs({"aria-describedby": described, "id": bound.auto_id}),
            bound.label,
            optional,
            help_text,
            joined(_choice(each) for each in bound.subwidgets),
        )
    if bound.use_fieldset:
        return format_html(
            '<fieldset class="{}"{}><legend>{}{}</legend>{}{}</fieldset>',
            classes,
            attrs({"aria-describedby": described}),
            bound.label,
            optional,
            help_text,
            bound.as_widget(attrs={"class": _input_classes(widget)}),
        )
    return format_html(
        '<div class="{}"><label for="{}">{}{}</label>{}{}</div>',
        classes,
        bound.id_for_label,
        bound.label,
        optional,
        help_text,
        _counted(bound, bound.as_widget(attrs={"class": _input_classes(widget)})),
    )


_LISTS = ("radioselect", "checkboxselectmultiple")


def _input_classes(widget: Any) -> str:
    return " ".join(part for part in ("ui-input", str(widget.attrs.get("class", ""))) if part)


def _counted(bound: BoundField, html: SafeString) -> SafeString:
    """Long texts with a limit say how many characters are left, where scripts run."""
    limit = bound.field.widget.attrs.get("maxlength")
    if not isinstance(bound.field.widget, Textarea) or not limit:
        return html
    return format_html(
        '<ui-count data-limit="{}" data-left="{}" data-over="{}">{}</ui-count>',
        limit,
        gettext("{n} characters left"),
        gettext("{n} characters too many"),
        html,
    )


def _choice(option: Any) -> SafeString:
    return format_html(
        '<label class="ui-choice" for="{}">{} <span>{}</span></label>',
        option.id_for_label,
        option.tag(),
        capfirst(option.choice_label),
    )


def _errors_of(bound: BoundField, error_id: str) -> SafeString:
    if not bound.errors:
        return EMPTY
    word = gettext("Error: ")
    return format_html(
        '<div id="{}">{}</div>',
        error_id,
        format_html_join("", '<p class="ui-error">{}{}</p>', ((word, message) for message in bound.errors)),
    )


@register.simple_tag
def here(latitude: BoundField, longitude: BoundField, *, label: str, note: str, done: str, refused: str) -> SafeString:
    """After two fields of coordinates, where scripts run: a button that asks the device where the reader is.

    `note` says what becomes of it, `done` and `refused` what came out.
    """
    return format_html(
        '<ui-here data-latitude="{}" data-longitude="{}" data-label="{}" data-note="{}" data-done="{}" data-refused="{}"></ui-here>',
        latitude.id_for_label, longitude.id_for_label, label, note, done, refused,
    )  # fmt: skip


@register.simple_tag
def filters(form: BaseForm, *, label: str, action: str = "", submit: str = "", search: str = "q", id: str = "filters") -> SafeString:
    """A GET form whose fields live in the address. `search` names the field that takes two columns.

    Where scripts run it is sent as soon as a choice changes.
    """
    cells = []
    for bound in form.visible_fields():
        classes = "ui-filters__search" if bound.name == search else ""
        inside = bound.as_widget(attrs={"class": "ui-input"})
        cells.append(
            format_html('<div{}><label for="{}">{}</label>{}</div>', attrs({"class": classes}), bound.id_for_label, bound.label, inside)
        )
    return format_html(
        '<ui-filters><form class="ui-filters" method="get" role="search" aria-label="{}" id="{}"{}>{}{}{}</form></ui-filters>',
        label,
        id,
        attrs({"action": action}),
        joined(str_safe(bound) for bound in form.hidden_fields()),
        joined(cells),
        button(submit or gettext("Filter")),
    )


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: Any) -> str:
    """The address of this page with these parameters changed; an empty value takes one away. The page number starts again."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag
def upload_limits(*, kinds: str, megabytes: int) -> str:
    """The sentence under a file input: which kinds ("JPEG, PNG or PDF"), how heavy at most."""
    return gettext("%(kinds)s, %(megabytes)d MB at most.") % {"kinds": kinds, "megabytes": megabytes}
