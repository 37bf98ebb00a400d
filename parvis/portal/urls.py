"""The addresses of the front door."""

from django.urls import path, register_converter

from parvis.portal.views import beginning, governing, imports, mine, office, pages, processes, search, spaces


class Verb:
    """What can be done to a phase by hand."""

    regex = "ouvrir|fermer"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Verb, "verb")

app_name = "portal"
urlpatterns = [
    path("", spaces.home, name="home"),
    path("espaces/", spaces.spaces, name="spaces"),
    path("espaces/<slug:slug>/", spaces.space, name="space"),
    path("espaces/<slug:slug>/rejoindre/", spaces.join, name="join"),
    path("espaces/<slug:slug>/quitter/", spaces.leave, name="leave"),
    path("espaces/<slug:slug>/roles/<slug:role>/rendre/", spaces.give_back, name="give_back"),
    path("espaces/<slug:slug>/couleur.css", spaces.tint, name="tint"),
    path("demarches/", processes.processes, name="processes"),
    path("demarches/<slug:slug>/", processes.process, name="process"),
    path("chercher/", search.search, name="search"),
    path("ma-participation/", mine.mine, name="mine"),
    path("ma-participation.csv", mine.mine_file, {"form": "csv"}, name="mine_csv"),
    path("ma-participation.json", mine.mine_file, {"form": "json"}, name="mine_json"),
    path("comment-ca-marche/", pages.how, name="how"),
    path("verifier/", pages.check, name="check"),
    path("donnees-personnelles/", pages.privacy, name="privacy"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("bureau/", office.office, name="office"),
    path("bureau/espaces/ouvrir/", governing.found, name="office_found"),
    path("bureau/espaces/<slug:slug>/", governing.space, name="office_space"),
    path("bureau/espaces/<slug:slug>/presentation/", governing.describe, name="office_describe"),
    path("bureau/espaces/<slug:slug>/roles/", governing.roles, name="office_roles"),
    path("bureau/espaces/<slug:slug>/roles/<int:pk>/terminer/", governing.end_role, name="office_end_role"),
    path("bureau/espaces/<slug:slug>/instances/", governing.body, name="office_body"),
    path("bureau/espaces/<slug:slug>/instances/<uuid:ref>/sieges/", governing.seat, name="office_seat"),
    path("bureau/espaces/<slug:slug>/mandats/<int:pk>/terminer/", governing.end_mandate, name="office_end_mandate"),
    path("bureau/nouvelle/", beginning.new, name="office_new"),
    path("bureau/demarches/<slug:slug>/", office.process, name="office_process"),
    path("bureau/demarches/<slug:slug>/presentation/", office.edit, name="office_edit"),
    path("bureau/demarches/<slug:slug>/inviter/", beginning.invite, name="office_invite"),
    path("bureau/demarches/<slug:slug>/publier/", office.publish, name="office_publish"),
    path("bureau/demarches/<slug:slug>/importer/", imports.contributions, name="office_import"),
    path("bureau/demarches/<slug:slug>/phases/ajouter/", office.add_phase, name="office_add_phase"),
    path("bureau/demarches/<slug:slug>/phases/<int:position>/", office.phase, name="office_phase"),
    path("bureau/demarches/<slug:slug>/phases/<int:position>/fermeture/", office.close, name="office_close"),
    path("bureau/demarches/<slug:slug>/phases/<int:position>/<verb:verb>/", office.move, name="office_move"),
]
