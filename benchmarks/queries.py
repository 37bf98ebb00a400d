"""How many queries a page makes, asked in the process itself: the addresses come as arguments, `@1` before one asks it as somebody.

python -m benchmarks.queries /demarches/ @0/demarches/
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path


def queries(addresses: list[str]) -> list[tuple[int, int]]:
    """Give for each address its queries the second time it is asked for, and the status."""
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    cookies = json.loads((Path(settings.PARVIS_DATA) / "loaded.json").read_text())["cookies"]
    counted = []
    for address in addresses:
        who, path = re.fullmatch(r"(?:@(\d+))?(/.*)", address).groups()  # type: ignore[union-attr]
        client = Client(headers={"host": "127.0.0.1", "accept-language": "fr"})
        if who is not None:
            for pair in cookies[int(who)].split("; "):
                client.cookies.load(pair)
        client.get(path)
        for cache in caches.all():
            cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            response = client.get(path)
        counted.append((len(seen), response.status_code))
    return counted


if __name__ == "__main__":
    from parvis.cli.ready import set_up

    set_up()
    print(json.dumps(queries(sys.argv[1:])))
