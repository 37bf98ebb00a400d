"""Everything that is written about votes."""

from parvis.features.ballots.actions.archive import bring_in_finished
from parvis.features.ballots.actions.casting import cast
from parvis.features.ballots.actions.closing import conclude
from parvis.features.ballots.actions.inviting import refuse, send_invitations
from parvis.features.ballots.actions.opening import fix
from parvis.features.ballots.actions.preparing import list_voters, move_option, remove_option, rewrite_option, write_option

__all__ = [
    "bring_in_finished", "cast", "conclude", "fix", "list_voters", "move_option", "refuse", "remove_option",
    "rewrite_option", "send_invitations", "write_option",
]  # fmt: skip
