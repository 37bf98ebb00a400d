"""The public acts of discussion."""

from django.utils.translation import gettext_lazy as _

from parvis.core.record.kinds import act_kind

ARGUED = act_kind("argument.publié", _("%(actor)s gave an argument: “%(title)s”."), fields=("titre", "texte"))
ASKED = act_kind("question.posée", _("%(actor)s asked: “%(title)s”."), fields=("texte",))
REPLIED = act_kind("question.répondue", _("%(actor)s answered the question “%(title)s”."), fields=("reponse",))
CITED = act_kind("source.citée", _("%(actor)s cited a source: “%(title)s”."), fields=("titre", "adresse", "editeur"), told=False)
EDITED = act_kind("propos.modifié", _("%(actor)s changed the words of “%(title)s”."), fields=("titre", "texte"), told=False)
WITHDRAWN = act_kind("propos.retiré", _("%(actor)s withdrew “%(title)s”."), told=False)
HIDDEN = act_kind("propos.masqué", _("%(actor)s hid something said here, and gave the reason."), fields=("motif",))
SHOWN = act_kind("propos.rétabli", _("%(actor)s showed “%(title)s” again."), fields=("motif",))
SUPPORTED = act_kind("soutien.donné", _("%(actor)s supported “%(title)s”."), told=False)
UNSUPPORTED = act_kind("soutien.repris", _("%(actor)s took back the support of “%(title)s”."), told=False)
ARGUMENT_BROUGHT = act_kind(
    "argument.repris", _("An argument of %(actor)s was brought in: “%(title)s”."), fields=("titre", "texte"), told=False
)
SOURCE_BROUGHT = act_kind(
    "source.reprise", _("A source cited by %(actor)s was brought in: “%(title)s”."), fields=("titre", "adresse", "editeur"), told=False
)
