"""The addresses of decisions, answers and promises."""

from django.urls import path

from parvis.core.decisions.views import answering, answers, deciding, follow_up, lists, pages, promises

app_name = "decisions"
urlpatterns = [
    path("decisions/", lists.decisions, name="list"),
    path("decisions/<uuid:ref>/", pages.decision, name="decision"),
    path("decisions/<uuid:ref>/promettre/", deciding.promise, name="make_promise"),
    path("reponses/<uuid:ref>/", answers.answer, name="answer"),
    path("promesses/", lists.promises, name="promises"),
    path("promesses/<uuid:ref>/", promises.promise, name="promise"),
    path("promesses/<uuid:ref>/etat/", follow_up.mark, name="mark"),
    path("promesses/<uuid:ref>/etapes/", follow_up.add_milestone, name="add_milestone"),
    path("promesses/<uuid:ref>/etapes/<int:pk>/", follow_up.reach_milestone, name="reach_milestone"),
    path("promesses/<uuid:ref>/preuves/", follow_up.add_evidence, name="add_evidence"),
    path("promesses/preuves/<uuid:ref>/", promises.evidence, name="evidence"),
    path("promesses/avis/<uuid:ref>/retirer/", promises.withdraw_feedback, name="withdraw_feedback"),
    path("promesses/avis/<uuid:ref>/masquer/", promises.hide_feedback, name="hide_feedback"),
    path("promesses/avis/<uuid:ref>/montrer/", promises.show_feedback, name="show_feedback"),
    path("demarches/<slug:slug>/decider/", deciding.decide, name="decide"),
    path("demarches/<slug:slug>/reponses/", answers.of_process, name="answers"),
    path("demarches/<slug:slug>/repondre/", answering.give_answers, name="give_answers"),
    path("demarches/<slug:slug>/clore/", deciding.close, name="close"),
]
