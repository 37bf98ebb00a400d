"""The addresses of discussion: forms posted from the page of any thing."""

from django.urls import path
from django.views.generic import TemplateView

app_name = "discussion"
page = TemplateView.as_view(template_name="ui/base.html")
urlpatterns = [path("sur/<uuid:ref>/arguments/", page, name="arguments")]
