"""Two programs that know nothing of each other: Ni Made belongs to A, the others run B."""

import pytest

from lms.database import db
from lms.people.models import Person
from lms.workshops.models import StaffRole
from tests.factories import (
    a_cooperative,
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)

TOKEN = "t" * 43
KEPT = ("name", "phone", "email", "position", "cooperative_id", "pin_hash", "participant_code")


@pytest.fixture(autouse=True)
def context(app, at):
    with app.app_context():
        yield


@pytest.fixture
def hers():
    """Her workshop, in program A."""
    return a_workshop(program=a_program(title="Program A"), number=1, slug="hers")


@pytest.fixture
def made(hers):
    """Ni Made, who takes part in program A."""
    person = a_person(
        "Ni Made Sukerti",
        phone="+6281000000101",
        email="made@example.org",
        cooperative=a_cooperative("KSP Contoh Sari"),
    )
    an_enrolment(hers, person)
    return person


@pytest.fixture
def theirs():
    """A workshop of program B."""
    return a_workshop(program=a_program(title="Program B"), number=1, slug="theirs")


@pytest.fixture
def both(made, theirs):
    """Ni Made, as one who belongs to B as well; her enrolment there."""
    return an_enrolment(theirs, made)


@pytest.fixture
def organiser(app, theirs):
    """The browser of the organiser of B."""
    return app.test_client().sign_in(an_organiser(theirs.program))


@pytest.fixture
def assistant(app, theirs):
    """The browser of an assistant of B."""
    return app.test_client().sign_in(a_staff_member(theirs, StaffRole.ASSISTANT))


def kept_of(person):
    """Return what nobody else may change of her."""
    db.session.expire_all()
    found = db.session.get_one(Person, person.id)
    return {name: getattr(found, name) for name in KEPT}
