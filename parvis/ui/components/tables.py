"""Tables whose rows become cards on a phone; progress of long work."""

from collections.abc import Sequence
from typing import Any

from django.template import TemplateSyntaxError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from parvis.ui.components.library import EMPTY, accepted, joined, register, when
from parvis.ui.parts import Column, Link, Table
from parvis.ui.typography import number


@register.simple_tag
def table(table: Table, *, caption: str, caption_hidden: bool = False, shape: str = "cards") -> SafeString:
    """A Table: the first column heads each row. `shape` is cards (rows become cards on a phone), figures (cards with
    small columns of figures) or plain (stays a table). The caption is always there, hidden when the title above says it."""
    accepted("table", "shape", shape, ("cards", "figures", "plain"))
    if not isinstance(table, Table):
        raise TemplateSyntaxError(f"{{% table %}}: expected a Table; got {type(table).__name__}.")
    columns = [each if isinstance(each, Column) else Column(str(each)) for each in table.columns]
    classes = {
        "cards": "ui-table ui-table--cards",
        "figures": "ui-table ui-table--cards ui-table--figures",
        "plain": "ui-table",
    }[shape]
    # Some readers lose the table when its rows are shown as a grid: the roles are written.
    roles = shape != "plain"
    return format_html(
        '<table{} class="{}"><caption{}>{}</caption><thead{}><tr{}>{}</tr></thead><tbody{}>{}</tbody></table>',
        when(roles, ' role="table"'),
        classes,
        when(caption_hidden, ' class="ui-hidden"'),
        caption,
        when(roles, ' role="rowgroup"'),
        when(roles, ' role="row"'),
        format_html_join(
            "",
            '<th{} scope="col"{}>{}</th>',
            ((when(roles, ' role="columnheader"'), when(column.figures, ' class="ui-n"'), column.label) for column in columns),
        ),
        when(roles, ' role="rowgroup"'),
        joined(_row(columns, row, index < table.lead, roles) for index, row in enumerate(table.rows)),
    )


def _row(columns: Sequence[Column], row: Sequence[Any], leads: bool, roles: bool) -> SafeString:
    cells = [format_html('<th{} scope="row">{}</th>', when(roles, ' role="rowheader"'), _cell(row[0]))]
    for column, value in zip(columns[1:], row[1:], strict=True):
        classes = " ".join(name for name, there in (("ui-n", column.figures), ("ui-wide", column.wide)) if there)
        cells.append(
            format_html(
                "<td{}{}{}>{}</td>",
                when(roles, ' role="cell"'),
                when(roles and column.label, ' data-label="{}"', column.label),
                when(classes, ' class="{}"', classes),
                _cell(value),
            )
        )
    return format_html("<tr{}{}>{}</tr>", when(roles, ' role="row"'), when(leads, ' class="is-first"'), joined(cells))


def _cell(value: Any) -> Any:
    if isinstance(value, Link):
        note = when(value.note, ' <span class="ui-soft">{}</span>', value.note)
        return format_html('<a href="{}">{}</a>{}', value.url, value.label, note)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value, get_language() or "fr")
    return EMPTY if value is None else value


@register.simple_tag
def progress(*, title: str, value: int, most: int, note: str = "", id: str = "progress", url: str = "") -> SafeString:
    """How far a long work is. With `url`, where scripts run, the page asks there (JSON: value, most, title, done) and shows it."""
    if most <= 0 or not 0 <= value <= most:
        raise TemplateSyntaxError(f"{{% progress %}}: expected 0 ≤ value ≤ most and most > 0; got value={value}, most={most}.")
    return format_html(
        '<ui-progress{}><p id="{}"><strong>{}</strong></p>'
        '<progress class="ui-progress" value="{}" max="{}" aria-labelledby="{}"></progress>{}</ui-progress>',
        when(url, ' data-url="{}"', url),
        id,
        title,
        value,
        most,
        id,
        when(note, '<p class="ui-small ui-soft">{}</p>', note),
    )
