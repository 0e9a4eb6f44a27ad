"""Seats in the database: the waiting list, moving up, and two hundred at once."""

import threading

import pytest
from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.enrolment import service as service_people
from lms.enrolment.importing import service as importing_service
from lms.enrolment.importing.reading import ParticipantRow
from lms.errors import Conflict
from lms.people.secrets import draw_token
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.seating import service as service_seats
from lms.workshops.seating.models import SeatChange, Waiting
from lms.workshops.seating.queries import changes_in, seating_of, waiting_list
from tests.constants import NOW
from tests.factories import a_program, a_workshop, an_enrolment, an_organiser

AT_ONCE = 200


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(capacity=2, slug="angkatan")


def enrol(workshop, *names):
    rows = [ParticipantRow(name) for name in names]
    return importing_service.enrol_rows(workshop, rows, now=NOW)


def seated(workshop):
    return sorted(
        enrolment.person.name
        for enrolment in db.session.scalars(
            select(Enrolment).filter_by(workshop_id=workshop.id, withdrawn_at=None)
        )
    )


def waiting(workshop):
    return [one.person.name for one in waiting_list(workshop)]


def enrolment_of(name):
    return db.session.scalars(select(Enrolment).join(Enrolment.person).filter_by(name=name)).one()


def test_who_withdraws_frees_the_seat_for_the_first_who_waits(workshop):
    enrol(workshop, "A", "B", "C", "D")

    service_people.withdraw_enrolment(enrolment_of("A"), reason="Sakit", now=NOW)

    assert (seated(workshop), waiting(workshop)) == (["B", "C"], ["D"])
    assert [change.kind.value for change in changes_in(workshop)] == [
        "moved_up",
        "withdrawn",
        "waits",
        "waits",
    ]


def test_after_the_last_meeting_nobody_moves_up_by_herself(workshop, at):
    enrol(workshop, "A", "B", "C")

    service_people.withdraw_enrolment(enrolment_of("A"), reason="Pindah", now=NOW.replace(month=12))

    assert (seated(workshop), waiting(workshop)) == (["B"], ["C"])


def test_who_waits_is_moved_and_taken_out_of_turn_with_a_reason(workshop):
    enrol(workshop, "A", "B", "C", "D", "E")
    *_, last = waiting_list(workshop)

    service_seats.move_on_list(last, 1, reason="Dari jauh", now=NOW, actor_id=None)
    assert waiting(workshop) == ["E", "C", "D"]
    with pytest.raises(Conflict):
        service_seats.promote(last, reason="Undangan", now=NOW, actor_id=None)
    service_seats.take_off_list(last, reason="Batal", now=NOW, actor_id=None)

    assert waiting(workshop) == ["C", "D"]
    assert db.session.scalars(
        select(AuditEntry.reason).where(AuditEntry.action.startswith("waiting."))
    ).all() == ["Dari jauh", "Batal"]


def test_a_raised_capacity_seats_those_who_wait(workshop, browser):
    enrol(workshop, "A", "B", "C", "D")
    browser.sign_in(an_organiser(workshop.program))
    form = {
        "number": workshop.number,
        "place": "Balai",
        "time_zone": "Asia/Makassar",
        "capacity": "3",
        "practice_days": "30",
        "morning_starts": "08:00",
        "morning_ends": "11:45",
        "afternoon_starts": "12:45",
        "afternoon_ends": "16:00",
        **{f"day_{day}": f"2026-11-{22 + day}" for day in range(1, 6)},
    }

    assert browser.post("/w/angkatan/edit", data=form).status_code == 303

    assert (seated(workshop), waiting(workshop)) == (["A", "B", "C"], ["D"])


def test_who_gets_a_seat_elsewhere_in_the_program_waits_no_more(workshop):
    enrol(workshop, "A", "B")
    row = [ParticipantRow("C", phone="+6281000000112")]
    [person] = importing_service.enrol_rows(workshop, row, now=NOW).waiting
    beside = a_workshop(program=workshop.program)

    importing_service.enrol_rows(beside, row, now=NOW)

    assert waiting(workshop) == []
    assert seating_of(beside).seated == {person.id}


def test_who_waits_is_not_enrolled_and_is_not_let_in(workshop, browser):
    an_enrolment(workshop)
    an_enrolment(workshop)
    row = [ParticipantRow("C", phone="+6281000000112")]
    [person] = importing_service.enrol_rows(workshop, row, now=NOW).waiting

    assert browser.sign_in(person).get("/w/angkatan/lessons").status_code == 404


def test_two_hundred_at_once_for_twelve_seats(app, at):
    """Two hundred organisers' phones send one person each at the same moment."""
    with app.app_context():
        workshop = a_workshop(capacity=12, slug="angkatan", program=a_program())
        organiser = an_organiser(workshop.program)
        browsers = [app.test_client().sign_in(organiser) for _ in range(AT_ONCE)]
    start, statuses = threading.Barrier(AT_ONCE), []

    def send(number, browser):
        with app.app_context():
            start.wait()
            fields = {"token": draw_token(), "name": f"Orang {number}"}
            statuses.append(browser.post("/w/angkatan/people/add", data=fields).status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in enumerate(browsers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [303] * AT_ONCE
    with app.app_context():
        workshop = db.session.scalars(select(Workshop)).one()
        seating = seating_of(workshop)
        assert (len(seating.seated), len(seating.waiting)) == (12, AT_ONCE - 12)
        assert not seating.seated & set(seating.waiting)
        places = db.session.scalars(select(Waiting.place).order_by(Waiting.place)).all()
        assert places == list(range(1, AT_ONCE - 11))  # each behind the one before
        assert db.session.scalar(select(func.count(SeatChange.id))) == AT_ONCE - 12
