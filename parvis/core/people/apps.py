from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "parvis.core.people"
    label = "people"
    verbose_name = "People"
