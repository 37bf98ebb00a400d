"""Text that people write: CommonMark without raw HTML, cleaned, its headings under those of the page."""

import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from parvis.ui.typography import NO_BREAK, spaced

TAGS = frozenset(
    "p br strong em a ul ol li blockquote code pre hr h2 h3 h4 h5 h6 table thead tbody tr th td del".split()  # noqa: SIM905 shorter
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = {"http", "https", "mailto", "tel"}
RELATION = "nofollow noopener ugc"
LONGEST = 200_000  # characters rendered; what is longer is cut by the form long before


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20}).enable(["table", "strikethrough"])


def render(source: str, *, language: str = "fr", top: int = 3) -> SafeString:
    """The HTML of a text written in CommonMark.

    Raw HTML is shown as text, pictures become links, links carry rel="nofollow noopener ugc", the highest heading becomes
    `top` (2 to 4), and French spacing is put in when the text is French. Raises ValueError when `top` is out of range.

    >>> render("**Oui** : <b>non</b>", language="fr")
    '<p><strong>Oui</strong>\\xa0: &lt;b&gt;non&lt;/b&gt;</p>'
    """
    if top not in (2, 3, 4):
        raise ValueError(f"The highest heading must be 2, 3 or 4; got {top!r}.")
    parser = _parser()
    tokens = parser.parse(source[:LONGEST])
    headings = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = top - min(headings) if headings else 0
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
        for child in token.children or ():
            if child.type == "image":
                _as_link(child)
        _set_spaces(token.children or [], language)
    html = parser.renderer.render(tokens, parser.options, {})
    cleaned = nh3.clean(html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=RELATION, strip_comments=True)
    # Feeds are XML, which knows no &nbsp;.
    return SafeString(cleaned.strip().replace("&nbsp;", NO_BREAK))


def _as_link(token: Token) -> None:
    """A picture from elsewhere would tell its owner who reads: leave its description and its address as text."""
    words = token.content or "image"
    token.type, token.tag, token.nesting, token.children = "text", "", 0, None
    token.content = f"{words} ({token.attrs.get('src', '')})"


def _set_spaces(children: list[Token], language: str) -> None:
    """French spacing over the texts of a block, punctuation that begins the text after a bold word included."""
    for index, child in enumerate(children):
        if child.type != "text" or not child.content:
            continue
        before = children[index - 1] if index else None
        led = before is not None and before.nesting == -1 and re.match(r"[ \u00a0]*[:;?!»%€]", child.content)
        text = spaced("x" + child.content, language)[1:] if led else spaced(child.content, language)
        child.content = text


@lru_cache(maxsize=200)  # lists show the same texts again and again; what is published asks for it twice
def plain(source: str) -> str:
    """The words of a text without any mark, for searching and for summaries.

    >>> plain("# Titre\\n\\nUn **mot**, [un lien](https://example.org).")
    'Titre Un mot, un lien.'
    """
    words: list[str] = []
    for token in _parser().parse(source[:LONGEST]):
        if token.type == "inline":
            words.append("".join(" " if t.type.endswith("break") else t.content for t in token.children or ()))
        elif token.type in ("fence", "code_block"):
            words.append(token.content)
    return " ".join(" ".join(words).split())
