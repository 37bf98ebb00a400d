"""Process, phase and outcome, and the kinds that phases can be of."""

from parvis.core.processes.models.kinds import Conclusion, Invitation, PhaseKind, phase_kind, setting
from parvis.core.processes.models.phase import Outcome, Phase
from parvis.core.processes.models.process import Process

__all__ = ["Conclusion", "Invitation", "Outcome", "Phase", "PhaseKind", "Process", "phase_kind", "setting"]
