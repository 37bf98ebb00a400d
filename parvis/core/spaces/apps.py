from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "parvis.core.spaces"
    label = "spaces"
    verbose_name = "Spaces"

    def ready(self) -> None:
        from parvis.core.people import demonstration, mydata
        from parvis.core.record import upstairs
        from parvis.core.spaces import actions, queries

        upstairs.spaces_come_from(queries.spaces_of_requester)
        upstairs.places_come_from(queries.places_for)
        demonstration.roles_come_from(queries.roles_in_words)
        mydata.held(queries.ROLES)
        mydata.held(queries.MANDATES)
        mydata.cleaned_up_by(actions.end_everything)
