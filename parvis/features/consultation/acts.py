"""The public acts of consultation."""

from django.utils.translation import gettext_lazy as _

from parvis.core.record.kinds import act_kind

TEXTS = ("titre", "texte")
CONTRIBUTED = act_kind("contribution.publiée", _("%(actor)s contributed “%(title)s”."), fields=TEXTS, calls_for_answer=True)
EDITED = act_kind("contribution.modifiée", _("%(actor)s changed the contribution “%(title)s”."), fields=TEXTS)
WITHDRAWN = act_kind("contribution.retirée", _("%(actor)s withdrew a contribution."))
HIDDEN = act_kind("contribution.masquée", _("A moderator hid a contribution, and gave the reason."), fields=("motif",))
SHOWN = act_kind("contribution.rétablie", _("A moderator showed “%(title)s” again."), fields=("motif",))
BROUGHT_IN = act_kind(
    "contribution.reprise", _("A contribution of %(actor)s was brought in: “%(title)s”."), fields=TEXTS, calls_for_answer=True, told=False
)
ARCHIVED = act_kind("contribution.archivée", _("A contribution of %(actor)s was archived here: “%(title)s”."), fields=TEXTS, told=False)
MANY_BROUGHT_IN = act_kind("contributions.importées", _("%(actor)s brought in contributions from elsewhere."))
THEMES_SET = act_kind("thèmes.définis", _("%(actor)s set the themes of “%(title)s”."), fields=("themes",), told=False)
OPTION_MADE = act_kind("option.formulée", _("%(actor)s made the option “%(title)s” from contributions."), fields=(*TEXTS, "origines"))
OPTION_EDITED = act_kind("option.modifiée", _("%(actor)s changed the option “%(title)s”."), fields=(*TEXTS, "origines"))
OPTION_DROPPED = act_kind("option.abandonnée", _("%(actor)s gave up the option “%(title)s”."))
OPTIONS_ORDERED = act_kind(
    "options.ordonnées", _("%(actor)s changed the order of the options of “%(title)s”."), fields=("ordre",), told=False
)
