from importlib import import_module

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "parvis.core.discussion"
    label = "discussion"
    verbose_name = "Discussion"

    def ready(self) -> None:
        import_module("parvis.core.discussion.subjects")
        again, upstairs = import_module("parvis.core.discussion.actions.again"), import_module("parvis.core.record.upstairs")
        upstairs.done_again_by(again.again, again.BECOMES)
        upstairs.done_again_by(again.support_again, again.SUPPORTS)
