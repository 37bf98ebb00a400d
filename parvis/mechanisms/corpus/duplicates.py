"""Texts that say the same in nearly the same words: links between them, never a merger.

    found = duplicates(Sketches.of(texts))
    found.groups[0].refs

Texts that are equal but for capitals, accents and signs are *equal*; others are linked when their words, whatever their order, agree for
85 % or more (the share of signs that need not change to turn one into the other: RapidFuzz's token sort ratio). A text of one or two
words is only linked to its equals: "immigration" is not "émigration". A group is a text and those that are linked to it directly, so that
nobody is grouped with a text that hers does not resemble.

Limits: two texts that say the same in other words are not found, nor a short one that stands inside a long one. "For" and "against"
differ by few signs: whether two linked texts mean the same is for people to say. Merging their supports would need the consent of those
who gave them.

What it costs: in proportion to the length of all texts, and to the number of pairs found.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from parvis.mechanisms.corpus.sketches import Sketches, agreement, candidates

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 85
EQUAL = 100
# Pairs whose sketches agree in fewer bins (of 64) are not read: two texts at 85 % share far more of their pieces.
READ = 16
FEWEST = 3
AT_ONCE = 50_000


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two texts, and how much of their words agree, in a hundred; `equal` when only capitals, accents and signs differ."""

    one: str
    other: str
    likeness: int
    equal: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Texts linked to the first of them, which has the most links."""

    refs: tuple[str, ...]
    equal: bool
    """Whether all of them are equal."""


@dataclass(frozen=True, kw_only=True)
class Duplicates:
    """What resembles what."""

    texts: int
    links: tuple[Link, ...]
    """Sorted. Of texts that are all equal, each is linked to the first by ref only."""
    groups: tuple[Group, ...]
    """The largest first."""

    @property
    def grouped(self) -> int:
        """Give how many texts are in a group."""
        return sum(len(group.refs) for group in self.groups)

    @property
    def distinct(self) -> int:
        """Give how many texts there would be if each group counted once."""
        return self.texts - self.grouped + len(self.groups)


def duplicates(sketches: Sketches, least: int = LEAST) -> Duplicates:
    """Link the texts that resemble each other; `least` is the likeness, in a hundred, from which they are linked.

    >>> from parvis.mechanisms.corpus.texts import Text
    >>> said = ["Rétablir l'ISF !", "retablir l’isf", "Planter des arbres le long du canal", "Planter des arbres le long de ce canal"]
    >>> [group.refs for group in duplicates(Sketches.of([Text(ref=str(at), title=title) for at, title in enumerate(said)])).groups]
    [('0', '1'), ('2', '3')]
    """
    if not 50 <= least <= 100:
        raise ValueError(f"A likeness is a whole number from 50 to 100; got {least}.")
    same: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(sketches.words):
        if words:
            same[words].append(at)
    firsts = np.array([group[0] for words, group in same.items() if words.count(" ") + 1 >= FEWEST], dtype=np.int64)
    links = [Link(sketches.refs[group[0]], sketches.refs[at], EQUAL, True) for group in same.values() for at in group[1:]]
    numbers = sketches.numbers[firsts]
    pairs = candidates(numbers)
    pairs = firsts[pairs[agreement(numbers, pairs) >= READ]]
    for (one, other), likeness in zip(pairs, _likenesses(sketches.words, pairs, least), strict=True):
        if likeness >= least:
            links.append(Link(sketches.refs[one], sketches.refs[other], int(likeness), False))
    ordered = tuple(sorted(links))
    return Duplicates(texts=len(sketches.refs), links=ordered, groups=_groups(ordered))


def _likenesses(words: tuple[str, ...], pairs: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    """Give the likeness of each pair, in whole points; 0 when it is under `least`."""
    found = np.zeros(len(pairs), dtype=np.int64)
    for start in range(0, len(pairs), AT_ONCE):
        some = pairs[start : start + AT_ONCE]
        scores = process.cpdist(
            [words[one] for one, _ in some], [words[other] for _, other in some], scorer=fuzz.token_sort_ratio, score_cutoff=least
        )
        found[start : start + AT_ONCE] = np.floor(scores).astype(np.int64)
    return found


def _groups(links: tuple[Link, ...]) -> tuple[Group, ...]:
    """Group each text with those linked to it, starting with the one that has most links; each text is in one group at most."""
    near: dict[str, set[str]] = defaultdict(set)
    equal: dict[str, str] = {}
    for link in links:
        near[link.one].add(link.other)
        near[link.other].add(link.one)
        if link.equal:
            equal[link.other] = link.one
    for ref, first in equal.items():  # what resembles one of several equal texts resembles them all
        near[ref] |= near[first] - {ref}
        for other in near[first] - {ref}:
            near[other].add(ref)
    taken: set[str] = set()
    groups = []
    for ref in sorted(near, key=lambda ref: (-len(near[ref]), ref)):
        if ref not in taken:
            members = [ref, *sorted(near[ref] - taken)]
            taken.update(members)
            if len(members) > 1:
                first = equal.get(ref, ref)
                groups.append(Group(tuple(members), all(equal.get(member, member) == first for member in members)))
    return tuple(sorted(groups, key=lambda group: (-len(group.refs), group.refs)))
