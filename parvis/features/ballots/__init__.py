"""People vote here in secret, and find their ballot in the published list once the vote is closed.

Who may vote, who has voted and what was cast are three tables that nothing joins: docs/decisions/003-ballots-unlinked.md says how.
"""
