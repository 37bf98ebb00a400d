"""The addresses of the front door."""

from django.urls import path
from django.views.generic import TemplateView

app_name = "portal"
urlpatterns = [
    path("", TemplateView.as_view(template_name="ui/base.html"), name="home"),
    path("espaces/<slug:slug>/", TemplateView.as_view(template_name="ui/base.html"), name="space"),
    path("demarches/<slug:slug>/", TemplateView.as_view(template_name="ui/base.html"), name="process"),
]
