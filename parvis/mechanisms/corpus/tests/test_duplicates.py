"""Near-duplicates: planted ones are found, others are not linked, and neither order nor parts change a thing."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms.corpus.duplicates import Duplicates, duplicates
from parvis.mechanisms.corpus.sketches import BINS, Sketches, agreement, candidates, sketched
from parvis.mechanisms.corpus.tests.said import texts
from parvis.mechanisms.corpus.texts import BadCorpus, Text
from parvis.mechanisms.corpus.words import folded
from parvis.mechanisms.fold import fold
from parvis.mechanisms.randomness import lot

WAYS = {
    "without accents or capitals": lambda said: folded(said).upper(),
    "with a letter less": lambda said: said[: len(said) // 2] + said[len(said) // 2 + 1 :],
    "politely": lambda said: f"Bonjour, {said}, merci !",
    "with two words turned": lambda said: " ".join([*said.split()[1:3], said.split()[0], *said.split()[3:]]),
}


def found(said: list[Text], least: int = 85) -> Duplicates:
    return duplicates(Sketches.of(said), least)


@pytest.mark.parametrize("way", WAYS)
def test_what_was_said_again_is_linked_to_what_was_said(way: str) -> None:
    said = texts()
    again = [replace(text, ref=f"again {text.ref}", title=WAYS[way](text.title)) for text in said]
    linked = {(link.one, link.other) for link in found([*said, *again]).links}
    expected = {(f"again {text.ref}", text.ref) for text in said}
    assert linked == expected  # each to its own, and to no other


def test_what_differs_is_not_linked() -> None:
    assert found(texts()).groups == ()


def test_equal_texts_are_one_group_however_many() -> None:
    said = [Text(ref=f"{at:03}", title="Rétablir l’impôt sur la fortune" + "!" * (at % 3)) for at in range(120)]
    result = found([*said, *texts()])
    assert [len(group.refs) for group in result.groups] == [120]
    assert result.groups[0].equal
    assert (result.texts, result.grouped, result.distinct) == (138, 120, 19)
    assert len(result.links) == 119  # each to the first, not each to each


def test_a_word_or_two_are_only_linked_to_their_equals() -> None:
    said = [Text(ref="1", title="Immigration"), Text(ref="2", title="Émigration"), Text(ref="3", title="immigration !")]
    assert [group.refs for group in found(said).groups] == [("1", "3")]


def test_members_of_a_group_resemble_its_first() -> None:
    chain = "planter des arbres le long du canal entre le pont et la gare"
    said, words = [], chain.split()
    for at in range(8):  # each differs from the next by a word, the first and the last by all of them
        words = [*words[:at], f"autre{at}", *words[at + 1 :]]
        said.append(Text(ref=str(at), title=" ".join(words)))
    result = found(said)
    links = {frozenset((link.one, link.other)) for link in result.links}
    for group in result.groups:
        assert all(frozenset((group.refs[0], ref)) in links for ref in group.refs[1:])


def test_order_and_parts_change_nothing() -> None:
    said = [*texts(), *(replace(text, ref=f"x{text.ref}", title=text.title + ".") for text in texts())]
    whole = found(said)
    places = {text.ref: text for text in said}
    mixed = [places[ref] for ref in lot("3", places)]
    assert found(mixed) == whole
    for size in (1, 5, 17):
        assert duplicates(fold([mixed[at : at + size] for at in range(0, len(mixed), size)], Sketches.of)) == whole
    assert duplicates(fold([mixed[:20], mixed[20:]], Sketches.of, on="cores")) == whole


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8), st.integers(1, 7))
def test_sketches_of_parts_are_those_of_the_whole(said: list[str], cut: int) -> None:
    whole = [Text(ref=f"{at}", title=title) for at, title in enumerate(said)]
    parts = [part for part in (whole[:cut], whole[cut:]) if part]
    summed, once = fold(parts, Sketches.of), Sketches.of(whole)
    assert (summed.refs, summed.words) == (once.refs, once.words)
    assert np.array_equal(summed.numbers, once.numbers)


def test_agreement_is_near_the_share_of_pieces_in_common() -> None:
    words = [sha256(b"%d" % at).hexdigest()[:7] for at in range(300)]
    for kept in (100, 200, 270):
        one, other = " ".join(words[:300]), " ".join([*words[:kept], *("z" + word for word in words[kept:])])
        pieces = [{f" {text} "[at : at + 5] for at in range(len(text) - 2)} for text in (one, other)]
        jaccard = len(pieces[0] & pieces[1]) / len(pieces[0] | pieces[1])
        agreed = agreement(sketched([one, other]), np.array([[0, 1]]))[0] / BINS
        assert abs(agreed - jaccard) < 0.2  # three standard deviations of 64 draws


def test_nothing_and_one_text_have_no_pairs() -> None:
    assert found([]).groups == () == found([Text(ref="1", title="Une halle")]).groups
    assert candidates(sketched([])).shape == (0, 2)
    assert found([Text(ref="1", title="…"), Text(ref="2", title="!!!")]).groups == ()  # no word: nothing to compare


def test_bad_input_says_what_was_expected() -> None:
    with pytest.raises(ValueError, match="from 50 to 100; got 20"):
        found(texts(), least=20)
    with pytest.raises(BadCorpus, match='"1" stands in two parts'):
        Sketches.of([Text(ref="1", title="a")]) + Sketches.of([Text(ref="1", title="b")])
