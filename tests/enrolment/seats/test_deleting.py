"""A wrong enrolment without work is deleted, and the trail keeps who it was."""

import pytest
from sqlalchemy import func, select

from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.enrolment.seats.service_deleting import delete_enrolment, why_not_deleted
from lms.errors import Conflict
from lms.people.models import Person
from lms.workshops.models import Enrolment
from lms.workshops.seating.models import Waiting
from tests.constants import NOW
from tests.factories import a_person, a_program, a_workshop, an_enrolment
from tests.results.factories import an_attempt, lessons_done, presences


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(program=a_program(), number=1, capacity=2)


def delete(enrolment):
    delete_enrolment(enrolment, reason="Salah ketik", now=NOW, actor_id=None)


def count(model, **where):
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**where))


def test_who_was_put_on_the_list_by_mistake_is_gone_and_stands_in_the_trail(workshop):
    person = Person(name="Ni Luh Keliru", participant_code="KELIRU01", created_at=NOW)
    enrolment = an_enrolment(workshop, person)

    delete(enrolment)

    assert (count(Enrolment), count(Person, name="Ni Luh Keliru")) == (0, 0)
    entry = db.session.scalars(select(AuditEntry).filter_by(action="enrolment.delete")).one()
    assert entry.before == {"name": "Ni Luh Keliru", "participant_code": "KELIRU01"}
    assert (entry.reason, entry.workshop_id) == ("Salah ketik", workshop.id)


def test_an_absence_that_was_recorded_of_her_goes_with_it(workshop):
    enrolment = an_enrolment(workshop)
    presences(enrolment, Presence.ABSENT, Presence.ABSENT)

    delete(enrolment)

    assert count(Enrolment) == 0


def test_somebody_who_is_elsewhere_too_or_has_signed_in_stays(workshop):
    twice = an_enrolment(workshop, a_person("Kadek"))
    an_enrolment(a_workshop(program=workshop.program, number=2), twice.person)
    signed_in = an_enrolment(workshop, a_person("Putu"))
    signed_in.person.pin_hash = "x"

    delete(twice)
    delete(signed_in)

    assert {one.name for one in db.session.scalars(select(Person))} >= {"Kadek", "Putu"}


def test_the_seat_goes_to_who_waits_first(workshop):
    wrong = an_enrolment(workshop)
    an_enrolment(workshop)
    waits = a_person("Menunggu")
    db.session.add(Waiting(workshop_id=workshop.id, person_id=waits.id, place=1, since=NOW))
    db.session.flush()

    delete(wrong)

    assert count(Enrolment, person_id=waits.id) == 1


@pytest.mark.parametrize("work", ["lesson", "attempt", "presence", "excuse"])
def test_with_work_it_can_only_be_withdrawn(workshop, work):
    enrolment = an_enrolment(workshop)
    if work == "lesson":
        lessons_done(enrolment, "h1-l1")
    elif work == "attempt":
        an_attempt(enrolment, "kuis-1", 1, 1, 1, 1)
    else:
        presences(enrolment, Presence.PRESENT if work == "presence" else Presence.EXCUSED)

    with pytest.raises(Conflict, match="Withdraw"):
        delete(enrolment)
    assert count(Enrolment) == 1


def test_a_seat_that_changed_hands_is_undone_first(workshop):
    first = an_enrolment(workshop)
    second = an_enrolment(workshop)
    first.until_day, second.replaces_id, second.from_day = 2, first.id, 3
    db.session.flush()

    assert why_not_deleted(first) == why_not_deleted(second) != ""
