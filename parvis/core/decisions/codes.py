"""The French words that stand for choices in the record and in open data. Never changed once published."""

from parvis.core.decisions.models import Answer, Feedback, Promise, Weighed

VERDICTS = {
    Answer.Verdict.ADOPTED: "adopté",
    Answer.Verdict.IN_PART: "adopté-en-partie",
    Answer.Verdict.ALREADY: "déjà-le-cas",
    Answer.Verdict.NOT_ADOPTED: "non-adopté",
    Answer.Verdict.OUT_OF_SCOPE: "hors-sujet",
    Answer.Verdict.TO_STUDY: "à-étudier",
}
STATUSES = {
    Promise.Status.COMING: "à-venir",
    Promise.Status.UNDER_WAY: "en-cours",
    Promise.Status.KEPT: "tenue",
    Promise.Status.HALF: "tenue-en-partie",
    Promise.Status.DROPPED: "abandonnée",
}
KEPT = {Weighed.Kept.YES: "oui", Weighed.Kept.PARTLY: "en-partie", Weighed.Kept.NO: "non"}
SATISFIED = {Feedback.Satisfied.YES: "oui", Feedback.Satisfied.PARTLY: "en-partie", Feedback.Satisfied.NO: "non"}
