"""The environment that tests run in, set before Django reads it: pytest loads this first (`-p tests.environment` in pyproject.toml).

Tests have a data folder of their own, and never the one of an instance that runs here.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["PARVIS_DATA"] = tempfile.mkdtemp(prefix="parvis-tests-")
os.environ["PARVIS_GUARD"] = str(Path(os.environ["PARVIS_DATA"]) / "guard")
atexit.register(shutil.rmtree, os.environ["PARVIS_DATA"], ignore_errors=True)
os.environ.setdefault("PARVIS_DEBUG", "0")
os.environ.setdefault("PARVIS_GALLERY", "1")
os.environ.setdefault("PARVIS_SECRET_KEY", "only-for-tests")
