"""The one error of this family: what was expected, what came, and a code for the page."""

from __future__ import annotations


class Rejected(ValueError):
    """Bytes, a signature or a proof that must not be believed.

    Arguments:
        code: a stable name of the reason (`wrong-root`), that pages and commands turn into a sentence in the reader's language.
        message: the same in English, with what was expected, what came and what to do.
        facts: the values of that sentence.

    Examples:
        >>> error = Rejected("wrong-root", "The root is not the signed one.", size=3)
        >>> error.code, error.facts
        ('wrong-root', {'size': 3})
    """

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = code
        self.facts = facts
