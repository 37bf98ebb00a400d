"""The library every component registers in, and the checks they share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.template import Library, TemplateSyntaxError
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

register = Library()

Part = TypeVar("Part")
EMPTY = SafeString("")


def accepted(tag: str, argument: str, value: Any, values: Sequence[Any]) -> None:
    """Raise TemplateSyntaxError naming what the argument accepts, unless the value is in it."""
    if value not in values:
        names = ", ".join(repr(each) for each in values)
        raise TemplateSyntaxError(f"{{% {tag} %}}: {argument} must be one of {names}; got {value!r}.")


def parts(tag: str, kind: type[Part], items: Iterable[Any]) -> list[Part]:
    """The items as parts of one kind; a mapping is made into a part, anything else is refused by name."""
    if isinstance(items, str) or not isinstance(items, Iterable):
        raise TemplateSyntaxError(f"{{% {tag} %}}: expected a list of {kind.__name__}; got {items!r}.")
    made = []
    for item in items:
        if isinstance(item, Mapping):
            try:
                item = kind(**item)
            except (TypeError, ValueError) as error:
                raise TemplateSyntaxError(f"{{% {tag} %}}: {error}") from error
        if not isinstance(item, kind):
            raise TemplateSyntaxError(f"{{% {tag} %}}: expected {kind.__name__}, got {type(item).__name__} ({item!r}).")
        made.append(item)
    return made


def heading_level(tag: str, value: int) -> None:
    """Refuse a heading level that would break the outline of a page: h1 belongs to the page."""
    accepted(tag, "level", value, (2, 3, 4))


def anchor(title: str, given: str, prefix: str = "") -> str:
    """The id of a block: the one given, or one made from its title."""
    return given or f"{prefix}{slugify(title)[:48] or 'part'}"


def linked(label: Any, url: str, **attributes: str) -> SafeString:
    """The label, inside a link when there is an address."""
    if not url:
        return conditional_escape(label)
    return format_html('<a href="{}"{}>{}</a>', url, attrs(attributes), label)


def attrs(attributes: Mapping[str, Any]) -> SafeString:
    """HTML attributes: true ones alone, false, None and empty ones left out; `_` in a name stands for `-`."""
    out = EMPTY
    for name, value in attributes.items():
        if value is True:
            out += format_html(" {}", name.replace("_", "-"))
        elif value not in (None, False, ""):
            out += format_html(' {}="{}"', name.replace("_", "-"), value)
    return out


def joined(pieces: Iterable[Any]) -> SafeString:
    """The pieces one after the other, each escaped unless it is already HTML."""
    return mark_safe("".join(conditional_escape(piece) for piece in pieces))  # noqa: S308 every piece is escaped here


def when(condition: Any, template: str, *values: Any) -> SafeString:
    """The formatted HTML when the condition holds, nothing otherwise."""
    if not condition:
        return EMPTY
    return format_html(template, *values) if values else SafeString(template)
