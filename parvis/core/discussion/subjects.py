"""What can be supported in this room: arguments."""

from parvis.core.discussion import rules
from parvis.core.discussion.kinds import subject
from parvis.core.discussion.models import Argument

ARGUMENT = subject("argument", Argument, columns=("supports",), may_support=rules.may_support_argument)
