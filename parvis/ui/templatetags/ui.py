"""`{% load ui %}`: every component, from one library. See docs/guides/components.md."""

from parvis.ui.components import (
    actions,
    ballots,
    blocks,
    cards,
    debate,
    drafts,
    forms,
    frame,
    lists,
    pictures,
    tables,
    texts,
    way,
)
from parvis.ui.components.library import register

__all__ = [
    "actions",
    "ballots",
    "blocks",
    "cards",
    "debate",
    "drafts",
    "forms",
    "frame",
    "lists",
    "pictures",
    "register",
    "tables",
    "texts",
    "way",
]
