"""Parts for the tests of grading."""

import pytest

from tests.factories import a_staff_member, a_workshop


@pytest.fixture(autouse=True)
def stopped_clock(at):
    """The clock stands at NOW in every test here."""


@pytest.fixture
def workshop():
    """A workshop that is going on."""
    return a_workshop()


@pytest.fixture
def trainer(workshop, browser):
    """Its trainer, signed in at `browser`."""
    trainer = a_staff_member(workshop)
    browser.sign_in(trainer)
    return trainer
