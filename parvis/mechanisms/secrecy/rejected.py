"""The one error of this family: the check that failed, and the facts of its sentence."""

from __future__ import annotations

from parvis.mechanisms.result import Plain


class Rejected(ValueError):
    """An archive, a ballot, a proof or a secret that must not be believed.

    Arguments:
        code: the check that failed (`ballot.proof`); `parvis.ui.sentences.secrecy` has its sentence in French and in English, with
            what was expected, what came and what to do.
        facts: the values of that sentence.

    Examples:
        >>> error = Rejected("ballot.proof", question=2)
        >>> error.code, str(error)
        ('ballot.proof', 'ballot.proof (question: 2)')
    """

    def __init__(self, code: str, **facts: Plain) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        said = ", ".join(f"{name}: {value}" for name, value in self.facts.items())
        return f"{self.code} ({said})" if said else self.code

    def __reduce__(self) -> tuple[object, ...]:
        # Processes that verify for us send their errors back.
        return _again, (self.code, self.facts)


def _again(code: str, facts: dict[str, Plain]) -> Rejected:
    return Rejected(code, **facts)
