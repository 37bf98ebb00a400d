"""`parvis corpus similar|duplicates|themes|synthesis|arguments FILE`: makes sense of many contributions; no model, no invented sentence."""

import argparse
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from parvis.cli.errors import CommandError
from parvis.cli.explain import language
from parvis.ui.sentences import sentence

if TYPE_CHECKING:
    from parvis.mechanisms.corpus.synthesis import Quote, Synthesis
    from parvis.mechanisms.corpus.texts import Source, Text

WORDS = {
    "fr": {
        "pro": "Pour",
        "contra": "Contre",
        "silent": "personne n’a rien dit de plus",
        "left": "Sans citation",
        "rest": "Sans thème",
        "all": "Tout",
    },
    "en": {
        "pro": "For",
        "contra": "Against",
        "silent": "nobody has said more",
        "left": "Without a quotation",
        "rest": "Without a theme",
        "all": "All",
    },
}
LINE = 110
BARS = 15
Shown = tuple[object, Iterator[str], list[tuple[str, int]]]
"""What was found as plain values, in lines, and as things with their numbers, for a picture."""
PICTURES = {
    "fr": {
        "similar": ("Contributions proches, en centièmes de ce que dit le texte", ("Contribution", "Part")),
        "duplicates": ("Groupes de textes presque identiques", ("Texte", "Textes du groupe")),
        "themes": ("Thèmes proposés", ("Mots", "Contributions")),
        "synthesis": ("Contributions et arguments que les citations représentent, en centièmes", ("Thème", "Part")),
        "arguments": ("Contributions les plus discutées", ("Contribution", "Arguments")),
    },
    "en": {
        "similar": ("Contributions near this text, in hundredths of what it says", ("Contribution", "Share")),
        "duplicates": ("Groups of nearly equal texts", ("Text", "Texts in the group")),
        "themes": ("Proposed themes", ("Words", "Contributions")),
        "synthesis": ("Contributions and arguments that quotations stand for, in hundredths", ("Theme", "Share")),
        "arguments": ("Contributions argued about most", ("Contribution", "Arguments")),
    },
}
LEFT = {"fr": "{more} autres ne sont pas dessinés.", "en": "{more} more are not drawn."}


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="what")
    similar = _kind(kinds, "similar", "what has been said already, near a text")
    similar.add_argument("--text", required=True, help="the text that somebody is about to write")
    similar.add_argument("--most", type=int, default=5, help="how many to show (5)")
    near = _kind(kinds, "duplicates", "texts that say the same in nearly the same words")
    near.add_argument("--least", type=int, default=85, metavar="N", help="likeness, in a hundred, from which two texts are linked (85)")
    themes = _kind(kinds, "themes", "themes for people to name")
    told = _kind(kinds, "synthesis", "quotations that stand for many contributions, pro beside contra, and what is left out")
    for chosen in (themes, told):
        chosen.add_argument("--number", type=int, help="how many themes; left out, it follows from the number of texts")
    told.add_argument("--quotes", type=int, default=5, help="quotations for each theme (5)")
    told.add_argument("--pairs", type=int, default=3, help="pairs of arguments for each theme (3)")
    mapped = _kind(kinds, "arguments", "who answers what, with premises and sources")
    mapped.add_argument("--argdown", action="store_true", help="write the map in Argdown")
    mapped.add_argument("--sources", type=Path, metavar="FILE", help="sources: title, link, kind, and the ref of what they support")
    for chosen in (told, mapped):
        chosen.add_argument("--arguments", type=Path, metavar="FILE", help="arguments: text, side, and the ref of what they are about")


def _kind(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, said: str) -> argparse.ArgumentParser:
    parser = kinds.add_parser(name, help=said, description=said[0].upper() + said[1:] + ".")
    parser.add_argument("file", type=Path, help="contributions: .jsonl, .json, .csv or .tsv, alone or with .gz")
    parser.add_argument("--json", action="store_true", help="write everything that was found as JSON")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="also draw what was found, as bars")
    parser.add_argument("--language", choices=["fr", "en"], help="language of the explanation")
    return parser


def run(arguments: argparse.Namespace) -> int:
    shown: dict[str, Callable[[argparse.Namespace, str], Shown]] = {
        "similar": _similar,
        "duplicates": _duplicates,
        "themes": _themes,
        "synthesis": _synthesis,
        "arguments": _arguments,
    }
    try:
        found, lines, drawn = shown[arguments.kind](arguments, language(arguments.language))
    except ValueError as error:  # BadCorpus among them: the message says what was expected
        raise CommandError(str(error)) from None
    if arguments.chart:
        arguments.chart.write_text(_chart(arguments.kind, drawn, language(arguments.language)), encoding="utf-8")
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print(*lines, sep="\n")
    return 0


