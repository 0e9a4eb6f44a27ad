"""What the command line and the machine decide: --long, the network, the database."""

import os

import pytest
from pytest_socket import socket_allow_hosts

pytest_plugins = ["tests.browser", "tests.migrations.fixtures", "tests.server.fixtures"]

THIS_MACHINE = ["127.0.0.1", "::1"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --long."""
    parser.addoption("--long", action="store_true", help="run the long campaigns, too")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Talk to this machine only, and leave long campaigns out unless they were asked for."""
    socket_allow_hosts(THIS_MACHINE, allow_unix_socket=True)
    if item.get_closest_marker("long") and not item.config.getoption("--long"):
        pytest.skip("a long campaign: make test-long")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which database was left out."""
    if not os.environ.get("LMS_TEST_DATABASE_URL"):
        terminalreporter.write_line(
            "PostgreSQL: not tested in this run (set LMS_TEST_DATABASE_URL); tested was SQLite"
        )
