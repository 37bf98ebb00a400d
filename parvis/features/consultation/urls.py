"""The addresses of consultation."""

from django.urls import path
from django.views.generic import TemplateView

app_name = "consultation"
page = TemplateView.as_view(template_name="ui/base.html")
urlpatterns = [
    path("phases/<uuid:ref>/contributions/", page, name="list"),
    path("phases/<uuid:ref>/contributions/nouvelle/", page, name="new"),
    path("phases/<uuid:ref>/tri/", page, name="sorting"),
    path("phases/<uuid:ref>/options/", page, name="options"),
    path("contributions/<uuid:ref>/", page, name="contribution"),
    path("options/<uuid:ref>/", page, name="option"),
]
