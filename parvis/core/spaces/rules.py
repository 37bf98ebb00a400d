"""Who may do what in a space. The two questions that every other room asks are here too: may she see it, and does she hold a role."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.record.models import Audience
from parvis.core.rules.verdict import YES, Verdict, no
from parvis.core.spaces.models import Role, Space
from parvis.core.spaces.standing import held_in, roles_of

SIGN_IN = _("Sign in to do this.")
TAKES_PART = frozenset(Role.values)
RUNS = frozenset({Role.FACILITATOR, Role.OFFICER})
MODERATES = frozenset({Role.MODERATOR, Role.OFFICER})
ANSWERS_FOR = frozenset({Role.OFFICER})
# Who holds one of these is public: they act for the space.
ACTS_FOR = RUNS | MODERATES  # as Membership.acts_for


def holds(person: Person | None, space: Space, roles: frozenset[str], otherwise: str | Promise) -> Verdict:
    """Say whether the person holds one of these roles in the space or above it; if not, `otherwise` is the reason."""
    if person is None or not person.is_authenticated:
        return no(SIGN_IN, sign_in=True)
    return YES if roles & roles_of(person, space) else no(otherwise)


def may_see(person: Person | None, space: Space) -> Verdict:
    """A public space is for everyone; others are for those who belong to them."""
    if space.audience == Audience.PUBLIC:
        return YES
    return holds(person, space, TAKES_PART, _("This space is for its members."))


def may_take_part(person: Person | None, space: Space) -> Verdict:
    """Residents and all other roles take part; others are told how to join."""
    return holds(person, space, TAKES_PART, _("Only people of this space take part. You can join it from its page."))


def may_join(person: Person | None, space: Space) -> Verdict:
    """Where joining is open, whoever has an account may declare herself a resident."""
    if person is None or not person.is_authenticated:
        return no(SIGN_IN, sign_in=True)
    if space.joining != Space.Joining.OPEN:
        return no(_("One joins this space by invitation."))
    if roles_of(person, space):
        return no(_("You belong to this space already."))
    return YES


def may_run(person: Person | None, space: Space) -> Verdict:
    """Facilitators and officers create and run processes."""
    return holds(person, space, RUNS, _("Only facilitators and officers of this space can do this."))


def may_moderate(person: Person | None, space: Space) -> Verdict:
    """Moderators and officers hide what breaks the rules of the place."""
    return holds(person, space, MODERATES, _("Only moderators of this space can do this."))


def may_found(person: Person | None, parent: Space | None = None) -> Verdict:
    """Whoever runs the instance opens the first spaces; officers open spaces below theirs."""
    if person is None or not person.is_authenticated:
        return no(SIGN_IN, sign_in=True)
    if person.is_operator:
        return YES
    return may_answer_for(person, parent) if parent else no(_("Only whoever runs this instance opens a space that stands in no other."))


def may_give_roles(person: Person | None, space: Space) -> Verdict:
    """Officers say who is what; so does whoever runs the instance, so that a space never stays without anybody."""
    return YES if person is not None and person.is_operator else may_answer_for(person, space)


def may_give_back(person: Person | None, space: Space, role: str) -> Verdict:
    """Whoever acts for a space may stop doing so at any time. Residents and members leave instead."""
    if person is None or not person.is_authenticated:
        return no(SIGN_IN, sign_in=True)
    return YES if role in ACTS_FOR & held_in(person, space) else no(_("You do not hold this role in this space, or no longer."))


def may_answer_for(person: Person | None, space: Space) -> Verdict:
    """Officers speak and decide for the space, and say who holds which role."""
    return holds(person, space, ANSWERS_FOR, _("Only officers of this space can do this."))
