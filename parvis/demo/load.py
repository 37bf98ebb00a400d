"""Loading the demonstration: once, whole or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation

from parvis.core.spaces.models import Space
from parvis.demo import archive, evenings, processes, town
from parvis.demo.clock import Calendar
from parvis.demo.stage import Row, Stage

CONTENT = Path(__file__).parent / "content"
ZONE = ZoneInfo("Europe/Paris")


def content(name: str) -> Row:
    """Give what a file of words holds."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def is_there() -> bool:
    """Say whether the demonstration has been loaded."""
    return Space.objects.filter(slug=content("town")["spaces"][0]["slug"]).exists()


@transaction.atomic
def load() -> int:
    """Build the town and its processes, each action on its day, and give how many events there were; 0 when the town is there already.

    It is one transaction: when something fails, nothing of it stays.
    """
    if is_there():
        return 0
    people = content("town")
    stage = Stage(Calendar(timezone.localdate(timezone=ZONE), ZONE))
    with translation.override("fr"):
        town.plan(people, stage)
        archive.plan(stage)
        for path in sorted(CONTENT.glob("process-*.toml")):
            processes.plan(content(path.stem), people, stage)
        evenings.plan(stage)
        played = stage.play()
        processes.keep_time()
    return played
