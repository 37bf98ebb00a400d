"""The error that every subcommand uses."""


class CommandError(Exception):
    """Something the person can mend. The message is a sentence; the command ends with status 2."""
