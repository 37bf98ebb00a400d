"""Where the background of maps comes from on this instance: nowhere, or a server of tiles that the operator named."""

from django.conf import settings

from parvis.ui.charts.drawing import Tiles


def tiles() -> Tiles | None:
    """Give the server of tiles; None unless PARVIS_TILES names one."""
    address = getattr(settings, "PARVIS_TILES", "")
    return Tiles(address, settings.PARVIS_TILES_CREDIT) if address else None
