"""The process with contributions and a decision, from the room of decisions."""

from parvis.core.decisions.tests.conftest import decision, in_english, one_act, process, promise, write, written_kind

__all__ = ["decision", "in_english", "one_act", "process", "promise", "write", "written_kind"]
