"""Somebody at the door: taken in at once, matched later without losing anything."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.attendance.guests import record_present
from lms.attendance.models import Attendance
from lms.attendance.queries import register_of
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.enrolment.importing import service as importing_service
from lms.enrolment.importing.reading import ParticipantRow
from lms.enrolment.seats import service_walk_ins
from lms.errors import Conflict
from lms.people.models import Person
from lms.reports.account.queries import workshop_account
from lms.reports.reconcile.queries import differences_in
from lms.results.queries_attendance import attendance_of
from lms.results.queries_work import work_of
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment
from lms.workshops.seating.queries import seating_of
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import (
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)
from tests.results.factories import an_attempt, lessons_done, presences

LATER = NOW + timedelta(days=5)
PRESENT, ABSENT = Presence.PRESENT, Presence.ABSENT


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(program=a_program(), number=1, capacity=3)


def walk_in(workshop, name="Ni Luh Baru", code="WALKIN01", at=4, now=NOW):
    return service_walk_ins.add_walk_in(
        workshop,
        meetings(workshop)[at],
        name=name,
        cooperative="KSP Pintu",
        phone="+6281000000777",
        code=code,
        now=now,
        recorder=a_staff_member(workshop),
    )


def match(enrolment, person):
    return service_walk_ins.match_walk_in(enrolment, person, now=NOW, actor_id=None)


def attendance(enrolment):
    return [
        row.presence
        for row in db.session.scalars(
            select(Attendance).filter_by(enrolment_id=enrolment.id).order_by(Attendance.meeting_id)
        )
    ]


def test_she_has_a_seat_and_is_present_from_that_meeting(workshop):
    enrolment = walk_in(workshop)

    assert attendance(enrolment) == [PRESENT]
    assert (enrolment.walked_in_at, enrolment.from_day) == (NOW, 3)


def test_the_same_name_twice_is_told(workshop):
    walk_in(workshop)

    with pytest.raises(Conflict):
        walk_in(workshop, "NI LUH BARU", "WALKIN02")


def test_without_a_seat_she_waits(workshop):
    workshop.capacity = 1
    an_enrolment(workshop)

    assert walk_in(workshop) is None
    assert len(seating_of(workshop).waiting) == 1


def test_matched_with_somebody_without_a_place_she_gets_the_seat(workshop):
    enrolment = walk_in(workshop)
    lessons_done(enrolment, "h1-l1")
    known = a_person("Ni Luh Baru, S.E.")

    kept = match(enrolment, known)

    assert (kept.id, kept.person_id, kept.walked_in_at) == (enrolment.id, known.id, None)
    assert known.phone == "+6281000000777"
    assert db.session.scalar(select(func.count(Person.id)).filter_by(name="Ni Luh Baru")) == 0


def test_matched_with_somebody_enrolled_here_the_seat_is_one_and_the_other_goes_on(workshop):
    known = an_enrolment(workshop, a_person("Ni Luh Baru"))
    presences(known, PRESENT, PRESENT, PRESENT, PRESENT)
    an_enrolment(workshop)
    enrolment = walk_in(workshop)
    an_attempt(enrolment, "kuis-1", 1, 1, 1, 1)
    importing_service.enrol_rows(workshop, [ParticipantRow("Menunggu")], now=NOW)

    kept = match(enrolment, known.person)

    assert kept.id == known.id
    assert attendance(kept) == [PRESENT] * 5
    assert "kuis-1" in work_of([kept.id])[kept.id].quizzes
    seating = seating_of(workshop)
    assert (len(seating.seated), seating.waiting) == (3, ())  # who waited has the seat


def test_matched_with_somebody_of_another_workshop_it_is_a_make_up(workshop):
    beside = a_workshop(program=workshop.program, number=2)
    known = an_enrolment(beside, a_person("Ni Luh Baru"))
    presences(known, PRESENT, PRESENT, PRESENT, PRESENT, ABSENT)
    enrolment = walk_in(workshop)

    kept = match(enrolment, known.person)

    assert kept.workshop_id == beside.id
    assert attendance_of(kept, NOW) == Rate(5, 5)


def test_who_waits_and_is_at_the_door_waits_no_more(workshop):
    workshop.capacity = 1
    enrolment = walk_in(workshop, "Luh Baru")
    importing_service.enrol_rows(workshop, [ParticipantRow("Ni Luh Baru")], now=NOW)

    kept = match(enrolment, db.session.scalars(select(Person).filter_by(name="Ni Luh Baru")).one())

    assert kept.person.name == "Ni Luh Baru"
    assert seating_of(workshop).waiting == ()


def test_records_that_differ_are_not_joined_and_nothing_changes(workshop):
    known = an_enrolment(workshop, a_person("Ni Luh Baru"))
    presences(known, *[ABSENT] * 5)
    enrolment = walk_in(workshop)
    db.session.commit()

    with pytest.raises(Conflict, match="attendance"):
        match(enrolment, known.person)

    db.session.rollback()
    assert attendance(enrolment) == [PRESENT]
    assert db.session.scalar(select(func.count(Enrolment.id))) == 2


def test_the_same_record_twice_is_kept_once(workshop):
    known = an_enrolment(workshop, a_person("Ni Luh Baru"))
    presences(known, *[PRESENT] * 5)

    kept = match(walk_in(workshop), known.person)

    assert attendance(kept) == [PRESENT] * 5


def test_kept_as_a_new_person_it_is_settled(workshop):
    enrolment = walk_in(workshop)
    service_walk_ins.keep_as_new(enrolment, now=NOW, actor_id=None)

    with pytest.raises(Conflict):
        match(enrolment, a_person())
    actions = set(db.session.scalars(select(AuditEntry.action)))
    assert {"enrolment.walk_in", "attendance.record", "person.keep"} <= actions


@pytest.fixture
def on_friday(at):
    """The last meeting is over, and both half days of Wednesday were recorded."""
    at(LATER)
    return LATER


def walked_in_on_the_third_afternoon(workshop):
    enrolment = walk_in(workshop, at=5, now=LATER)
    for meeting in meetings(workshop)[6:]:
        record_present(meeting, enrolment, a_staff_member(workshop), LATER)
    return enrolment


def test_meetings_before_she_came_are_not_charged_to_her(workshop, on_friday):
    regular = an_enrolment(workshop)
    presences(regular, *[PRESENT] * 10)
    enrolment = walked_in_on_the_third_afternoon(workshop)

    account = workshop_account(workshop, on_friday)

    assert attendance_of(enrolment, on_friday) == Rate(5, 5)
    assert account.figure("attendance").rate == Rate(15, 15)
    assert +account.reached.presences == {PRESENT: 15}
    assert account.figure("followed").rate.percent == 100
    assert list(differences_in(workshop.program, on_friday)) == []


def test_she_is_not_expected_at_the_morning_before_the_afternoon_she_came(workshop, on_friday):
    enrolment = walk_in(workshop, at=5, now=LATER)

    expected = [
        meeting.part.value
        for meeting in meetings(workshop)[:6]
        if enrolment.id in {row.enrolment_id for row in register_of(meeting)}
    ]

    assert expected == ["afternoon"]
    assert (enrolment.from_day, enrolment.from_afternoon) == (3, True)


def test_what_she_made_up_for_counts(workshop, on_friday):
    enrolment = walked_in_on_the_third_afternoon(workshop)
    beside = a_workshop(program=workshop.program, number=2)
    record_present(meetings(beside)[0], enrolment, a_staff_member(beside), LATER)

    assert attendance_of(enrolment, on_friday) == Rate(6, 6)


def test_her_own_page_and_the_grid_reckon_from_when_she_came(browser, workshop, on_friday):
    enrolment = walked_in_on_the_third_afternoon(workshop)
    db.session.commit()

    own = browser.sign_in(enrolment.person).get(f"/w/{workshop.slug}/my-attendance").text
    grid = (
        browser.sign_in(an_organiser(workshop.program))
        .get(f"/w/{workshop.slug}/report/attendance")
        .text
    )

    assert "5 dari 5 sesi" in own
    assert "dari 10 sesi" not in own
    assert "<td>5/5</td>" in grid


def test_a_substitute_still_has_a_seat_from_the_first_day_on(workshop, on_friday):
    first = an_enrolment(workshop, until_day=2, withdrawn_at=NOW)
    second = an_enrolment(workshop, replaces_id=first.id, from_day=3)

    assert attendance_of(second, on_friday) == Rate(0, 10)
