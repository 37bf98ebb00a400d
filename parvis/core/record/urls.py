"""The addresses of the record."""

from datetime import date

from django.urls import path, register_converter

from parvis.core.record import feeds, published, receipts, views, witnessing


class Day:
    """A day in an address: `2026-11-24`."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(Day, "day")
app_name = "record"
urlpatterns = [
    path("registre/", views.record, name="record"),
    path("registre/journal.atom", feeds.record, name="feed"),
    path("registre/checkpoint", published.checkpoint, name="checkpoint"),
    path("registre/tile/<path:path>", published.tile, name="tile"),
    path("registre/policy", published.policy, name="policy"),
    path("registre/preuve/<int:place>.tlog-proof", published.proof, name="proof"),
    path("registre/ouverture/<int:place>.json", published.opening, name="opening"),
    path("registre/<int:log>/checkpoint", published.checkpoint, name="checkpoint"),
    path("registre/<int:log>/tile/<path:path>", published.tile, name="tile"),
    path("registre/<int:log>/policy", published.policy, name="policy"),
    path("registre/<int:log>/preuve/<int:place>.tlog-proof", published.proof, name="proof"),
    path("registre/<int:log>/ouverture/<int:place>.json", published.opening, name="opening"),
    path("temoin/add-checkpoint", witnessing.add, name="add_checkpoint"),
    path("temoin/<str:name>/checkpoint", witnessing.cosigned, name="cosigned"),
    path("registre/actes/<uuid:uuid>/", views.act, name="act"),
    path("registre/actes/<uuid:uuid>/recu/", receipts.receipt, name="receipt"),
    path("registre/actes/<uuid:uuid>/recu.tlog-proof", receipts.receipt_file, name="receipt_file"),
    path("registre/actes/<uuid:uuid>/promesse.txt", receipts.promise_file, name="promise_file"),
    path("registre/mes-recus/", receipts.mine, name="mine"),
    path("registre/verifier/", receipts.check, name="check"),
    path("registre/aujourd-hui/", views.today, name="today"),
    path("registre/jours/<day:day>/", views.day, name="day"),
    path("registre/objets/<uuid:ref>/", views.history, name="object"),
    path("registre/objets/<uuid:ref>/mon-recu/", receipts.hers, name="hers"),
    path("registre/objets/<uuid:ref>/journal.atom", feeds.history, name="object_feed"),
    path("demarches/<slug:slug>/journal/", views.journal, name="process"),
    path("demarches/<slug:slug>/journal.atom", feeds.journal, name="process_feed"),
]
