"""A question where answers are chosen: each choice is encrypted apart, and only the sum over all ballots is ever decrypted (4.11.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parvis.mechanisms.secrecy.canonical import array, fields, integer, string
from parvis.mechanisms.secrecy.ciphertexts import Made, as_json, product_of, read_ciphertexts, texts
from parvis.mechanisms.secrecy.groups import Ciphertext, Draw, encrypt
from parvis.mechanisms.secrecy.proofs import Key, Proof, Statement, one_of, prove_one_of, read_proofs, zero_or_one
from parvis.mechanisms.secrecy.rejected import Rejected


@dataclass(frozen=True, kw_only=True)
class Homomorphic:
    """Choose from `min` to `max` of the answers, or, where `blank` is true, leave the question blank."""

    question: str
    answers: tuple[str, ...]
    min: int
    max: int
    blank: bool = False

    homomorphic = True

    @property
    def ciphertexts(self) -> int:
        """How many ciphertexts an answer has: one for each choice, and one for blank, which comes first."""
        return len(self.answers) + self.blank

    @classmethod
    def read(cls, value: object) -> Homomorphic:
        found = fields(value, ("answers", "blank", "min", "max", "question"), "question", optional=frozenset({"blank"}))
        answers = tuple(string(answer, "answer") for answer in array(found["answers"], "answers"))
        blank = found.get("blank", False)
        if not isinstance(blank, bool):
            raise Rejected("form.boolean", what="blank")
        least, most = integer(found["min"], "min"), integer(found["max"], "max")
        if not answers or not least <= most <= len(answers):
            raise Rejected("question.bounds", min=least, max=most, answers=len(answers))
        return cls(question=string(found["question"], "question"), answers=answers, min=least, max=most, blank=blank)

    def as_json(self) -> dict[str, Any]:  # plain values
        blank = {"blank": True} if self.blank else {}
        return {"answers": [*self.answers]} | blank | {"min": self.min, "max": self.max, "question": self.question}

    def choice(self, value: object) -> list[int]:
        """Give a choice that may be encrypted: 0 or 1 for each answer, after one for blank where the question has one."""
        marks = array(value, "choice")
        if len(marks) != self.ciphertexts or any(type(mark) is not int or mark not in (0, 1) for mark in marks):
            raise Rejected("choice.marks", expected=self.ciphertexts)
        chosen = sum(marks[self.blank :])
        if self.blank and marks[0]:
            if chosen:
                raise Rejected("choice.blank")
        elif not self.min <= chosen <= self.max:
            raise Rejected("choice.bounds", min=self.min, max=self.max, came=chosen)
        return marks

    def make(self, key: Key, owner: str, value: object, draw: Draw) -> Made:
        """Encrypt a choice and prove that it is one. `owner` is S0: the election and the credential."""
        group, marks = key.group, self.choice(value)
        powers = [group.identity, group.generator]
        secrets = [draw(group.q) for _ in marks]
        choices = [encrypt(group, key.power, powers[mark], r) for mark, r in zip(marks, secrets, strict=True)]
        individual = [
            prove_one_of(key, [Statement(one, 0), Statement(one, 1)], mark, r, f"prove|{owner}|{said}|", draw)
            for one, mark, r, said in zip(choices, marks, secrets, texts(group, choices), strict=True)
        ]
        said = f"{owner}|{','.join(texts(group, choices))}"
        total = product_of(group, choices[self.blank :])
        chosen, secret = sum(marks[self.blank :]), sum(secrets[self.blank :])
        answer: dict[str, Any] = {
            "choices": [as_json(group, one) for one in choices],
            "individual_proofs": [[proof.as_json() for proof in proofs] for proofs in individual],
        }
        counts = [Statement(total, count) for count in range(self.min, self.max + 1)]
        if not self.blank:
            prefix = f"prove|{said}|{texts(group, [total])[0]}|"
            answer["overall_proof"] = _json(prove_one_of(key, counts, chosen - self.min, secret, prefix, draw))
            return Made(answer, marks, secrets)
        left = marks[0]
        true, known = (0, secrets[0]) if left else (1 + chosen - self.min, secret)
        statements = [Statement(choices[0], 1), *counts]
        answer["overall_proof"] = _json(prove_one_of(key, statements, true, known, f"bproof1|{said}|", draw))
        true, known = (1, secret) if left else (0, secrets[0])
        nobody = [Statement(choices[0], 0), Statement(total, 0)]
        answer["blank_proof"] = _json(prove_one_of(key, nobody, true, known, f"bproof0|{said}|", draw))
        return Made(answer, marks, secrets)

    def verify(self, key: Key, owner: str, value: object) -> list[Ciphertext]:
        """Give the ciphertexts of an answer, once every proof of it has been checked."""
        group = key.group
        found = fields(value, ("choices", "individual_proofs", "overall_proof", *(["blank_proof"] if self.blank else [])), "answer")
        choices, words = read_ciphertexts(found["choices"], group, self.ciphertexts)
        individual = array(found["individual_proofs"], "individual proofs", self.ciphertexts)
        for place, (one, said, proofs) in enumerate(zip(choices, words, individual, strict=True)):
            if not zero_or_one(key, one, read_proofs(proofs, group, "proof", 2), f"prove|{owner}|{said}|"):
                raise Rejected("ballot.proof", proof="individual", place=place + 1)
        said = f"{owner}|{','.join(words)}"
        total = product_of(group, choices[self.blank :])
        counts = [Statement(total, count) for count in range(self.min, self.max + 1)]
        prefix = f"bproof1|{said}|" if self.blank else f"prove|{said}|{texts(group, [total])[0]}|"
        if self.blank:
            counts = [Statement(choices[0], 1), *counts]
        if not one_of(key, counts, read_proofs(found["overall_proof"], group, "proof", len(counts)), prefix):
            raise Rejected("ballot.proof", proof="overall", place=0)
        if self.blank:
            proofs = read_proofs(found["blank_proof"], group, "proof", 2)
            if not one_of(key, [Statement(choices[0], 0), Statement(total, 0)], proofs, f"bproof0|{said}|"):
                raise Rejected("ballot.proof", proof="blank", place=0)
        return choices


def _json(proofs: Sequence[Proof]) -> list[dict[str, str]]:
    return [proof.as_json() for proof in proofs]
