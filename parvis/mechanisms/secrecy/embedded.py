"""A question where answers are ranked or graded: the whole answer is one ciphertext, shuffled before it is decrypted (4.11.2).

After the shuffles every answer is published, without a name. With many answers to rank, an unusual order is a signature that a voter can
be made to write; the documentation says so to those who run a ballot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from parvis.mechanisms.secrecy.canonical import array, fields, string
from parvis.mechanisms.secrecy.ciphertexts import Made, as_json, check, read_ciphertext, texts
from parvis.mechanisms.secrecy.groups import Ciphertext, Draw, encrypt
from parvis.mechanisms.secrecy.proofs import Key, knows, prove_knowledge, read_proof
from parvis.mechanisms.secrecy.rejected import Rejected


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """Give a small number (a rank, a grade) to every answer; all zeros is blank. `extra` says how they are counted."""

    question: str
    answers: tuple[str, ...]
    extra: dict[str, Any] | None = field(default=None, hash=False)  # plain values

    homomorphic = False
    ciphertexts = 1

    @classmethod
    def read(cls, value: dict[str, Any]) -> Embedded:
        """Read {"type": "NonHomomorphic", "value": …, "extra": …}."""
        found = fields(value, ("type", "value", "extra"), "question", optional=frozenset({"extra"}))
        inner = fields(found["value"], ("answers", "question"), "question")
        answers = tuple(string(answer, "answer") for answer in array(inner["answers"], "answers"))
        if not answers:
            raise Rejected("question.bounds", min=1, max=1, answers=0)
        return cls(question=string(inner["question"], "question"), answers=answers, extra=found.get("extra"))

    def as_json(self) -> dict[str, Any]:  # plain values
        value = {"answers": [*self.answers], "question": self.question}
        return {"type": "NonHomomorphic", "value": value} | ({} if self.extra is None else {"extra": self.extra})

    def choice(self, value: object) -> list[int]:
        """Give a choice that may be encrypted: a number from 0 to 255 for each answer."""
        numbers = array(value, "choice")
        if len(numbers) != len(self.answers) or any(type(number) is not int or not 0 <= number < 256 for number in numbers):
            raise Rejected("choice.numbers", expected=len(self.answers))
        return numbers

    def make(self, key: Key, owner: str, value: object, draw: Draw) -> Made:
        """Encrypt a choice, and prove that one knows its randomness, so that nobody can copy the answer of another."""
        group, numbers = key.group, self.choice(value)
        r = draw(group.q)
        choices = encrypt(group, key.power, group.encode(numbers), r)
        said = f"raweg|{owner}|{key.text},{texts(group, [choices])[0]}|"
        proof = prove_knowledge(group, r, lambda commitment: said + commitment, draw)
        return Made({"choices": as_json(group, choices), "proof": proof.as_json()}, numbers, [r])

    def verify(self, key: Key, owner: str, value: object) -> list[Ciphertext]:
        """Give the ciphertext of an answer, once its proof has been checked."""
        group = key.group
        found = fields(value, ("choices", "proof"), "answer")
        one, text = read_ciphertext(found["choices"], group)
        check(group, one)
        said = f"raweg|{owner}|{key.text},{text}|"
        if not knows(group, one.alpha, read_proof(found["proof"], group, "proof"), lambda commitment: said + commitment):
            raise Rejected("ballot.proof", proof="knowledge", place=1)
        return [one]
