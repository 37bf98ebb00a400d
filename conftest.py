"""What every test of the house shares."""

import os
import tempfile

# Tests have a data folder of their own, and never the one of an instance that runs here.
os.environ["PARVIS_DATA"] = tempfile.mkdtemp(prefix="parvis-tests-")
os.environ.setdefault("PARVIS_DEBUG", "0")
os.environ.setdefault("PARVIS_GALLERY", "1")
os.environ.setdefault("PARVIS_SECRET_KEY", "only-for-tests")

pytest_plugins = ["tests.fixtures"]
