"""Saying something about a thing, supporting it, taking it back; and hiding what breaks the rules of the place."""

from parvis.core.discussion.actions.imports import BroughtArgument as BroughtArgument
from parvis.core.discussion.actions.imports import BroughtSource as BroughtSource
from parvis.core.discussion.actions.imports import bring_in as bring_in
from parvis.core.discussion.actions.moderation import hide as hide
from parvis.core.discussion.actions.moderation import show as show
from parvis.core.discussion.actions.remarks import argue as argue
from parvis.core.discussion.actions.remarks import ask as ask
from parvis.core.discussion.actions.remarks import cite as cite
from parvis.core.discussion.actions.remarks import edit as edit
from parvis.core.discussion.actions.remarks import reply as reply
from parvis.core.discussion.actions.remarks import withdraw as withdraw
from parvis.core.discussion.actions.supports import support as support
from parvis.core.discussion.actions.supports import unsupport as unsupport
