"""A program goes to a village and comes back, with what happened meanwhile on both computers."""

import pytest
import sqlalchemy as sa

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.people.models import Person
from lms.practice.models import ExerciseTry
from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt
from lms.uploads.models import Upload
from lms.uploads.storage import Storage
from lms.workshops.models import Enrolment, Meeting, Program, Workshop
from tests.constants import NOW
from tests.factories import a_person, a_staff_member, a_workshop, an_enrolment
from tests.quizzes.factories import a_quiz_attempt, a_result
from tests.uploads.factories import an_upload

EXERCISE = "/w/desa/exercises/h1-p1"


@pytest.fixture
def workshop(app, at):
    """A workshop with Wayan, who takes part in nothing else."""
    made = a_workshop(slug="desa")
    an_enrolment(made, a_person("Wayan"))
    a_staff_member(made)
    return made


@pytest.fixture
def other(workshop):
    """A workshop of another program, with somebody of its own."""
    made = a_workshop(slug="kota")
    an_enrolment(made, a_person("Nyoman"))
    return made


def called(name):
    return db.session.scalars(sa.select(Person).filter_by(name=name)).one()


def place_of(name, slug="desa"):
    query = sa.select(Enrolment).join(Person).join(Workshop).filter(Person.name == name)
    return db.session.scalars(query.where(Workshop.slug == slug)).one()


def practise(app, name, answer, number):
    """Answer an exercise as a participant, on one of the two computers."""
    with app.app_context():
        browser = app.test_client().sign_in(called(name))
        answered = browser.post(EXERCISE, data={"answer": answer, "number": number})
    assert answered.status_code == 303, answered.text


def record(app, name, presence, was=""):
    """Record somebody in the register of the first meeting, as its trainer."""
    with app.app_context():
        staff = sa.select(Person).where(Person.password_hash.is_not(None)).order_by(Person.id)
        browser = app.test_client().sign_in(db.session.scalars(staff).first())
        meeting = db.session.scalars(sa.select(Meeting).order_by(Meeting.starts_at)).first()
        place = place_of(name).id
        form = {f"was-{place}": was, f"presence-{place}": presence}
        return browser.post(f"/w/desa/attendance/{meeting.id}", data=form).status_code


def everything():
    """All rows, by table."""
    with db.engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(table).order_by(table.c.id)).all()
            for table in db.metadata.sorted_tables
        }


def test_what_happened_on_both_is_there(lend, workshop, other):
    attempt = a_quiz_attempt(place_of("Wayan"), "kuis-2").attempt
    lent = lend(workshop.program)

    practise(lent.server, "Wayan", "1", 1)  # on the server, with the bus home
    practise(lent.laptop, "Wayan", "2", 1)  # in the hall, the same day
    record(lent.laptop, "Wayan", "present")
    with lent.laptop.app_context():
        here = db.session.get_one(Workshop, workshop.id)
        newcomer = an_enrolment(here, a_person("Ketut", participant_code="KETUT001"))
        a_result(newcomer, "kuis-1")
        token = an_upload(here, newcomer.person).token
        again = db.session.get_one(Attempt, attempt.id)
        db.session.add(
            AnswerSave(
                attempt_id=again.id,
                position=2,
                client="hp",
                number=1,
                answer="Sudah saya catat.",
                saved_at=NOW,
            )
        )
        db.session.commit()
    an_enrolment(other, a_person("Gede"))  # meanwhile, in the other program
    told = lent.bring_back()

    assert "Look at" not in told
    db.session.expire_all()
    tries = db.session.scalars(sa.select(ExerciseTry).order_by(ExerciseTry.number)).all()
    assert [(each.number, each.answer) for each in tries] == [(1, "1"), (2, "2")]
    marked = db.session.scalars(sa.select(Attendance)).one()
    assert (marked.enrolment_id, marked.presence) == (place_of("Wayan").id, Presence.PRESENT)
    ketut = place_of("Ketut")
    assert ketut.person.participant_code == "KETUT001"
    assert (
        db.session.scalars(sa.select(Attempt.enrolment_id).filter_by(quiz_id="kuis-1")).one()
        == ketut.id
    )
    assert db.session.scalars(sa.select(Answer)).all()
    assert db.session.scalars(sa.select(AnswerSave.attempt_id)).one() == attempt.id
    assert db.session.scalars(sa.select(Upload.owner_id)).one() == ketut.person_id
    assert Storage(lent.server.config["UPLOADS_FOLDER"]).read(token)
    assert place_of("Gede", "kota").id != ketut.id
    changes = db.session.scalars(sa.select(AuditEntry.action)).all()
    assert {"program.lend", "program.bring_back"} <= set(changes)


def test_a_laptop_lends_on(app, lend, workshop, bare_app):
    """From SQLite to the kind of database that is under test, too."""
    with bare_app.app_context():
        address = db.engine.url.render_as_string(hide_password=False)
    with app.app_context():
        lent = lend(db.session.get_one(Program, 1))
    with lent.laptop.app_context():
        further = lend(db.session.get_one(Program, 1), lent.laptop, address)
    record(further.laptop, "Wayan", "present")
    practise(lent.laptop, "Wayan", "1", 1)
    practise(lent.server, "Wayan", "2", 1)
    further.bring_back()
    lent.bring_back()

    with app.app_context():
        assert db.session.scalars(sa.select(Attendance)).one().presence is Presence.PRESENT
        tries = db.session.scalars(sa.select(ExerciseTry).order_by(ExerciseTry.number)).all()
        assert [each.answer for each in tries] == ["2", "1"]


def test_brought_back_twice_nothing_changes(lend, workshop):
    lent = lend(workshop.program)
    record(lent.laptop, "Wayan", "present")
    lent.bring_back()
    before = everything()

    told = lent.bring_back()

    assert "already" in told
    assert everything() == before
    with lent.laptop.app_context():
        assert db.session.scalar(sa.select(Program.lent_at)) is not None


def test_while_it_is_away_the_server_keeps_no_register(lend, workshop):
    lent = lend(workshop.program)

    assert record(lent.server, "Wayan", "present") == 409
    assert record(lent.laptop, "Wayan", "present") == 303
    lent.bring_back()

    assert record(lent.laptop, "Wayan", "sick", "present") == 409  # it would not come along
    assert record(lent.server, "Wayan", "sick", "present") == 303
