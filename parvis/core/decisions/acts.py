"""The public acts of deciding, answering and keeping promises."""

from django.utils.translation import gettext_lazy as _

from parvis.core.record.kinds import act_kind

DECIDED = act_kind("décision.prise", _("A decision was taken: “%(title)s”."))
ANSWERED = act_kind("réponse.donnée", _("An answer was given: “%(title)s”."), fields=("motifs",))
KEPT_SILENT = act_kind("silence.motivé", _("“%(title)s” will not be answered, and the reason is given."), fields=("motif",))
PROMISED = act_kind("promesse.faite", _("A promise was made: “%(title)s”."), fields=("responsable",))
MARKED = act_kind("promesse.suivie", _("The promise “%(title)s” moved."), fields=("motif",))
MILESTONE_SET = act_kind("étape.prévue", _("A milestone of “%(title)s” was set."), fields=("etape",), told=False)
MILESTONE_REACHED = act_kind("étape.franchie", _("A milestone of “%(title)s” was reached."), fields=("etape",))
EVIDENCE_GIVEN = act_kind("preuve.versée", _("Evidence was given on “%(title)s”."), fields=("titre", "adresse"), told=False)
FEEDBACK_GIVEN = act_kind("avis.donné", _("%(actor)s said what came of a promise: “%(title)s”."), fields=("texte",), told=False)
FEEDBACK_WITHDRAWN = act_kind("avis.retiré", _("%(actor)s took back what was said on “%(title)s”."), told=False)
FEEDBACK_HIDDEN = act_kind("avis.masqué", _("What was said on “%(title)s” was hidden by moderation."), fields=("motif",), told=False)
FEEDBACK_SHOWN = act_kind("avis.rétabli", _("What was said on “%(title)s” is shown again."), fields=("motif",), told=False)
