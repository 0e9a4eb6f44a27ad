"""What the command line and the machine decide: --long, the network, what is told of a run."""

from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest
from pytest_socket import socket_allow_hosts

from tests.databases import POSTGRESQL
from tests.loading import loading

PAGES = Path(__file__).parent / "pages"
NEEDS_MUCH = {"application", "chromium", "serving_house"}
THIS_MACHINE = ["127.0.0.1", "::1"]

# How many examples a property is tried with. A test says what is true and not how fast, so there is
# no deadline. `full` is what `make test` asks for: each run of it tries the same examples, so that
# what fails in CI fails again on the next machine. The other two look for new ones.
PROFILES = {
    "quick": hypothesis.settings(max_examples=20, deadline=None),
    "full": hypothesis.settings(
        max_examples=100, deadline=None, derandomize=True, database=None, print_blob=True
    ),
    "long": hypothesis.settings(max_examples=1000, deadline=None, print_blob=True),
    "mutants": hypothesis.settings(
        max_examples=50,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),  # killed is killed
    ),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --long and --pure."""
    parser.addoption("--long", action="store_true", help="run the long campaigns, too")
    parser.addoption("--pure", action="store_true", help="leave out what needs the application")


def pytest_configure(config: pytest.Config) -> None:
    """Choose a profile before test modules are read: their own settings build on it.

    `--hypothesis-profile` overrides.
    """
    for name, settings in PROFILES.items():
        hypothesis.settings.register_profile(name, settings)
    hypothesis.settings.load_profile("long" if config.getoption("--long") else "quick")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Load the modules of all tests."""
    with loading():
        return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of `--pure` tests ask neither for the application nor for a browser."""
    if config.getoption("--pure"):
        impure = {item for item in items if NEEDS_MUCH & set(getattr(item, "fixturenames", ()))}
        config.hook.pytest_deselected(items=list(impure))
        items[:] = [item for item in items if item not in impure]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Name failures where there is a terminal: processes of xdist report to the one with it."""
    manager = session.config.pluginmanager
    if terminal := manager.get_plugin("terminalreporter"):
        manager.register(FailuresAtOnce(terminal))


class FailuresAtOnce:
    """Names a test the moment it has failed: the log of a run that is cut off has it."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write a line for a failure, with the first line of what was wrong."""
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            message = crash.message if crash else report.longreprtext
            first_line = next(iter(message.splitlines()), "")
            self._terminal.ensure_newline()
            self._terminal.write_line(f"FAILED {report.nodeid} ({report.when}): {first_line}")
            self._terminal.flush()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Talk to this machine only, and leave long campaigns out unless they were asked for."""
    socket_allow_hosts(THIS_MACHINE, allow_unix_socket=True)
    if item.get_closest_marker("long") and not item.config.getoption("--long"):
        pytest.skip("a long campaign: make test-long")
    if POSTGRESQL and PAGES in item.path.parents and not item.config.getoption("--long"):
        pytest.skip("pages are drawn from a demo on SQLite, with PostgreSQL no others: --long")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which database was left out."""
    if not POSTGRESQL:
        terminalreporter.write_line(
            "PostgreSQL: not tested in this run (set LMS_TEST_DATABASE_URL); tested was SQLite"
        )
