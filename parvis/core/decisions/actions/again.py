"""Doing again, in a restored backup, what was hidden, shown or taken back since of what people said of promises."""

from __future__ import annotations

from parvis.core.decisions import acts
from parvis.core.decisions.models import Feedback
from parvis.core.record.models import Act, State

BECOMES = {
    acts.FEEDBACK_WITHDRAWN.code: State.WITHDRAWN,
    acts.FEEDBACK_HIDDEN.code: State.HIDDEN,
    acts.FEEDBACK_SHOWN.code: State.PUBLISHED,
}


def again(act: Act) -> bool:
    """Bring what somebody said to the state that this act gave it, and say whether it is there at all."""
    return Feedback.objects.filter(ref=act.object).update(state=BECOMES[act.kind]) > 0
