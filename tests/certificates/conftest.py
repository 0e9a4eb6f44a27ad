"""A workshop whose days are over, its organiser, and people who have passed or not."""

from datetime import timedelta

import pytest

from lms.attendance.rules import Presence
from tests.certificates.samples import a_setup
from tests.constants import NOW
from tests.factories import a_cooperative, a_person, an_enrolment, an_organiser
from tests.results.factories import an_attempt, presences

AFTER = NOW + timedelta(days=3)
CODE = "ABCDEFGH23456789"


@pytest.fixture
def over(workshop, at):
    """The workshop of the test; its last meeting has ended, and its certificates are set up."""
    at(AFTER)
    a_setup(workshop.program)
    return workshop


@pytest.fixture
def organiser(over, browser):
    """The organiser of its program, signed in on the browser."""
    person = an_organiser(over.program)
    browser.sign_in(person)
    return person


@pytest.fixture
def somebody(workshop):
    """Make a participant who was at so many of ten meetings and got so many of ten points."""

    def make(name, *, attended=10, post=8):
        person = a_person(name, position="Bendahara", cooperative=a_cooperative())
        enrolment = an_enrolment(workshop, person)
        presences(
            enrolment,
            *[Presence.PRESENT] * attended,
            *[Presence.SICK] * (10 - attended),
        )
        if post is not None:
            an_attempt(enrolment, "tes-akhir", *[1] * post, *[0] * (10 - post))
        return enrolment

    return make
