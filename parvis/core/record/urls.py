"""The addresses of the record."""

from django.urls import path

from parvis.core.record import feeds, published, views, witnessing

app_name = "record"
urlpatterns = [
    path("registre/", views.record, name="record"),
    path("registre/journal.atom", feeds.record, name="feed"),
    path("registre/checkpoint", published.checkpoint, name="checkpoint"),
    path("registre/tile/<path:path>", published.tile, name="tile"),
    path("registre/policy", published.policy, name="policy"),
    path("registre/preuve/<int:place>.tlog-proof", published.proof, name="proof"),
    path("registre/ouverture/<int:place>.json", published.opening, name="opening"),
    path("temoin/add-checkpoint", witnessing.add, name="add_checkpoint"),
    path("temoin/<str:name>/checkpoint", witnessing.cosigned, name="cosigned"),
    path("registre/actes/<uuid:uuid>/", views.act, name="act"),
    path("registre/objets/<uuid:ref>/", views.history, name="object"),
    path("registre/objets/<uuid:ref>/journal.atom", feeds.history, name="object_feed"),
    path("demarches/<slug:slug>/journal/", views.journal, name="process"),
    path("demarches/<slug:slug>/journal.atom", feeds.journal, name="process_feed"),
]
