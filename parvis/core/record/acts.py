"""The acts of the record itself."""

from django.utils.translation import gettext_lazy as _

from parvis.core.record.kinds import act_kind

ERASED = act_kind("champ.effacé", _("Personal data was erased from “%(title)s”."), told=False)
KEY_ADDED = act_kind("clé.ajoutée", _("A new key signs the public record."), told=False)
KEY_RETIRED = act_kind("clé.retirée", _("An old key signs the public record no more."), told=False)
WITNESS_ADDED = act_kind("témoin.ajouté", _("Somebody else watches over the public record."), told=False)
WITNESS_REMOVED = act_kind("témoin.retiré", _("A witness of the public record was removed."), told=False)
BEGUN_ANEW = act_kind(
    "registre.recommencé", _("The public record began anew under another name; the earlier one can still be read."), told=False
)
RESTORED = act_kind("registre.restauré", _("Acts that a restored backup had lost were found again in the published record."), told=False)
