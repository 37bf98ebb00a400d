"""Getting an instance ready to be spoken to from the command line."""

import os
import sys


def set_up() -> None:
    """Load Django with the settings of this instance; a wrong setting is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    from parvis.config.environment import WrongSetting

    try:
        django.setup()
    except WrongSetting as wrong:
        sys.exit(f"parvis: {wrong}")
