"""The French words that stand for choices in the record, in open data and in addresses. Never changed once published."""

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
LATE = "en-retard"
KEPT = {Weighed.Kept.YES: "oui", Weighed.Kept.PARTLY: "en-partie", Weighed.Kept.NO: "non"}
SATISFIED = {Feedback.Satisfied.YES: "oui", Feedback.Satisfied.PARTLY: "en-partie", Feedback.Satisfied.NO: "non"}
VERDICTS_BY_CODE = {code: verdict for verdict, code in VERDICTS.items()}
STATUSES_BY_CODE: dict[str, str] = {LATE: Promise.LATE} | {code: status for status, code in STATUSES.items()}
