"""What every test of the house shares."""

import os

import pytest
from hypothesis import HealthCheck, settings

# Tests of correctness time nothing: a busy machine fails none of them.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

pytest_plugins = ["tests.fixtures", "tests.visiting"]
# Being imported makes it ready to serve; nothing in it is a test.
collect_ignore = ["parvis/config/wsgi.py"]

# In CI everything that a test needs is installed, so a test that stands aside for want of a tool has failed. What may stand aside says so.
# What does not apply to a case may stand aside too.
MAY_BE_SKIPPED = ("no shared data", "only on ", "this method", "no reference")
_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember the tests that were skipped for want of something."""
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(MAY_BE_SKIPPED):
            _skipped.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI, fail when something was missing."""
    if os.environ.get("CI") == "true" and _skipped and not hasattr(session.config, "workerinput"):
        print("\nSkipped in CI, which counts as a failure:", *sorted(set(_skipped)), sep="\n  ")  # noqa: T201
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
