"""Ballots: approval (as many as one likes) and grades (majority judgment). Real radios and boxes, whatever the width."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from parvis.ui.components.library import accepted, attrs, joined, parts, register, when
from parvis.ui.parts import Option

GRADES = range(3, 8)


@register.simple_tag
def approval(
    options: Iterable[Any], *, legend: str, name: str = "choice", chosen: Sequence[str] = (), help: str = "", error: str = ""
) -> SafeString:
    """An approval ballot (list of Option): one box per option, all under one name. Goes inside the page's `<form>`."""
    chosen = [str(each) for each in chosen]
    error_id = f"{name}-error"
    labels = [
        format_html(
            '<label for="{}"><input type="checkbox" name="{}" value="{}" id="{}"{}> <span><b>{}</b>{}</span></label>',
            f"{name}-{index}",
            name,
            option.value,
            f"{name}-{index}",
            when(option.value in chosen, " checked"),
            option.label,
            _about(option, "{}"),
        )
        for index, option in enumerate(parts("approval", Option, options))
    ]
    return format_html(
        '<fieldset class="ui-ballot ui-approval"{}><legend>{}</legend>{}{}{}</fieldset>',
        attrs({"aria-describedby": error_id if error else ""}),
        legend,
        when(help, '<p class="ui-help">{}</p>', help),
        when(error, '<p class="ui-error" id="{}">{}{}</p>', error_id, gettext("Error: "), error),
        joined(labels),
    )


@register.simple_tag
def grades(
    options: Iterable[Any],
    *,
    grades: Sequence[tuple[str, str]],
    chosen: Mapping[str, str] | None = None,
    heading: str = "",
    prefix: str = "grade-",
) -> SafeString:
    """A ballot in grades (list of Option): a question per option, a table of radios where there is room.

    `grades` are (value, word) from the best to the worst, 3 to 7 of them. `chosen` gives the grade of each option's value.
    The form receives `prefix` + option value.
    """
    accepted("grades", "the number of grades", len(grades), tuple(GRADES))
    chosen = chosen or {}
    heads = format_html(
        '<div class="ui-ballot__heads" aria-hidden="true"><span>{}</span>{}</div>',
        heading or gettext("Option"),
        format_html_join("", "<span>{}</span>", ((word,) for _, word in grades)),
    )
    fieldsets = []
    for option in parts("grades", Option, options):
        picked = str(chosen.get(option.value, ""))
        radios = format_html_join(
            "",
            '<label><input type="radio" name="{}" value="{}"{}> <span>{}</span></label>',
            ((f"{prefix}{option.value}", value, when(str(value) == picked, " checked"), word) for value, word in grades),
        )
        fieldsets.append(
            format_html(
                '<fieldset id="{}"><legend>{}</legend>{}<div class="ui-ballot__grades">{}</div></fieldset>',
                f"{prefix}{option.value}",
                option.label,
                _about(option, '<p class="ui-ballot__about">{}</p>'),
                radios,
            )
        )
    size = "" if len(grades) == 6 else f" ui-ballot--{len(grades)}"
    return format_html('<div class="ui-ballot ui-ballot--grades{}">{}{}</div>', size, heads, joined(fieldsets))


def _about(option: Option, wrapper: str) -> SafeString:
    if not option.about and not option.url:
        return SafeString("")
    link = when(option.url, ' <a href="{}">{}</a>', option.url, gettext("Read more about “%(option)s”") % {"option": option.label})
    return format_html(wrapper, joined([option.about, link]))
