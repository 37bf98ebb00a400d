#!/usr/bin/env python3
"""Django's own commands, for people who develop Parvis. To run an instance, use `parvis`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    execute_from_command_line(sys.argv)
