"""Parts for the tests of grading."""

import pytest


@pytest.fixture(autouse=True)
def stopped_clock(at):
    """The clock stands at NOW in every test here."""
