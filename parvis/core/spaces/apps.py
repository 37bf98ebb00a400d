from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "parvis.core.spaces"
    label = "spaces"
    verbose_name = "Spaces"

    def ready(self) -> None:
        from parvis.core.record import upstairs
        from parvis.core.spaces import queries

        upstairs.spaces_come_from(queries.spaces_of_requester)
        upstairs.places_come_from(queries.places_for)
