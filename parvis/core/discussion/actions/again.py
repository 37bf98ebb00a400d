"""Doing again, in a restored backup, what was hidden, shown, withdrawn or supported since: the record says it."""

from __future__ import annotations

from parvis.core.discussion import acts, rules
from parvis.core.discussion.actions.counts import count, counter_of
from parvis.core.discussion.models import Argument, Question, Source, Support
from parvis.core.people.models import Pseudonym
from parvis.core.record.models import Act, State, Thing
from parvis.core.record.prepared import insert
from parvis.core.record.upstairs import reason_lost

BECOMES = {acts.WITHDRAWN.code: State.WITHDRAWN, acts.HIDDEN.code: State.HIDDEN, acts.SHOWN.code: State.PUBLISHED}
SUPPORTS = dict.fromkeys((acts.SUPPORTED.code, acts.UNSUPPORTED.code))


def again(act: Act) -> bool:
    """Bring a remark to the state that this act gave it, and say whether it is there at all."""
    state = BECOMES[act.kind]
    for model in (Argument, Question, Source):
        if remark := model.objects.select_for_update().filter(ref=act.object).first():
            before, remark.state = remark.state, state
            remark.hidden_because = reason_lost() if state == State.HIDDEN else ""
            remark.save(update_fields=["state", "hidden_because"])
            thing = rules.thing_of(remark)
            count(thing.ref, thing.kind, **{counter_of(remark): (state == State.PUBLISHED) - (before == State.PUBLISHED)})
            return True
    return False


def support_again(act: Act) -> bool:
    """Give a support again, or take it back; False when the thing, or the pseudonym of who gave it, is lost."""
    thing, me = Thing.objects.filter(ref=act.object).first(), Pseudonym.objects.filter(uuid=str(act.actor)).first() if act.actor else None
    if thing is None or me is None:
        return False
    if act.kind == acts.SUPPORTED.code:
        if insert(Support(ref=thing.ref, supporter=me), unless_there=True):
            count(thing.ref, thing.kind, supports=1)
    elif Support.objects.filter(ref=thing.ref, supporter=me).delete()[0]:
        count(thing.ref, thing.kind, supports=-1)
    return True
