"""Decisions, answers and promises."""

from parvis.core.decisions.models.answer import Answer, Reply, Silence
from parvis.core.decisions.models.decision import Decision, Weighed
from parvis.core.decisions.models.promise import Evidence, Feedback, Milestone, Move, Promise

__all__ = ["Answer", "Decision", "Evidence", "Feedback", "Milestone", "Move", "Promise", "Reply", "Silence", "Weighed"]
