"""Deciding, answering, promising, and closing a process once everybody is answered."""

from parvis.core.decisions.actions.answering import answer, keep_silent
from parvis.core.decisions.actions.closing import close_process
from parvis.core.decisions.actions.deciding import Option, decide
from parvis.core.decisions.actions.feedback import give_feedback, hide_feedback, show_feedback, withdraw_feedback
from parvis.core.decisions.actions.promising import add_evidence, add_milestone, mark, promise, reach_milestone

__all__ = [
    "Option", "add_evidence", "add_milestone", "answer", "close_process", "decide", "give_feedback", "hide_feedback", "keep_silent",
    "mark", "promise", "reach_milestone", "show_feedback", "withdraw_feedback",
]  # fmt: skip
