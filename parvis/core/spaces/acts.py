"""The public acts on spaces."""

from django.utils.translation import gettext_lazy as _

from parvis.core.record.kinds import act_kind

FOUNDED = act_kind("espace.ouvert", _("The space “%(title)s” was opened."))
DESCRIBED = act_kind("espace.décrit", _("The description of “%(title)s” was changed."), told=False)
ROLE_GIVEN = act_kind("rôle.confié", _("A role was given in “%(title)s”."), told=False)
ROLE_ENDED = act_kind("rôle.terminé", _("A role ended in “%(title)s”."), told=False)
ROLE_GIVEN_BACK = act_kind("rôle.rendu", _("%(actor)s gave a role back in “%(title)s”."), told=False)
BODY_SET_UP = act_kind("instance.créée", _("The body “%(title)s” was set up."))
SEATED = act_kind("mandat.commencé", _("A mandate began in “%(title)s”."), fields=("titulaire",))
UNSEATED = act_kind("mandat.terminé", _("A mandate ended in “%(title)s”."))
