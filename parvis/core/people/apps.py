from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "parvis.core.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from parvis.core.people import holdings, queries
        from parvis.core.record import upstairs

        upstairs.names_come_from(queries.names_of)
        upstairs.actors_come_from(queries.actors_of_requester)
        holdings.declare()
