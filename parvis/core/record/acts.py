"""The acts of the record itself."""

from django.utils.translation import gettext_lazy as _

from parvis.core.record.kinds import act_kind

ERASED = act_kind("champ.effacé", _("Personal data was erased from “%(title)s”."), told=False)
