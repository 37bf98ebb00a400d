"""Several pictures on one sheet: an SVG file of its own, with titles, keys and notes, that any browser or word processor opens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from parvis.ui.charts.drawing import Picture, tag, words

WIDTH, EDGE = 760, 40
TITLE, HEADING, TEXT = 30, 26, 21  # from a line to the next
FONT = "Atkinson Hyperlegible Next, Verdana, DejaVu Sans, sans-serif"
INKS = (
    f"text{{font:400 15px {FONT};fill:#182228}}.t-bold{{font-weight:700}}.t-soft{{fill:#475258}}.t-back{{fill:#fcfbf8}}"
    ".t-title{font-weight:700;font-size:23px}.t-head{font-weight:700;font-size:18px}.t-plan{font-weight:700;font-size:28px}"
    ".ui-g1{fill:#243037}.ui-g2{fill:#4e646d}.ui-g3{fill:#78929a}.ui-g4{fill:#d6d4cc}"
    ".ui-hatch{stroke:#4e646d;fill:none}.ui-hatch-dense{stroke:#243037}.ui-area{stroke:#fcfbf8;stroke-width:1}"
    ".ui-c-ink{fill:#182228}.ui-c-spot{fill:#f6cd55}.ui-c-stone{fill:#e5e3db}.ui-c-paper{fill:#fcfbf8}"
    ".ui-s-ink{stroke:#182228;fill:none}.ui-s-line{stroke:#cdcbc2;fill:none}.ui-s-paper{stroke:#fcfbf8;fill:none}"
    ".ui-s-here{stroke:#182228;fill:none}.ui-ring{fill:#fcfbf8;stroke:#182228}"
)
"""The inks of the pages by day (styles/tokens.css)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A picture, what stands above and under it, and how high it is drawn (a plan: as wide as the sheet, unless said)."""

    heading: str
    picture: Picture
    height: float
    note: str = ""


def height_of(picture: Picture) -> float:
    """Give how high a picture is drawn, whose width is that of what holds it; 0 for a plan.

    >>> from parvis.ui.charts.bars import Bar, bars
    >>> height_of(bars([Bar("Oui", 3)], title="Trois voix", columns=("Réponse", "Voix")))
    62.0
    """
    found = re.search(r'height="([\d.]+)"', picture.svg)
    return float(found[1]) if found else 0.0


def _whole(svg: str) -> str:
    """Let a mark that stands at the end of a bar be seen whole: in a file of its own, no style says so."""
    return svg.replace("<svg ", '<svg overflow="visible" ', 1)


def sheet(title: str, parts: Sequence[Part], notes: Sequence[str] = ()) -> str:
    """Give the text of an .svg file."""
    inside = WIDTH - 2 * EDGE
    drawn, top = list[str](), float(EDGE)
    for line in wrap(title, 52):
        top += TITLE
        drawn.append(words(line, x=EDGE, y=top, class_="t-title"))
    for part in parts:
        top += 34
        drawn.append(tag("rect", x=EDGE, y=top, width=inside, height=3, class_="ui-c-ink"))
        top += 8
        for line in wrap(part.heading, 66):
            top += HEADING
            drawn.append(words(line, x=EDGE, y=top, class_="t-head"))
        for line in wrap(part.note, 82):
            top += TEXT
            drawn.append(words(line, x=EDGE, y=top, class_="t-soft"))
        top += 14
        drawn.append(tag("svg", _whole(part.picture.svg), x=EDGE, y=top, width=inside, height=round(part.height), overflow="visible"))
        top += part.height + 6
        top = _key(part.picture.key, drawn, top)
    if notes:
        top += 28
        drawn.append(tag("rect", x=EDGE, y=top, width=inside, height=1, class_="ui-c-ink"))
        top += 6
        for note in notes:
            for line in wrap(note, 82):
                top += TEXT
                drawn.append(words(line, x=EDGE, y=top, class_="t-soft"))
            top += 6
    whole = round(top + EDGE)
    return tag(
        "svg",
        tag("title", escape(title)),
        tag("style", INKS),
        tag("rect", width="100%", height="100%", class_="ui-c-paper"),
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {whole}",
        width=WIDTH,
        height=whole,
        role="img",
    )


def _key(key: Sequence[tuple[str, str]], drawn: list[str], top: float) -> float:
    """Draw the key in lines, and give where it ends."""
    x = float(EDGE)
    if key:
        top += 10
    for small, word in key:
        wide = 40 + 8.6 * len(word)
        if x + wide > WIDTH - EDGE and x > EDGE:
            x, top = EDGE, top + 26
        drawn.append(tag("svg", small, x=x, y=top, width=22, height=16))
        drawn.append(words(word, x=x + 29, y=top + 13))
        x += wide
    return top + 18 if key else top
