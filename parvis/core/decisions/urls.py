"""The addresses of decisions, answers and promises."""

from django.urls import path
from django.views.generic import TemplateView

app_name = "decisions"
page = TemplateView.as_view(template_name="ui/base.html")
urlpatterns = [
    path("decisions/", page, name="list"),
    path("decisions/<uuid:ref>/", page, name="decision"),
    path("reponses/<uuid:ref>/", page, name="answer"),
    path("promesses/", page, name="promises"),
    path("promesses/<uuid:ref>/", page, name="promise"),
    path("promesses/preuves/<uuid:ref>/", page, name="evidence"),
    path("demarches/<slug:slug>/decider/", page, name="decide"),
]
