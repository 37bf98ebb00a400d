"""Making notices from the record, reading them, and sending them."""

from parvis.core.notices.actions.inviting import invite
from parvis.core.notices.actions.reading import choose_rhythm, forget, mark_all_read, mark_read, unsubscribe
from parvis.core.notices.actions.sending import send_due, take_turn
from parvis.core.notices.actions.spreading import spread
from parvis.core.notices.actions.telling import tell_of_alarm, tell_of_role

__all__ = [
    "choose_rhythm",
    "forget",
    "invite",
    "mark_all_read",
    "mark_read",
    "send_due",
    "spread",
    "take_turn",
    "tell_of_alarm",
    "tell_of_role",
    "unsubscribe",
]
