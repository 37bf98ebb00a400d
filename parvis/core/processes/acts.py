"""The public acts on processes and phases."""

from django.utils.translation import gettext_lazy as _

from parvis.core.record.kinds import act_kind

PUBLISHED = act_kind("démarche.ouverte", _("The process “%(title)s” was opened."), fields=("question", "engagement"))
EDITED = act_kind("démarche.modifiée", _("The presentation of “%(title)s” was changed."), told=False)
PLANNED = act_kind("calendrier.modifié", _("The calendar of “%(title)s” was changed."))
PHASE_OPENED = act_kind("phase.ouverte", _("“%(title)s” opened."))
PHASE_CLOSED = act_kind("phase.close", _("“%(title)s” closed."), fields=("retenu",))
CLOSED = act_kind("démarche.close", _("The process “%(title)s” was closed."))
