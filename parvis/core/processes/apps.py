from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "parvis.core.processes"
    label = "processes"
    verbose_name = "Processes"

    def ready(self) -> None:
        from parvis.core.processes import queries
        from parvis.core.record import upstairs

        upstairs.processes_come_from(queries.ref_at)
