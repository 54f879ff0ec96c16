"""What some tests need of the machine, and what is said where it is not there.

A test marked `browser` needs Chromium.  Where that cannot be had the test is skipped,
and the last lines of the run say so and how to get it.  With `CI=true` no test may be
skipped, for whatever reason: there the suite is to be whole.
"""

import os
import shutil
from dataclasses import dataclass

import pytest

from postgres_server import programs, stop_what_was_started

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SHELL_NAME = (
    "chromium-headless-shell"  # its engine without windows: a quarter of the work
)


@dataclass(frozen=True)
class Requirement:
    """Something a test needs, named by its marker."""

    marker: str
    what: str
    how: str


CHROMIUM = Requirement(
    "browser", "Chromium", "apt-get install chromium chromium-headless-shell"
)
POSTGRES = Requirement(
    "postgres",
    "PostgreSQL",
    "make setup, which brings it, or apt-get install postgresql",
)
REQUIREMENTS = (CHROMIUM, POSTGRES)
# The right to mount is the machine's to give, and no package brings it: a run without
# it is told so at its end, and is not failed for it, in CI neither.
NO_MOUNT = "needs to mount a small disk, which only root may"


def chromium(*, whole=False):
    """Return the path of Chromium on this machine, or None.

    Without windows it does the same for a page and costs a quarter; the *whole* one is
    what people use.
    """
    names = CHROMIUM_NAMES if whole else (SHELL_NAME, *CHROMIUM_NAMES)
    return next(filter(None, map(shutil.which, (*names, SHELL_NAME))), None)


def is_met(requirement):
    return {CHROMIUM: chromium, POSTGRES: programs}[requirement]() is not None


def is_ci():
    return os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    for requirement in REQUIREMENTS:
        if item.get_closest_marker(requirement.marker) and not is_met(requirement):
            pytest.skip(f"needs {requirement.what}")


def skipped_in(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []


def skipped_for_want_of_more(config):
    """Return what was skipped for anything but the right to mount."""
    return [s for s in skipped_in(config) if NO_MOUNT not in str(s.longrepr)]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    passed = session.exitstatus == pytest.ExitCode.OK
    if is_ci() and passed and skipped_for_want_of_more(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    summary = yield
    skipped = skipped_in(terminalreporter.config)
    for requirement in REQUIREMENTS:
        reason = f"needs {requirement.what}"
        number = sum(reason in str(report.longrepr) for report in skipped)
        if number:
            terminalreporter.write_line(
                f"{number} skipped: this machine has no {requirement.what}"
                f" (to get it: {requirement.how})",
                yellow=True,
            )
    if number := sum(NO_MOUNT in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"{number} skipped: {NO_MOUNT}", yellow=True)
    if is_ci() and skipped_for_want_of_more(terminalreporter.config):
        terminalreporter.write_line("CI=true: a skipped test is a failure", red=True)
    return summary


def pytest_unconfigure():
    """Stop the database server: a worker of a parallel run ends without ado."""
    stop_what_was_started()