def _similar(arguments: argparse.Namespace, spoken: str) -> Shown:
    from parvis.mechanisms.corpus.similar import Index

    texts = _texts(arguments.file)
    wholes = {text.ref: text.whole for text in texts}
    matches = Index.of(texts).similar(arguments.text, most=arguments.most)

    def lines() -> Iterator[str]:
        facts = {"found": len(matches), "texts": len(texts)}
        yield sentence("corpus.similar.found" if matches else "corpus.similar.none", facts, spoken)
        for match in matches:
            yield f"{match.shared:>4} %  [{match.ref}] {_short(wholes[match.ref])}  ({', '.join(match.words)})"
        yield sentence("corpus.similar.limits", {}, spoken)

    found = [{"ref": match.ref, "shared": match.shared, "words": list(match.words), "text": wholes[match.ref]} for match in matches]
    drawn = [(_short(wholes[match.ref], 60), match.shared) for match in matches]
    return {"texts": len(texts), "similar": found}, lines(), drawn


def _duplicates(arguments: argparse.Namespace, spoken: str) -> Shown:
    from parvis.mechanisms.corpus.duplicates import duplicates
    from parvis.mechanisms.corpus.sketches import Sketches

    texts = _texts(arguments.file)
    wholes = {text.ref: text.whole for text in texts}
    found = duplicates(Sketches.of(texts), arguments.least)
    facts = {"texts": found.texts, "groups": len(found.groups), "grouped": found.grouped, "distinct": found.distinct}
    equal = sum(group.equal for group in found.groups)

    def lines() -> Iterator[str]:
        yield sentence("corpus.duplicates.found" if found.groups else "corpus.duplicates.none", facts, spoken)
        if equal:
            yield sentence("corpus.duplicates.equal", {"equal": equal}, spoken)
        for group in found.groups:
            yield f"{len(group.refs):>4} {'=' if group.equal else '≈'}  {_short(wholes[group.refs[0]])}  [{_some(group.refs)}]"
        yield sentence("corpus.duplicates.limits", {}, spoken)

    links = [{"one": link.one, "other": link.other, "likeness": link.likeness, "equal": link.equal} for link in found.links]
    groups = [{"refs": list(group.refs), "equal": group.equal} for group in found.groups]
    drawn = [(_short(wholes[group.refs[0]], 60), len(group.refs)) for group in found.groups]
    return {**facts, "groups": groups, "links": links}, lines(), drawn


def _themes(arguments: argparse.Namespace, spoken: str) -> Shown:
    from parvis.mechanisms.corpus.themes import themes

    texts = _texts(arguments.file)
    wholes = {text.ref: text.whole for text in texts}
    found = themes(texts, arguments.number)

    def lines() -> Iterator[str]:
        facts = {"themes": len(found.themes), "texts": found.texts, "without": len(found.without)}
        yield sentence("corpus.themes.found" if found.themes else "corpus.themes.none", facts, spoken)
        for theme in found.themes:
            yield f"{len(theme.refs):>5}  {', '.join(theme.words)}"
            yield f"       [{theme.refs[0]}] {_short(wholes[theme.refs[0]])}"
        yield sentence("corpus.themes.limits", {}, spoken)

    proposed = [{"words": list(theme.words), "refs": list(theme.refs)} for theme in found.themes]
    drawn = [(", ".join(theme.words[:4]), len(theme.refs)) for theme in found.themes]
    return {"texts": found.texts, "themes": proposed, "without": list(found.without)}, lines(), drawn


