from importlib import import_module

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "parvis.core.discussion"
    label = "discussion"
    verbose_name = "Discussion"

    def ready(self) -> None:
        import_module("parvis.core.discussion.subjects")
