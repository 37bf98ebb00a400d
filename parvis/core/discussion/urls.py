"""The addresses of discussion: forms posted from the page of any thing, and what is done to what was said."""

from django.urls import path

from parvis.core.discussion.views import remarks, things

app_name = "discussion"
urlpatterns = [
    path("sur/<uuid:ref>/arguments/", things.arguments, name="arguments"),
    path("sur/<uuid:ref>/questions/", things.questions, name="questions"),
    path("sur/<uuid:ref>/sources/", things.sources, name="sources"),
    path("sur/<uuid:ref>/soutien/", things.supports, name="supports"),
    path("propos/<uuid:ref>/modifier/", remarks.edit, name="edit"),
    path("propos/<uuid:ref>/retirer/", remarks.withdraw, name="withdraw"),
    path("propos/<uuid:ref>/repondre/", remarks.reply, name="reply"),
    path("propos/<uuid:ref>/masquer/", remarks.hide, name="hide"),
    path("propos/<uuid:ref>/montrer/", remarks.show, name="show"),
    path("propos/<uuid:ref>/versions/", remarks.versions, name="versions"),
    path("propos/<uuid:ref>/document/", remarks.document, name="document"),
]
