"""Programs and workshops: what can be done with them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.content.folder import read_folder
from lms.database import db
from lms.errors import Conflict
from lms.publishing.service import publish_document
from lms.workshops import service, service_revisions
from lms.workshops.models import Meeting, Staff, StaffRole
from lms.workshops.planning import USUAL_TIMES, WorkshopDetails
from tests.constants import COURSE, FIRST_DAY, NOW, WITA
from tests.factories import (
    a_colleague,
    a_program,
    a_revision,
    a_workshop,
    an_enrolment,
    an_organiser,
)

DAYS = (date(2026, 12, 14), date(2026, 12, 17))


@pytest.fixture(autouse=True)
def context(app, at):
    with app.app_context():
        yield


def made(program=None, staff=(), **values):
    details = replace(WorkshopDetails(1, "Balai Contoh", capacity=12, days=DAYS), **values)
    return service.add_workshop(
        program or a_program(), details, revision=a_revision(), staff=staff, now=NOW
    )


def changed(workshop, **values):
    usual = WorkshopDetails(
        number=workshop.number,
        place=workshop.place,
        capacity=workshop.capacity,
        days=tuple(FIRST_DAY + timedelta(days=n) for n in range(5)),
        time_zone=workshop.time_zone,
        practice_days=workshop.practice_days,
    )
    service.change_workshop(workshop, replace(usual, **values), now=NOW)


def meetings_of(workshop):
    return db.session.scalars(
        select(Meeting).filter_by(workshop_id=workshop.id).order_by(Meeting.starts_at)
    ).all()


def actions():
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_who_makes_a_program_organises_it():
    person = a_colleague()

    program = service.add_program(
        title="Go Digital Dénpasar 2026", target=35, now=NOW, organiser_id=person.id
    )

    assert program.slug == "go-digital-denpasar-2026"
    with pytest.raises(service.InvalidField) as refused:
        service.add_program(
            title="Go Digital Dénpasar 2026", target=35, now=NOW, organiser_id=person.id
        )
    assert refused.value.field == "title"


def test_programs_of_one_title_by_two_organisers_have_two_addresses():
    slugs = [
        service.add_program(title="Diklat", target=5, now=NOW, organiser_id=a_colleague().id).slug
        for _one in range(2)
    ]

    assert slugs == ["diklat", "diklat-2"]


def test_no_program_takes_the_address_of_the_form():
    program = service.add_program(title="New", target=1, now=NOW, organiser_id=a_colleague().id)

    assert program.slug != "new"


def test_a_workshop_has_two_meetings_on_each_of_its_days():
    workshop = made()

    assert [(m.day, m.part.value, m.starts_at.astimezone(WITA)) for m in meetings_of(workshop)] == [
        (day, part, meetings_start)
        for day, on in enumerate(DAYS, start=1)
        for part, meetings_start in (
            ("morning", datetime.combine(on, time(8), WITA)),
            ("afternoon", datetime.combine(on, time(12, 45), WITA)),
        )
    ]


def test_a_workshop_may_begin_with_its_staff():
    person = a_colleague()

    workshop = made(staff=[(person.id, StaffRole.TRAINER)])

    [one] = db.session.scalars(select(Staff).filter_by(workshop_id=workshop.id))
    assert (one.person_id, one.role) == (person.id, StaffRole.TRAINER)


def test_a_number_is_given_once_in_a_program():
    program = a_program()
    made(program)

    with pytest.raises(service.InvalidField) as refused:
        made(program)

    assert refused.value.field == "number"
    assert made(number=1).number == 1  # another program


def test_of_two_at_the_same_moment_one_gets_the_number(monkeypatch):
    program = a_program()
    monkeypatch.setattr(service, "_check_number", lambda *_who: None)
    made(program)

    with pytest.raises(service.InvalidField) as refused:
        made(program)

    assert refused.value.field == "number"


def test_days_out_of_order_are_refused():
    with pytest.raises(service.InvalidField) as refused:
        made(days=[DAYS[1], DAYS[0]])

    assert refused.value.field == "day_2"


def test_times_that_do_not_fit_are_refused():
    with pytest.raises(service.InvalidField) as refused:
        made(times=replace(USUAL_TIMES, morning_ends=time(7)))

    assert refused.value.field == "morning_ends"


def test_moving_a_workshop_keeps_its_meetings():
    workshop = a_workshop()
    before = {meeting.id for meeting in meetings_of(workshop)}
    days = [FIRST_DAY + timedelta(days=n) for n in (0, 1, 2, 7, 9)]

    changed(workshop, days=days)

    assert {meeting.id for meeting in meetings_of(workshop)} == before
    assert [m.starts_at.astimezone(WITA).date() for m in meetings_of(workshop)[::2]] == days
    assert actions() == ["workshop.change"]


def test_a_day_that_has_begun_cannot_be_put_off():
    workshop = a_workshop()
    days = [FIRST_DAY + timedelta(days=7 + n) for n in range(5)]

    with pytest.raises(service.InvalidField) as refused:
        changed(workshop, days=days)

    assert refused.value.field == "day_1"


def test_a_workshop_keeps_a_seat_for_everybody_enrolled():
    workshop = a_workshop(capacity=2)
    an_enrolment(workshop)
    an_enrolment(workshop)
    an_enrolment(workshop, withdrawn_at=NOW)

    changed(workshop, capacity=2)
    with pytest.raises(service.InvalidField) as refused:
        changed(workshop, capacity=1)

    assert refused.value.field == "capacity"


def another_revision(*, without_last_day):
    document = dict(read_folder(COURSE).document)
    document["title"] = "Kursus Contoh Baru"
    if without_last_day:
        document["modules"] = document["modules"][:-1]
        document["tests"] = [{**test, "closes": "end of practice"} for test in document["tests"]]
    revision, _new = publish_document(document, NOW)
    return revision


def test_a_newer_revision_with_the_same_items_can_be_moved_to_at_any_time():
    workshop = a_workshop()
    newest = another_revision(without_last_day=False)

    service_revisions.follow_revision(workshop, newest, now=NOW)

    assert workshop.revision is newest
    assert actions() == ["workshop.revision"]


def test_what_a_revision_leaves_out_is_told_by_its_ids():
    workshop = a_workshop()

    changes = service_revisions.revision_changes(workshop, another_revision(without_last_day=True))

    assert changes.added == ()
    assert changes.removed
    assert changes.takes_away


def test_a_workshop_that_has_begun_keeps_its_items():
    workshop = a_workshop()

    with pytest.raises(Conflict):
        service_revisions.follow_revision(
            workshop, another_revision(without_last_day=True), now=NOW
        )


def test_a_workshop_to_come_may_lose_items():
    workshop = a_workshop(first_day=FIRST_DAY + timedelta(days=30))
    newest = another_revision(without_last_day=True)

    service_revisions.follow_revision(workshop, newest, now=NOW)

    assert workshop.revision is newest


def test_an_organiser_of_the_program_is_not_its_staff():
    program = a_program()
    an_organiser(program)

    workshop = made(program)

    assert db.session.scalars(select(Staff).filter_by(workshop_id=workshop.id)).all() == []
