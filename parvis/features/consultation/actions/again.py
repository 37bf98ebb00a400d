"""Doing again, in a restored backup, what was hidden, shown or withdrawn since: the record says it, and nobody is asked a second time."""

from __future__ import annotations

from parvis.core.record.models import Act, State
from parvis.core.record.upstairs import reason_lost
from parvis.features.consultation import acts
from parvis.features.consultation.actions.shelves import counted
from parvis.features.consultation.models import Contribution, Option

BECOMES = {
    acts.WITHDRAWN.code: State.WITHDRAWN,
    acts.HIDDEN.code: State.HIDDEN,
    acts.SHOWN.code: State.PUBLISHED,
    acts.OPTION_DROPPED.code: State.WITHDRAWN,
}


def again(act: Act) -> bool:
    """Bring a contribution or an option to the state that this act gave it, and say whether it is there at all."""
    state = BECOMES[act.kind]
    if act.kind == acts.OPTION_DROPPED.code:
        return Option.objects.filter(ref=act.object).update(state=state) > 0
    contribution = Contribution.objects.select_for_update().filter(ref=act.object).first()
    if contribution is None:
        return False
    before, contribution.state = contribution.state, state
    contribution.hidden_because = reason_lost() if state == State.HIDDEN else ""
    contribution.save(update_fields=["state", "hidden_because"])
    counted(contribution.phase_id, (state == State.PUBLISHED) - (before == State.PUBLISHED))
    return True
