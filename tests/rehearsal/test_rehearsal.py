"""A trainer plays a workshop before it begins, and throws it away."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lms.attendance.checkin.rules_codes import link_at
from lms.attendance.models import Attendance
from lms.audit.models import AuditEntry
from lms.database import db
from lms.lessons.models import LessonDone
from lms.people.models import Person
from lms.people.secrets import written_code
from lms.quizzes.attempts.models import Attempt
from lms.rehearsal.models import Rehearsal
from lms.rehearsal.service import PEOPLE
from lms.web.languages import clock_time
from lms.workshops.models import Enrolment, Meeting, Workshop
from tests.constants import FIRST_DAY
from tests.factories import a_staff_member, a_workshop, an_administrator, an_enrolment, an_organiser


@pytest.fixture
def workshop(app):
    with app.app_context():
        yield a_workshop(first_day=FIRST_DAY + timedelta(days=14))


@pytest.fixture
def trainer(workshop):
    return a_staff_member(workshop)


@pytest.fixture
def stage(app, workshop, trainer):
    """The workshop that is played in place of the real one."""
    app.test_client().sign_in(trainer).post(f"/w/{workshop.slug}/rehearsal")
    return db.session.scalars(sa.select(Rehearsal)).one().workshop


def start_of(stage, day, part="morning"):
    found = db.session.scalars(
        sa.select(Meeting).filter_by(workshop_id=stage.id, day=day, part=part)
    )
    return found.one().starts_at


def move(browser, stage, instant, *, work=True):
    fields = {"to": int(instant.timestamp())} | ({"work": "y"} if work else {})
    return browser.post(f"/w/{stage.slug}/rehearsal/clock", data=fields)


def invented(stage):
    query = sa.select(Person).join(Enrolment, Enrolment.person_id == Person.id)
    return db.session.scalars(query.where(Enrolment.workshop_id == stage.id)).all()


def count(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_the_stage_is_a_copy_with_invented_people_shortly_before_the_first_meeting(
    browser, workshop, trainer, stage
):
    page = browser.sign_in(trainer).get(f"/w/{stage.slug}/rehearsal").text

    assert len(invented(stage)) == PEOPLE
    assert start_of(stage, 1) == start_of(workshop, 1)
    assert "07.40 WITA" in page
    assert all(written_code(person.participant_code) in page for person in invented(stage))


def test_two_presses_make_one_rehearsal(browser, workshop, trainer, stage):
    answer = browser.sign_in(trainer).post(f"/w/{workshop.slug}/rehearsal")

    assert answer.location.endswith(f"/w/{stage.slug}/rehearsal")
    assert count(Rehearsal) == 1


def test_the_clock_moves_on_and_the_invented_people_work(browser, trainer, stage):
    trainer_there = browser.sign_in(trainer)

    answer = move(trainer_there, stage, start_of(stage, 1, "afternoon"))

    assert answer.status_code == 303
    shown = clock_time(start_of(stage, 1, "afternoon"), stage.zone, named=True)
    assert shown in trainer_there.get(f"/w/{stage.slug}/rehearsal").text
    assert count(LessonDone) > 0
    assert count(Attempt) == PEOPLE  # everybody's pre-test
    assert count(Attendance) == 0  # which is the trainer's to take


def test_moving_on_by_small_steps_comes_to_the_same_as_at_once(browser, trainer, stage):
    there = browser.sign_in(trainer)
    for _step in range(4):
        there.post(f"/w/{stage.slug}/rehearsal/clock", data={"minutes": 60, "work": "y"})
    assert count(LessonDone) > 0
    handed_in = sa.select(sa.func.count(Attempt.id)).where(Attempt.handed_in_at.is_not(None))
    assert (count(Attempt), db.session.scalar(handed_in)) == (PEOPLE, PEOPLE)


def test_nobody_works_unless_asked_to(browser, trainer, stage):
    move(browser.sign_in(trainer), stage, start_of(stage, 2), work=False)

    assert (count(LessonDone), count(Attempt)) == (0, 0)


def test_the_clock_does_not_go_back(browser, trainer, stage):
    there = browser.sign_in(trainer)
    later, earlier = start_of(stage, 2), start_of(stage, 1)
    move(there, stage, later, work=False)

    assert move(there, stage, earlier, work=False).status_code == 422


def test_an_invented_person_lives_by_the_clock_of_her_rehearsal(app, trainer, stage):
    person = invented(stage)[0]
    move(app.test_client().sign_in(trainer), stage, start_of(stage, 3), work=False)

    home = app.test_client().sign_in(person).get("/").text

    assert "Di sini sekarang 9 Des 2026" in home


def test_the_real_clock_is_not_moved_for_anybody_else(app, workshop, trainer, stage):
    there = app.test_client().sign_in(trainer)
    move(there, stage, start_of(stage, 3), work=False)

    assert "Geladi" not in there.get("/").text
    assert "Geladi:" not in there.get(f"/w/{workshop.slug}/").text
    assert workshop.clock_ahead == 0


def test_the_code_on_its_screen_is_scanned_before_signing_in_as_in_the_hall(app, trainer, stage):
    begins = start_of(stage, 3)
    desk, phone = app.test_client().sign_in(trainer), app.test_client()
    move(desk, stage, begins, work=False)
    meeting = db.session.scalars(
        sa.select(Meeting).filter_by(workshop_id=stage.id, starts_at=begins)
    ).one()
    screen = desk.get(f"/w/{stage.slug}/attendance/{meeting.id}/screen").text
    assert "Terlambat setelah 08.15" in screen

    claim = phone.get(f"/hadir/q/{link_at('test', meeting.id, begins)}").location
    phone.sign_in(invented(stage)[0])
    phone.post(claim)

    assert db.session.scalars(sa.select(Attendance)).one().recorded_at == begins


def test_its_meetings_are_not_in_the_calendar_of_who_rehearses(app, workshop, trainer, stage):
    desk, phone = app.test_client().sign_in(trainer), app.test_client().sign_in(invented(stage)[0])
    feeds = []
    for browser, place in ((desk, workshop), (phone, stage)):
        browser.post(f"/w/{place.slug}/calendar")
        address = re.search(r"/calendar/[\w-]+\.ics", browser.get(f"/w/{place.slug}/calendar").text)
        feeds.append(browser.get(address[0]).text)

    assert [feed.count("BEGIN:VEVENT") for feed in feeds] == [10, 10]
    assert stage.slug not in feeds[0]


def test_it_is_in_no_list_and_no_report(app, workshop, trainer, stage):
    organiser, administrator = an_organiser(workshop.program), an_administrator()
    move(app.test_client().sign_in(trainer), stage, start_of(stage, 2))
    before = (
        app.test_client().sign_in(organiser).post(f"/programs/{workshop.program.slug}/report.csv")
    )

    for person in (organiser, administrator):
        there = app.test_client().sign_in(person)
        for address in ("/", "/programs"):
            assert stage.program.slug not in there.get(address).text
    people = app.test_client().sign_in(administrator).get("/people").text
    assert invented(stage)[0].participant_code not in people
    assert before.status_code == 200
    assert invented(stage)[0].name not in before.text
    told = app.test_cli_runner().invoke(args=["report", stage.slug])
    assert told.exit_code == 1


def test_thrown_away_nothing_is_left(browser, workshop, trainer, stage):
    real = an_enrolment(workshop)
    there = browser.sign_in(trainer)
    everything = {table: count(table) for table in db.metadata.sorted_tables}
    slug = stage.slug
    move(there, stage, start_of(stage, 2))

    answer = there.post(f"/w/{slug}/rehearsal/discard")

    assert answer.status_code == 303
    assert there.get(f"/w/{slug}/").status_code == 404
    left = {table.name: count(table) for table in db.metadata.sorted_tables}
    was = {table.name: number for table, number in everything.items()}
    gone = {name: was[name] - left[name] for name in left if was[name] != left[name]}
    assert gone.pop("audit_entry") == -1
    assert gone == {
        "program": 1,
        "workshop": 1,
        "meeting": 10,
        "staff": 1,
        "person": PEOPLE,
        "enrolment": PEOPLE,
        "rehearsal": 1,
    }
    assert db.session.get(Enrolment, real.id) is not None
    actions = db.session.scalars(
        sa.select(AuditEntry.action).where(AuditEntry.workshop_id == workshop.id)
    ).all()
    assert {"rehearsal.begin", "rehearsal.discard"} <= set(actions)


def test_a_real_workshop_has_no_clock_to_move_and_is_not_thrown_away(browser, workshop, trainer):
    there = browser.sign_in(trainer)

    for what in ("clock", "discard"):
        answer = there.post(f"/w/{workshop.slug}/rehearsal/{what}", data={"minutes": 5})
        assert answer.status_code == 409
    assert db.session.get(Workshop, workshop.id) is not None


def test_a_rehearsal_cannot_be_rehearsed(browser, trainer, stage):
    answer = browser.sign_in(trainer).post(f"/w/{stage.slug}/rehearsal")

    assert answer.status_code == 409
    assert re.search("Ini sudah geladi", answer.text)
