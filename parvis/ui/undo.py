"""Saying what was done with a button that undoes it: a message of the page that is a small form, so that it needs no script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def offer(request: HttpRequest, said: str, *, label: str, url: str, fields: Mapping[str, Sequence[str]]) -> None:
    """Say what was done, and offer to undo it.

    Arguments:
        label: the button.
        url, fields: where the button sends what.
    """
    sent = {name: list(values) for name, values in fields.items()}
    messages.success(request, said, extra_tags=UNDO + json.dumps({"label": label, "url": url, "fields": sent}))
