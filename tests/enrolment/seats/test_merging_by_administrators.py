"""An administrator makes one person of two."""

import pytest
from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.people.models import Person
from lms.workshops.models import Enrolment, Meeting
from tests.constants import NOW
from tests.factories import (
    a_person,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
)


@pytest.fixture
def admin(browser):
    return browser.sign_in(an_administrator())


@pytest.fixture
def kept(app, workshop):
    person = a_person("Ni Made Sukerti")
    an_enrolment(workshop, person)
    return person


@pytest.fixture
def gone(app, workshop):
    """The same human in another workshop of the same program."""
    person = a_person("Made S.", phone="+6281000000102")
    an_enrolment(a_workshop(program=workshop.program), person)
    return person


def merge(admin, kept, gone):
    return admin.post(f"/people/{kept.id}/merge", data={"other": gone.participant_code})


def test_both_are_shown_before_anything_happens(admin, kept, gone):
    page = admin.get(f"/people/{kept.id}/merge?other={gone.participant_code}")

    assert page.status_code == 200
    assert "Made S." in page.text
    assert db.session.get(Person, gone.id)


def test_all_that_both_did_is_hers(admin, kept, gone, workshop):
    enrolment = db.session.scalars(select(Enrolment).filter_by(person_id=gone.id)).one()
    meeting = db.session.scalars(
        select(Meeting).filter_by(workshop_id=enrolment.workshop_id).limit(1)
    ).one()
    db.session.add(
        Attendance(
            meeting_id=meeting.id,
            enrolment_id=enrolment.id,
            presence=Presence.PRESENT,
            recorded_at=NOW,
        )
    )
    db.session.commit()

    gone_id = gone.id
    assert merge(admin, kept, gone).status_code == 303

    db.session.expire_all()
    assert db.session.get(Person, gone_id) is None
    assert {e.person_id for e in db.session.scalars(select(Enrolment))} == {kept.id}
    assert db.session.scalars(select(Attendance)).one().enrolment_id == enrolment.id
    assert kept.phone == "+6281000000102"
    entry = db.session.scalars(select(AuditEntry).filter_by(action="person.merge")).first()
    assert entry is not None
    assert entry.before["name"] == "Made S."


@pytest.mark.parametrize("case", ["same workshop", "staff", "nobody", "herself"])
def test_conflicts_are_told_and_nothing_is_changed(admin, kept, gone, workshop, case):
    other = gone
    if case == "same workshop":
        an_enrolment(workshop, gone)
    elif case == "staff":
        a_staff_member(workshop, person=gone)
    elif case == "nobody":
        other = Person(participant_code="ZZZZZZZZ")
    else:
        other = kept

    response = merge(admin, kept, other)

    assert response.status_code == 422
    db.session.expire_all()
    assert db.session.get(Person, gone.id)
    assert {"same workshop": "angkatan yang sama", "nobody": "Tidak ada yang masuk"}.get(
        case, ""
    ) in response.text
