"""A picture of a result with its key and the same figures in a table."""

from django.template import TemplateSyntaxError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from parvis.ui.charts.drawing import Picture
from parvis.ui.components.library import EMPTY, accepted, attrs, register, when
from parvis.ui.components.tables import table as table_tag
from parvis.ui.parts import Column, Table


@register.simple_tag
def chart(picture: Picture, *, caption: str = "", figures: str = "folded", lead: int = 0, table_caption: str = "") -> SafeString:
    """A Picture of parvis.ui.charts, its key, and its figures. `figures` is folded, shown, hidden (read aloud only)
    or elsewhere (the page has its own table of the same figures).

    `caption` stands above the picture (its title when left out), `lead` sets the first rows of the table apart.
    """
    accepted("chart", "figures", figures, ("folded", "shown", "hidden", "elsewhere"))
    if not isinstance(picture, Picture):
        raise TemplateSyntaxError(f"{{% chart %}}: expected a Picture of parvis.ui.charts; got {type(picture).__name__}.")
    columns, rows = picture.table()
    heads = [Column(str(name), figures=bool(rows) and all(_is_figure(row[index]) for row in rows)) for index, name in enumerate(columns)]
    same = table_caption or gettext("The same figures in a table")
    shape = "figures" if len(columns) > 3 else "plain"
    table = table_tag(Table(heads, rows, lead=lead), caption=same, caption_hidden=figures == "folded", shape=shape)
    if figures == "folded":
        table = format_html('<details class="ui-more"><summary>{}</summary>{}</details>', same, table)
    elif figures == "elsewhere":
        table = EMPTY
    elif figures == "hidden":
        table = format_html('<div class="ui-hidden">{}</div>', table)
    return format_html(
        '<figure class="ui-chart{}"><figcaption>{}</figcaption><ui-chart{}>{}</ui-chart>{}{}{}</figure>',
        " ui-chart--plan" if picture.plan else "",
        caption or picture.title,
        attrs({"data-closer": gettext("Closer"), "data-farther": gettext("Farther"), "data-all": gettext("The whole")})
        if picture.plan
        else "",
        mark_safe(picture.svg),  # noqa: S308 drawing.tag escapes every value
        _origin(picture),
        when(
            picture.key,
            '<ul class="ui-key">{}</ul>',
            format_html_join("", "<li>{} {}</li>", ((mark_safe(drawn), word) for drawn, word in picture.key)),  # noqa: S308
        ),
        table,
    )


def _origin(picture: Picture) -> SafeString:
    """Say whom the browser asks for the background of a map: it is the one thing that comes from elsewhere."""
    if picture.tiles is None:
        return EMPTY
    words = gettext("Background: %(credit)s. Your browser asks %(server)s for it, which thus sees that this place was looked at.")
    return format_html('<p class="ui-small ui-soft">{}</p>', words % {"credit": picture.tiles.credit, "server": picture.tiles.origin})


def _is_figure(cell: object) -> bool:
    return isinstance(cell, int) or (isinstance(cell, str) and cell[:1].isdecimal())
