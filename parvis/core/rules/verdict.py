"""The answer of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class Refused(PermissionDenied):
    """An action was asked for that a rule does not allow; carries the verdict with its reason."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict.reason))
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with a reason.

    Arguments:
        allowed: what the rule says.
        reason: one sentence for the person who asked, in her language; empty when allowed.
        sign_in: whether signing in could change the answer, so that a page can offer it.

    Examples:
        >>> bool(YES), bool(no("The vote is closed."))
        (True, False)
        >>> (YES & no("The vote is closed.")).reason
        'The vote is closed.'
    """

    allowed: bool
    reason: str | Promise = ""
    sign_in: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: Verdict) -> Verdict:
        """Both must agree; the first refusal is the one that is told."""
        return other if self.allowed else self

    def require(self) -> None:
        """Raise `Refused` unless allowed: the first line of every action."""
        if not self.allowed:
            raise Refused(self)


YES = Verdict(allowed=True)


def no(reason: str | Promise, *, sign_in: bool = False) -> Verdict:
    """Refuse, and say why."""
    return Verdict(allowed=False, reason=reason, sign_in=sign_in)
