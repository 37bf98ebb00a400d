"""The one error of this family: what was expected, what came, and a code for the page."""

from __future__ import annotations

# Every reason there is, so that each has its sentence.
CODES = frozenset(
    {
        "ambiguous-keys",
        "bad-base64",
        "bad-checkpoint",
        "bad-edge",
        "bad-entry",
        "bad-frontier",
        "bad-hash",
        "bad-key",
        "bad-name",
        "bad-note",
        "bad-number",
        "bad-path",
        "bad-policy",
        "bad-promise",
        "bad-proof-file",
        "bad-range",
        "bad-receipt",
        "bad-request",
        "bad-salt",
        "bad-signature",
        "bad-sizes",
        "bad-state",
        "bad-tile",
        "bad-time",
        "bad-value",
        "bundle-cut",
        "bundle-hash",
        "bundle-width",
        "entry-too-long",
        "no-entry",
        "no-key",
        "no-quorum",
        "no-state",
        "not-consistent",
        "not-included",
        "not-signed",
        "proof-too-long",
        "rollback",
        "tile-size",
        "unknown-log",
        "unread-state",
        "wrong-key",
        "wrong-opening",
        "wrong-origin",
        "wrong-root",
        "wrong-tile",
    }
)


class Rejected(ValueError):
    """Bytes, a signature or a proof that must not be believed.

    Arguments:
        code: a stable name of the reason (`wrong-root`), one of `CODES`, that pages and commands turn into a sentence in the
            reader's language.
        message: the same in English, with what was expected, what came and what to do.
        facts: the values of that sentence.

    Examples:
        >>> error = Rejected("wrong-root", "The root is not the signed one.", size=3)
        >>> error.code, error.facts
        ('wrong-root', {'size': 3})
    """

    def __init__(self, code: str, message: str, **facts: object) -> None:
        assert code in CODES, f"the code {code!r} is not listed"
        super().__init__(message)
        self.code = code
        self.facts = facts
