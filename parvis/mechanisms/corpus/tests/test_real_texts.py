"""A consultation of the French State (République numérique, 2015) and the titles of another debate (Vrai débat, 2019)."""

import gzip
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from parvis.mechanisms.corpus.arguments import argdown, argument_map
from parvis.mechanisms.corpus.duplicates import duplicates
from parvis.mechanisms.corpus.files import read_sources, read_texts
from parvis.mechanisms.corpus.similar import Index
from parvis.mechanisms.corpus.sketches import Sketches
from parvis.mechanisms.corpus.synthesis import synthesis
from parvis.mechanisms.corpus.texts import Text
from parvis.mechanisms.corpus.themes import themes
from parvis.mechanisms.randomness import lot


@cache
def read(folder: Path, name: str) -> tuple[Text, ...]:
    path = folder / "data" / "text" / name
    if not path.exists():
        pytest.skip(f"no shared data: {name}")
    return read_texts(path.stem, gzip.decompress(path.read_bytes()))


@pytest.fixture
def proposals(shared: Path) -> tuple[Text, ...]:
    return read(shared, "republique-numerique-2015/opinions.jsonl.gz")


@pytest.fixture
def arguments(shared: Path) -> tuple[Text, ...]:
    return tuple(replace(one, ref=f"arg-{one.ref}") for one in read(shared, "republique-numerique-2015/arguments.jsonl.gz"))


def test_equal_titles_of_a_large_debate_are_linked(shared: Path) -> None:
    titles = read(shared, "vrai-debat-2019/proposal_title_slugs.csv.gz")
    found = duplicates(Sketches.of(titles))
    equal = {link.other for link in found.links if link.equal} | {link.one for link in found.links if link.equal}
    assert (len(titles), len({link.one for link in found.links if link.equal}), len(equal)) == (23_879, 991, 3_685)
    assert len(found.groups) > 1_300
    # What is linked is near: the words of two titles that are linked differ by few signs.
    assert all(link.likeness >= 85 for link in found.links)


def test_what_was_copied_in_a_consultation_is_found(proposals: tuple[Text, ...]) -> None:
    groups = {group.refs for group in duplicates(Sketches.of(proposals)).groups}
    assert {("189", "190"), ("405", "406"), ("689", "690"), ("702", "703")} <= groups  # sent twice
    assert ("445", "69") in groups  # the government's article, and a version of it


def test_a_text_that_is_written_again_finds_itself(proposals: tuple[Text, ...]) -> None:
    index = Index.of(proposals)
    long = {text.ref: text for text in proposals if len(text.body) > 80}
    asked = [long[ref] for ref in lot("7", long)[:100]]
    found = [text.ref in [match.ref for match in index.similar(text.body[:300])] for text in asked]
    assert sum(found) >= 97


def test_themes_leave_nobody_out(proposals: tuple[Text, ...]) -> None:
    found = themes(proposals)
    assert len(found.themes) == 13
    refs = [ref for theme in found.themes for ref in theme.refs] + list(found.without)
    assert sorted(refs) == sorted(text.ref for text in proposals)
    assert any({"logiciels", "libre"} <= set(theme.words) for theme in found.themes)
    assert any({"fibre", "optique"} <= set(theme.words) for theme in found.themes)


def test_a_synthesis_of_a_consultation_only_quotes(proposals: tuple[Text, ...], arguments: tuple[Text, ...]) -> None:
    told = synthesis(proposals, arguments)
    wholes = {text.ref: text.whole for text in (*proposals, *arguments)}
    quotes = [quote for part in told.parts for quote in part.quotes]
    quotes += [quote for part in told.parts for pair in part.pairs for quote in (pair.pro, pair.contra) if quote]
    assert len(quotes) > 100
    assert all(wholes[quote.ref][quote.start : quote.end] == quote.words for quote in quotes)
    assert (told.texts, told.arguments) == (696, 3_994)
    stood_for = {ref for quote in quotes for ref in quote.stands_for}
    left = {ref for part in told.parts for ref in part.left_out}
    assert stood_for | left == wholes.keys()
    assert stood_for.isdisjoint(left)


def test_every_argument_has_its_place(shared: Path, proposals: tuple[Text, ...], arguments: tuple[Text, ...]) -> None:
    content = (shared / "data" / "text" / "republique-numerique-2015" / "sources.jsonl.gz").read_bytes()
    found = argument_map(proposals, arguments, read_sources("sources.jsonl", gzip.decompress(content)))
    assert sum(len(claim.pro) + len(claim.contra) for claim in found.claims) + len(found.elsewhere) == 3_994
    assert found.variety.sources == 326
    assert argdown(found).count("\n  + <") == sum(len(claim.pro) for claim in found.claims)
