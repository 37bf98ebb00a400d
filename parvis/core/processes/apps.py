from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "parvis.core.processes"
    label = "processes"
    verbose_name = "Processes"
