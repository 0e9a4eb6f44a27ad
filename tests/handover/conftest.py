from datetime import timedelta

import pytest

from lms.attendance.rules import Presence
from tests.constants import NOW
from tests.factories import a_cooperative, a_person, an_enrolment, an_organiser
from tests.results.factories import an_attempt, presences

AFTER = NOW + timedelta(days=3)


@pytest.fixture
def her(workshop):
    """A participant with nine presences and both tests: 40, then 80."""
    person = a_person(
        "Ni Luh Contoh",
        position="Bendahara",
        phone="081000000101",
        cooperative=a_cooperative("=KSP"),
    )
    enrolment = an_enrolment(workshop, person)
    presences(enrolment, *[Presence.PRESENT] * 9)
    an_attempt(enrolment, "tes-awal", *[1] * 4, *[0] * 6)
    an_attempt(enrolment, "tes-akhir", *[1] * 8, *[0] * 2)
    return enrolment


@pytest.fixture
def organiser(workshop, her, at, browser):
    """The browser of its organiser, after the last meeting."""
    at(AFTER)
    return browser.sign_in(an_organiser(workshop.program))