def _synthesis(arguments: argparse.Namespace, spoken: str) -> Shown:
    from parvis.mechanisms.corpus.synthesis import synthesis

    texts = _texts(arguments.file)
    argued = _argued(arguments.arguments, texts)
    found = synthesis(texts, argued, number=arguments.number, quotes=arguments.quotes, pairs=arguments.pairs)
    drawn = []
    for part in found.parts:
        whole = len(part.refs) + part.pro + part.contra
        drawn.append((_title(part.words, len(found.parts), spoken), 100 * (whole - len(part.left_out)) // max(whole, 1)))
    return _synthesis_json(found), _told(found, spoken), drawn


def _told(found: "Synthesis", spoken: str) -> Iterator[str]:
    said = WORDS[spoken]
    yield sentence("corpus.synthesis.made", {"texts": found.texts, "arguments": found.arguments, "parts": len(found.parts)}, spoken)
    left = sum(len(part.left_out) for part in found.parts)
    whole = found.texts + found.arguments
    yield sentence("corpus.synthesis.share", {"covered": whole - left, "all": whole, "left": left}, spoken)
    for part in found.parts:
        yield f"\n# {_title(part.words, len(found.parts), spoken)} ({len(part.refs)})"
        for quote in part.quotes:
            yield f"  {_share(quote.share):>4}  {_quoted(quote, spoken)}"
        for pair in part.pairs:
            yield f"    {said['pro']:<7}  {_quoted(pair.pro, spoken) if pair.pro else said['silent']}"
            yield f"    {said['contra']:<7}  {_quoted(pair.contra, spoken) if pair.contra else said['silent']}"
        if part.left_out:
            yield f"  {said['left']} ({len(part.left_out)}): {_some(part.left_out)}"
    yield "\n" + sentence("corpus.synthesis.limits", {}, spoken)


def _title(words: Sequence[str], parts: int, spoken: str) -> str:
    return ", ".join(words[:5]) or WORDS[spoken]["all" if parts == 1 else "rest"]


def _synthesis_json(found: "Synthesis") -> dict[str, object]:
    parts = []
    for part in found.parts:
        pairs = [{"for": _quote_json(pair.pro), "against": _quote_json(pair.contra)} for pair in part.pairs]
        parts.append(
            {
                "words": list(part.words),
                "refs": list(part.refs),
                "quotes": [_quote_json(quote) for quote in part.quotes],
                "for": part.pro,
                "against": part.contra,
                "pairs": pairs,
                "left_out": list(part.left_out),
            }
        )
    return {"format": "parvis/synthesis", "schema": 1, "texts": found.texts, "arguments": found.arguments, "parts": parts}


def _quote_json(quote: "Quote | None") -> dict[str, object] | None:
    if quote is None:
        return None
    stands_for = {"stands_for": list(quote.stands_for), "share": str(quote.share)}
    return {"text": quote.words, "ref": quote.ref, "start": quote.start, "end": quote.end, **stands_for}


def _arguments(arguments: argparse.Namespace, spoken: str) -> Shown:
    from parvis.mechanisms.corpus.arguments import argdown, argument_map

    texts = _texts(arguments.file)
    argued = _argued(arguments.arguments, texts)
    mapped = argument_map(texts, argued, _sources(arguments.sources))

    def lines() -> Iterator[str]:
        if arguments.argdown:
            yield argdown(mapped)
            return
        pro, contra = (sum(one.side == side for one in argued) for side in ("for", "against"))
        sources = mapped.variety.sources
        yield sentence("corpus.arguments.made", {"claims": len(texts), "pro": pro, "contra": contra, "sources": sources}, spoken)
        if mapped.elsewhere:
            yield sentence("corpus.arguments.elsewhere", {"elsewhere": len(mapped.elsewhere)}, spoken)
        if mapped.variety.kinds is not None and mapped.variety.places is not None:
            facts = {"kinds": str(mapped.variety.kinds), "places": str(mapped.variety.places)}
            yield sentence("corpus.arguments.variety", facts, spoken)
        for claim in mapped.claims:
            if claim.pro or claim.contra:
                yield f"{len(claim.pro):>4} +  {len(claim.contra):>4} −   [{claim.text.ref}] {_short(claim.text.title or claim.text.body)}"

    argued_about = sorted(mapped.claims, key=lambda claim: (-len(claim.pro) - len(claim.contra), claim.text.ref))
    drawn = [(_short(claim.text.whole, 60), len(claim.pro) + len(claim.contra)) for claim in argued_about if claim.pro or claim.contra]
    return mapped.to_json(), lines(), drawn


def _texts(path: Path) -> "tuple[Text, ...]":
    from parvis.mechanisms.corpus.files import read_texts

    return read_texts(*_content(path))


def _argued(path: Path | None, texts: "Sequence[Text]") -> "tuple[Text, ...]":
    """Read the arguments; where they and the contributions are numbered from 1 alike, theirs become arg-1, arg-2 …"""
    if path is None:
        return ()
    argued = _texts(path)
    if {text.ref for text in texts}.isdisjoint(one.ref for one in argued):
        return argued
    return tuple(replace(one, ref=f"arg-{one.ref}") for one in argued)


def _sources(path: Path | None) -> "tuple[Source, ...]":
    from parvis.mechanisms.corpus.files import read_sources

    return read_sources(*_content(path)) if path else ()


def _content(path: Path) -> tuple[str, bytes]:
    content = path.read_bytes()
    if path.suffix != ".gz":
        return path.name, content
    try:
        return path.stem, gzip.decompress(content)
    except (OSError, EOFError) as error:
        raise CommandError(f"{path.name}: a whole file compressed by gzip was expected; {error}.") from None


def _quoted(quote: "Quote", spoken: str) -> str:
    opening, closing = ("«\u00a0", "\u00a0»") if spoken == "fr" else ("“", "”")
    return f"{opening}{' '.join(quote.words.split())}{closing} [{quote.ref}]"


def _short(text: str, most: int = LINE) -> str:
    said = " ".join(text.split())
    return said if len(said) <= most else said[: most - 1].rsplit(" ", 1)[0] + " …"


def _chart(kind: str, drawn: Sequence[tuple[str, int]], spoken: str) -> str:
    """Draw the first things as bars, and say how many are not drawn."""
    from parvis.ui.charts.bars import Bar, bars
    from parvis.ui.charts.sheet import Part, height_of, sheet

    title, columns = PICTURES[spoken][kind]
    if not drawn:
        raise CommandError("Nothing was found that could be drawn.")
    end = 100 if kind in ("similar", "synthesis") else None
    picture = bars([Bar(label, number) for label, number in drawn[:BARS]], title=title, columns=columns, most=end)
    left = (LEFT[spoken].format(more=len(drawn) - BARS),) if len(drawn) > BARS else ()
    return sheet(title, [Part("", picture, height_of(picture))], left)


def _some(refs: Sequence[str], most: int = 12) -> str:
    return ", ".join(refs[:most]) + (f", … (+{len(refs) - most})" if len(refs) > most else "")


def _share(share: Fraction) -> str:
    return f"{round(100 * share)} %"
