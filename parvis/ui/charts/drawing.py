"""What every picture is made of: escaped SVG, the two inks and their hatchings, the key, the figures.

Bars have no viewBox: x and width are in per cent and heights in pixels, so that text keeps its size on any screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from html import escape
from textwrap import wrap
from typing import Any
from urllib.parse import urlsplit

FILLS = ("g1", "g2", "g3", "g4", "sparse", "crossed")  # solid dark to light, then hatched
PLAIN = ("spot", "stone", "paper")
PAVER = 18
LINE, LEADING = 34, 20  # characters of 15 px on 288 px, and the distance between two lines


@dataclass(frozen=True, slots=True)
class Tiles:
    """A server of tiles: its address with {z}, {x} and {y}, and the credit that its licence asks for."""

    address: str
    credit: str

    @property
    def origin(self) -> str:
        """Give the scheme and the host, as a content security policy names them.

        >>> Tiles("https://tiles.example.org:8443/plan/{z}/{x}/{y}.png?key=1", "© Somebody").origin
        'https://tiles.example.org:8443'
        """
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and what it says: `title` is the finding, `columns` and `rows` the same figures, `tiles` whose background it has."""

    svg: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    key: Sequence[tuple[str, str]] = field(default_factory=tuple)
    plan: bool = False
    tiles: Tiles | None = None

    def table(self) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
        """The heads and the rows of figures that the drawing shows."""
        return self.columns, self.rows


def tag(name: str, *inside: str, **attributes: Any) -> str:
    """One SVG element; `_` in an attribute stands for `-`, `class_` for class. Values are escaped, contents are not."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"' for key, value in attributes.items() if value is not None
    )
    content = "".join(inside)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def tip(*facts: object) -> str:
    """What a shape says when one points at it: "name : figure". It is read in the browser's own bubble, or in ours where scripts run."""
    return tag("title", escape(" : ".join(str(fact) for fact in facts if fact not in ("", None))))


def words(text: str, *, x: Any = 0, y: Any = 0, class_: str | None = None, anchor: str | None = None) -> str:
    """A line of text."""
    return tag("text", escape(text), x=x, y=y, class_=class_, text_anchor=anchor)


def labelled(label: str, shown: str, top: float, *, class_: str, soft: bool = False) -> tuple[list[str], float]:
    """The name of a row at the start and its value at the end, and how high they stand above the bar.

    Text in SVG does not wrap: a long name is cut into lines that fit the narrowest screen (320 px), whole words only.
    """
    lines = wrap(label, LINE, break_long_words=True) or [""]
    drawn = [words(line, y=top + 18 + index * LEADING, class_=class_) for index, line in enumerate(lines)]
    if len(lines[-1]) + len(shown) > LINE and shown:
        lines.append("")
    last = top + 18 + (len(lines) - 1) * LEADING
    if shown:
        drawn.append(words(shown, x="100%", y=last, anchor="end", class_="t-soft" if soft else None))
    return drawn, (len(lines) - 1) * LEADING


def percent(value: Fraction | Decimal | float | int, whole: Fraction | Decimal | float | int = 1) -> str:
    """A length as a share of the width, rounded to a hundredth from exact fractions when they are given."""
    part = Fraction(value) / Fraction(whole) if whole else Fraction(0)
    hundredths = round(part * 10_000)
    return f"{hundredths / 100:g}%"


def identity(*facts: Any) -> str:
    """An id that the same facts always give, and that two pictures of a page do not share."""
    return "p" + sha256(repr(facts).encode()).hexdigest()[:8]


def patterns(prefix: str) -> str:
    """The two hatchings: sparse, then crossed."""
    ground = tag("rect", width=8, height=8, class_="ui-c-paper")
    sparse = tag("path", d="M-2 2L2 -2M0 8L8 0M6 10L10 6", class_="ui-hatch", stroke_width="1.6")
    small = tag("rect", width=6, height=6, class_="ui-c-paper")
    crossed = tag("path", d="M0 0L6 6M6 0L0 6", class_="ui-hatch ui-hatch-dense", stroke_width="1.4")
    units = "userSpaceOnUse"
    return tag(
        "defs",
        tag("pattern", ground, sparse, id=f"{prefix}-sparse", width=8, height=8, patternUnits=units),
        tag("pattern", small, crossed, id=f"{prefix}-crossed", width=6, height=6, patternUnits=units),
    )


def filled(fill: str, prefix: str) -> dict[str, str]:
    """The attributes that paint a shape: a class for a solid ink, a pattern for a hatching.

    Raises ValueError naming the fills when the name is unknown.
    """
    if fill not in (*FILLS, *PLAIN):
        raise ValueError(f"A fill is one of {', '.join((*FILLS, *PLAIN))}; got {fill!r}.")
    if fill in ("sparse", "crossed"):
        return {"fill": f"url(#{prefix}-{fill})"}
    return {"class_": f"ui-c-{fill}" if fill in PLAIN else f"ui-{fill}"}


def paver(x: str, y: float) -> str:
    """The mark of "here": the paver of the second ink, centred on a place along the width."""
    half = PAVER // 2
    square = {"x": -half, "y": 0, "width": PAVER, "height": PAVER}
    return tag(
        "svg",
        tag("rect", **square, class_="ui-c-spot"),
        tag("rect", **square, class_="ui-s-here", stroke_width=3),
        x=x,
        y=y,
        overflow="visible",
    )


def framed(height: float, title: str, description: str, *inside: str, prefix: str, plan: str | None = None) -> str:
    """The whole drawing with its title and its description; `plan` is a viewBox for maps and treemaps."""
    size = {"viewBox": plan} if plan else {"width": "100%", "height": height}
    return tag(
        "svg",
        tag("title", escape(title), id=f"{prefix}-t"),
        tag("desc", escape(description), id=f"{prefix}-d") if description else "",
        patterns(prefix),
        *inside,
        role="img",
        aria_labelledby=f"{prefix}-t {prefix}-d" if description else f"{prefix}-t",
        **size,
    )


def swatch(fill: str, prefix: str) -> str:
    """The small rectangle of a key."""
    return tag("svg", tag("rect", width=22, height=16, **filled(fill, prefix)), viewBox="0 0 22 16", aria_hidden="true")


def keyed(entries: Iterable[tuple[str, str]], prefix: str) -> list[tuple[str, str]]:
    """The key of a picture: (small drawing, word) for each (fill, word)."""
    return [(swatch(fill, prefix), word) for fill, word in entries]
