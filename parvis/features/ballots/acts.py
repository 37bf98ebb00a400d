"""The public acts of a vote. Casting a ballot is none of them: participations and ballots are told together, at the close."""

from django.utils.translation import gettext_lazy as _

from parvis.core.record.kinds import act_kind

OPTION_PUT = act_kind("vote.option", _("“%(title)s” is put to the vote."), fields=("titre", "texte"), told=False)
OPENED = act_kind("vote.préparé", _("The electoral roll and the options of “%(title)s” were fixed."), told=False)
SIGNED = act_kind("vote.émargement", _("The list of those who voted in “%(title)s” was closed."), told=False)
COUNTED = act_kind("vote.dépouillement", _("The ballots of “%(title)s” were counted and published."))
