"""Shuffling ballots before they are decrypted, and proving that none was added, removed or changed: tables 1 to 13 of the specification
(CHVote 1.3.2, after Wikström). `shuffle` uses a secret permutation: see `groups` for where it may run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from parvis.mechanisms.secrecy import groups
from parvis.mechanisms.secrecy.canonical import array, fields, natural, read, write
from parvis.mechanisms.secrecy.ciphertexts import as_json
from parvis.mechanisms.secrecy.elections import Election
from parvis.mechanisms.secrecy.groups import Ciphertext, Draw, Element, Group, product
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.tally import read_checked
from parvis.mechanisms.secrecy.transcript import challenge


@dataclass(frozen=True)
class Commitments:
    """The t of the tables."""

    one: Element
    two: Element
    three: Element
    four: tuple[Element, Element]
    chain: list[Element]

    def all(self) -> list[Element]:
        return [self.one, self.two, self.three, *self.four]


def shuffle(election: Election, before: Sequence[Sequence[Ciphertext]], draw: Draw) -> bytes:
    """Give a shuffle of the ballots of each question that is shuffled: re-encrypted, in a secret order, with the proof."""
    done = [_shuffle(election, some, draw) for some in before]
    after = [[as_json(election.group, one) for one in some] for some, _ in done]
    return write({"ciphertexts": after, "proofs": [proof for _, proof in done]})


def read_shuffle(election: Election, before: Sequence[Sequence[Ciphertext]], data: bytes) -> list[list[Ciphertext]]:
    """Give the ballots after a shuffle, question by question, once its proof has been checked."""
    found = fields(read(data, "shuffle"), ("ciphertexts", "proofs"), "shuffle")
    count = len(before)
    after = []
    for place, (some, listed, proof) in enumerate(
        zip(before, array(found["ciphertexts"], "ciphertexts", count), array(found["proofs"], "proofs", count), strict=True)
    ):
        these = [read_checked(one, election.group) for one in array(listed, "ciphertexts", len(some))]
        if not _holds(election, some, these, proof):
            raise Rejected("shuffle.proof", question=election.shuffled[place] + 1)
        after.append(these)
    return after


def _shuffle(election: Election, before: Sequence[Ciphertext], draw: Draw) -> tuple[list[Ciphertext], list[Any]]:  # plain values
    group, key, n = election.group, election.key, len(before)
    order = [*range(n)]
    for place in range(n):  # table 2
        other = place + draw(n - place)
        order[place], order[other] = order[other], order[place]
    fresh = [draw(group.q) for _ in before]  # table 3
    blind = [
        Ciphertext(group.times(one.alpha, group.of_generator(r)), group.times(one.beta, key.power(r)))
        for one, r in zip(before, fresh, strict=True)
    ]
    after = [blind[place] for place in order]
    # Table 4. c commits to the permutation: the element at the place where i went is g^r · h_i.
    h, secondary = _generators(group, n), group.independent(-1)
    hidden = [draw(group.q) for _ in before]
    c: list[Element] = [None] * n
    for place, origin in enumerate(order):
        c[origin] = group.times(group.of_generator(hidden[origin]), h[place])
    u = _challenges(election, before, after, c)
    moved = [u[origin] for origin in order]
    links = [draw(group.q) for _ in before]
    chain, previous = [], secondary
    for r, exponent in zip(links, moved, strict=True):  # table 12
        previous = group.times(group.of_generator(r), group.power(previous, exponent))
        chain.append(previous)
    w = [draw(group.q) for _ in range(4)]
    w_links, w_moved = [draw(group.q) for _ in before], [draw(group.q) for _ in before]
    t = Commitments(
        group.of_generator(w[0]),
        group.of_generator(w[1]),
        group.times(group.of_generator(w[2]), _powers(group, h, w_moved)),
        (
            group.times(key.power(-w[3]), _powers(group, [one.beta for one in after], w_moved)),
            group.times(group.of_generator(-w[3]), _powers(group, [one.alpha for one in after], w_moved)),
        ),
        [
            group.times(group.of_generator(r), group.power(link, exponent))
            for r, link, exponent in zip(w_links, [secondary, *chain][:-1], w_moved, strict=True)
        ],
    )
    asked = _challenge(election, before, after, c, chain, t)
    q = group.q
    # v_i is the product of the u' that follow.
    v, running = [1] * n, 1
    for place in range(n - 1, 0, -1):
        running = running * moved[place] % q
        v[place - 1] = running
    s = [
        w[0] + asked * sum(hidden),
        w[1] + asked * sum(r * factor for r, factor in zip(links, v, strict=True)),
        w[2] + asked * sum(r * exponent for r, exponent in zip(hidden, u, strict=True)),
        w[3] + asked * sum(r * exponent for r, exponent in zip(fresh, u, strict=True)),
    ]
    s_links = [str((a + asked * b) % q) for a, b in zip(w_links, links, strict=True)]
    s_moved = [str((a + asked * b) % q) for a, b in zip(w_moved, moved, strict=True)]
    text = group.text
    said = [text(t.one), text(t.two), text(t.three), [text(one) for one in t.four], [text(one) for one in t.chain]]
    return after, [said, [*[str(one % q) for one in s], s_links, s_moved], [text(one) for one in c], [text(one) for one in chain]]


def _holds(election: Election, before: Sequence[Ciphertext], after: Sequence[Ciphertext], proof: object) -> bool:
    """Table 5."""
    group, key, n = election.group, election.key, len(before)
    said, responses, listed, links = array(proof, "proof", 4)
    t1, t2, t3, t4, that = array(said, "commitments", 5)
    s1, s2, s3, s4, s_links, s_moved = array(responses, "responses", 6)
    elements = [groups.read(group, one) for one in (t1, t2, t3, *array(t4, "commitments", 2))]
    t = Commitments(
        elements[0], elements[1], elements[2], (elements[3], elements[4]), [groups.read(group, one) for one in array(that, "chain", n)]
    )
    s = [_scalar(one, group) for one in (s1, s2, s3, s4)]
    hat = [_scalar(one, group) for one in array(s_links, "responses", n)]
    dashed = [_scalar(one, group) for one in array(s_moved, "responses", n)]
    c = [groups.read(group, one) for one in array(listed, "permutation", n)]
    chain = [groups.read(group, one) for one in array(links, "chain", n)]
    u = _challenges(election, before, after, c)
    asked = _challenge(election, before, after, c, chain, t)
    h, secondary = _generators(group, n), group.independent(-1)
    all_u = 1
    for one in u:
        all_u = all_u * one % group.q
    last = chain[-1] if chain else secondary

    def commitment(claimed: Element, *others: Element) -> Element:
        return product(group, [group.power(claimed, -asked), *others])

    bar = group.times(product(group, c), group.inverse(product(group, h)))
    end = group.times(last, group.inverse(group.power(secondary, all_u)))
    alphas, betas = [one.alpha for one in after], [one.beta for one in after]
    expected = [
        commitment(bar, group.of_generator(s[0])),
        commitment(end, group.of_generator(s[1])),
        commitment(_powers(group, c, u), group.of_generator(s[2]), _powers(group, h, dashed)),
        commitment(_powers(group, [one.beta for one in before], u), key.power(-s[3]), _powers(group, betas, dashed)),
        commitment(_powers(group, [one.alpha for one in before], u), group.of_generator(-s[3]), _powers(group, alphas, dashed)),
    ]
    if t.all() != expected:
        return False
    steps = zip(t.chain, chain, hat, [secondary, *chain][:-1], dashed, strict=True)
    return all(
        one == commitment(link, group.of_generator(r), group.power(previous, exponent)) for one, link, r, previous, exponent in steps
    )


def _challenges(election: Election, before: Sequence[Ciphertext], after: Sequence[Ciphertext], c: Sequence[Element]) -> list[int]:
    """Table 11."""
    said = f"shuffle-challenges|{election.fingerprint}|" + _said(election.group, before, after, c)
    start = sha256(said.encode()).hexdigest()
    q = election.group.q
    return [challenge(q, start + sha256(str(place).encode()).hexdigest()) for place in range(len(before))]


def _challenge(
    election: Election,
    before: Sequence[Ciphertext],
    after: Sequence[Ciphertext],
    c: Sequence[Element],
    chain: Sequence[Element],
    t: Commitments,
) -> int:
    """Table 13, with the text of table 4, step 16."""
    group = election.group
    said = _list(group, t.all()) + _list(group, t.chain) + _said(group, before, after, c) + _list(group, chain) + election.key.text
    return challenge(group.q, f"shuffle-challenge|{election.fingerprint}|{said}")


def _said(group: Group, before: Sequence[Ciphertext], after: Sequence[Ciphertext], c: Sequence[Element]) -> str:
    """Table 10."""
    return "".join(_list(group, one) for one in [*before, *after]) + _list(group, c)


def _list(group: Group, elements: Sequence[Element]) -> str:
    return "".join(f"{group.text(one)}," for one in elements)


def _powers(group: Group, elements: Sequence[Element], exponents: Sequence[int]) -> Element:
    return product(group, [group.power(one, exponent) for one, exponent in zip(elements, exponents, strict=True)])


def _scalar(value: object, group: Group) -> int:
    scalar = natural(value, "response")
    if scalar >= group.q:
        raise Rejected("form.scalar", what="response")
    return scalar


@lru_cache(maxsize=8)
def _many(name: str, count: int) -> tuple[Element, ...]:
    group = groups.group(name)
    return tuple(group.independent(index) for index in range(count))


def _generators(group: Group, count: int) -> tuple[Element, ...]:
    return _many(group.name, count)
