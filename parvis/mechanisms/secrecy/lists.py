"""A question where one list is chosen, and candidates inside it. Read and verified; Parvis does not make such ballots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parvis.mechanisms.secrecy.canonical import array, fields, natural, string
from parvis.mechanisms.secrecy.ciphertexts import Made, product_of, read_ciphertexts, texts
from parvis.mechanisms.secrecy.groups import Ciphertext, Draw, read
from parvis.mechanisms.secrecy.proofs import Key, Statement, one_of, read_proof, read_proofs, zero_or_one
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.transcript import challenge


@dataclass(frozen=True, kw_only=True)
class Lists:
    """Choose one list, whose name comes first, and at least one of its candidates."""

    question: str
    answers: tuple[tuple[str, ...], ...]

    homomorphic = True

    @property
    def ciphertexts(self) -> int:
        return sum(len(one) for one in self.answers)

    @classmethod
    def read(cls, value: dict[str, Any]) -> Lists:
        found = fields(value, ("type", "value"), "question")
        inner = fields(found["value"], ("answers", "question"), "question")
        answers = tuple(tuple(string(name, "answer") for name in array(one, "list")) for one in array(inner["answers"], "answers"))
        if not answers or any(len(one) < 2 for one in answers):
            raise Rejected("question.lists")
        return cls(question=string(inner["question"], "question"), answers=answers)

    def as_json(self) -> dict[str, Any]:  # plain values
        return {"type": "Lists", "value": {"answers": [[*one] for one in self.answers], "question": self.question}}

    def make(self, key: Key, owner: str, value: object, draw: Draw) -> Made:
        raise Rejected("question.lists-not-made")

    def verify(self, key: Key, owner: str, value: object) -> list[Ciphertext]:
        """Give the ciphertexts of an answer, list after list, once every proof of it has been checked.

        Found to hold on every ballot of a reference election: one list is chosen; a list that is not chosen has no candidate; and the
        number of candidates is not zero.
        """
        group = key.group
        names = ("choices", "individual_proofs", "overall_proof", "list_proofs", "nonzero_proof")
        found = fields(value, names, "answer")
        count = len(self.answers)
        lists: list[list[Ciphertext]] = []
        words: list[str] = []
        for names_of, listed, proofs in zip(
            self.answers, array(found["choices"], "lists", count), array(found["individual_proofs"], "proofs", count), strict=True
        ):
            choices, said = read_ciphertexts(listed, group, len(names_of))
            for place, (one, text, pair) in enumerate(zip(choices, said, array(proofs, "proofs", len(choices)), strict=True)):
                if not zero_or_one(key, one, read_proofs(pair, group, "proof", 2), f"prove|{owner}|{text}|"):
                    raise Rejected("ballot.proof", proof="individual", place=len(words) + place + 1)
            lists.append(choices)
            words.extend(said)
        said_all = f"{owner}|{','.join(words)}"
        chosen = product_of(group, [some[0] for some in lists])
        prefix = f"prove|{said_all}|{texts(group, [chosen])[0]}|"
        if not one_of(key, [Statement(chosen, 1)], [read_proof(found["overall_proof"], group, "proof")], prefix):
            raise Rejected("ballot.proof", proof="overall", place=0)
        for place, (some, pair) in enumerate(zip(lists, array(found["list_proofs"], "proofs", count), strict=True)):
            statements = [Statement(some[0], 1), Statement(product_of(group, some[1:]), 0)]
            if not one_of(key, statements, read_proofs(pair, group, "proof", 2), f"lproof|{said_all}|"):
                raise Rejected("ballot.proof", proof="list", place=place + 1)
        candidates = product_of(group, [candidate for some in lists for candidate in some[1:]])
        if not _not_zero(key, candidates, found["nonzero_proof"], f"nonzero|{said_all}|"):
            raise Rejected("ballot.proof", proof="nonzero", place=0)
        return [one for some in lists for one in some]


def _not_zero(key: Key, one: Ciphertext, value: object, prefix: str) -> bool:
    """Say whether a ciphertext is proved not to encrypt zero: C = (beta/y^r)^u is not 1, and one knows u and -ru."""
    group = key.group
    found = fields(value, ("commitment", "challenge", "response"), "proof")
    first, second = (natural(response, "proof") for response in array(found["response"], "proof", 2))
    c = natural(found["challenge"], "proof")
    if max(first, second, c) >= group.q:
        raise Rejected("form.scalar", what="proof")
    commitment = read(group, found["commitment"])
    if commitment == group.identity:
        return False
    a = group.times(group.power(one.alpha, first), group.of_generator(second))
    b = group.times(group.times(group.power(one.beta, first), key.power(second)), group.power(commitment, c))
    return challenge(group.q, f"{prefix}{found['commitment']},{group.text(a)},{group.text(b)}") == c
