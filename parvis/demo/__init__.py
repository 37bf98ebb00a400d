"""The demonstration: a town of fiction, its people and its decisions.

The words are in `content/`; they become a town only through the actions that any visitor could take.
"""
