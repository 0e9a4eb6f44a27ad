"""What was changed on both computers, what belongs to others, and what a laptop may not bring."""

import pytest
import sqlalchemy as sa

from lms.attendance.models import Attendance, Means
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.discussion.models import Topic
from lms.lending.models import ProgramLoan
from lms.lessons.models import LessonDone
from lms.people.models import Person, Standing
from lms.practice.models import OpenedHint, PracticeSitting
from lms.privacy.service import erase_person
from lms.workshops.models import Enrolment, Meeting, Program, Staff, Workshop
from tests.constants import MINUTE, NOW
from tests.discussion.factories import a_question
from tests.factories import (
    a_colleague,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
)
from tests.lending.conftest import Lent
from tests.uploads.factories import an_upload

pytestmark = pytest.mark.usefixtures("tables_at_once")


@pytest.fixture
def workshop(app, at):
    made = a_workshop(slug="desa")
    an_enrolment(made, a_person("Wayan", participant_code="WAYAN001"))
    a_staff_member(made, person=a_colleague("Dewi"))
    return made


@pytest.fixture
def lent(lend, workshop):
    return lend(workshop.program)


def called(name):
    return db.session.scalars(sa.select(Person).filter_by(name=name)).one()


def place_of(name):
    return db.session.scalars(sa.select(Enrolment).filter_by(person_id=called(name).id)).one()


def on_both(lent: Lent, change):
    """Make a change on the server, and then on the laptop: `change(on_laptop)`."""
    change(False)
    db.session.commit()
    with lent.laptop.app_context():
        change(True)
        db.session.commit()


def on_laptop(lent: Lent, change, *arguments):
    with lent.laptop.app_context():
        change(*arguments)
        db.session.commit()


def fresh(model):
    db.session.expire_all()
    return db.session.scalars(sa.select(model).order_by(model.id)).all()


def told_lines(told):
    return [line for line in told.splitlines() if line.startswith("Look at")]


def test_of_a_row_changed_on_both_the_laptop_holds_and_it_is_told(lend, workshop):
    meeting = db.session.scalars(sa.select(Meeting)).first()
    marked = Attendance(
        meeting_id=meeting.id,
        enrolment_id=place_of("Wayan").id,
        presence=Presence.PRESENT,
        means=Means.STAFF,
        recorded_at=NOW,
    )
    db.session.add(marked)
    db.session.commit()
    lent = lend(workshop.program)

    def change(on_laptop):
        found = db.session.scalars(sa.select(Attendance)).one()
        found.presence = Presence.SICK if on_laptop else Presence.LATE

    on_both(lent, change)
    told = lent.bring_back()

    assert [each.presence for each in fresh(Attendance)] == [Presence.SICK]
    (line,) = told_lines(told)
    assert "attendance" in line
    assert "Wayan" in line
    assert "presence" in line


def test_the_same_done_on_both_is_there_once(lent):
    def done(on_laptop):
        at = NOW + MINUTE if on_laptop else NOW
        db.session.add(
            LessonDone(enrolment_id=place_of("Wayan").id, lesson_id="h1-kas", done_at=at)
        )

    on_both(lent, done)
    told = lent.bring_back()

    assert [each.done_at for each in fresh(LessonDone)] == [NOW + MINUTE]
    assert len(told_lines(told)) == 1


def test_hints_follow_the_number_of_their_try_and_sittings_take_the_next(lent):
    def practised(_on_laptop):
        place = place_of("Wayan")
        db.session.add(
            PracticeSitting(
                enrolment_id=place.id,
                number=1,
                day=NOW.date(),
                revision_id=place.workshop.revision_id,
                choices=[],
                begun_at=NOW,
            )
        )

    on_both(lent, practised)
    for app, answer in ((lent.server, "1"), (lent.laptop, "2")):
        with app.app_context():
            browser = app.test_client().sign_in(called("Wayan"))
            page = "/w/desa/exercises/h1-p1"
            browser.post(page, data={"hint": 1, "number": 1})
            assert browser.post(page, data={"answer": answer, "number": 1}).status_code == 303
    lent.bring_back()

    assert [each.number for each in fresh(PracticeSitting)] == [1, 2]
    assert sorted(each.number for each in fresh(OpenedHint)) == [1, 2]


def test_what_was_removed_there_goes_unless_it_is_needed_here(lent, workshop):
    dewi = called("Dewi")

    def remove():
        db.session.execute(sa.delete(Staff))
        db.session.execute(sa.delete(Enrolment))

    on_laptop(lent, remove)
    db.session.add(LessonDone(enrolment_id=place_of("Wayan").id, lesson_id="h1-kas", done_at=NOW))
    db.session.commit()
    told = lent.bring_back()

    assert fresh(Staff) == []
    assert [place.person.name for place in fresh(Enrolment)] == ["Wayan"]
    assert "enrolment" in told_lines(told)[0]
    assert db.session.get(Person, dewi.id)


def test_a_person_of_this_program_alone_is_changed(lent):
    def change():
        wayan = called("Wayan")
        wayan.phone, wayan.pin_hash = "+628111", "another"

    on_laptop(lent, change)
    told = lent.bring_back()

    wayan = called("Wayan")
    db.session.refresh(wayan)
    assert (wayan.phone, wayan.pin_hash) == ("+628111", "another")
    assert told_lines(told) == []


def test_what_comes_of_a_person_who_was_erased_here_is_erased_too(lent):
    wayan_id, workshop_id = called("Wayan").id, fresh(Workshop)[0].id

    def ask():
        a_question(
            db.session.get_one(Workshop, workshop_id),
            db.session.get_one(Person, wayan_id),
            text="Suami saya sakit.",
        )

    on_laptop(lent, ask)
    erase_person(called("Wayan"), NOW, None)
    db.session.commit()
    told = told_lines(lent.bring_back())

    (topic,) = fresh(Topic)
    assert (topic.author_id, topic.text, topic.html) == (wayan_id, "-", "-")
    assert [each.name for each in fresh(Person) if each.id == wayan_id] == [f"Peserta {wayan_id}"]
    assert any("erased here meanwhile" in line for line in told)


def test_who_was_erased_here_and_made_staff_there_stops_nothing(lent):
    wayan_id, workshop_id = called("Wayan").id, fresh(Workshop)[0].id

    def make_staff():
        person = db.session.get_one(Person, wayan_id)
        a_staff_member(db.session.get_one(Workshop, workshop_id), person=person)

    on_laptop(lent, make_staff)
    erase_person(called("Wayan"), NOW, None)
    db.session.commit()

    assert any("made staff there" in line for line in told_lines(lent.bring_back()))


def test_a_person_of_another_program_keeps_name_contacts_and_pin(lend, workshop):
    an_enrolment(a_workshop(slug="kota"), called("Wayan"))
    lent = lend(workshop.program)
    kept = called("Wayan").pin_hash

    def change():
        wayan = called("Wayan")
        wayan.name, wayan.phone, wayan.pin_hash = "Bukan Wayan", "+628111", "another"

    on_laptop(lent, change)
    told = lent.bring_back()

    wayan = called("Wayan")
    db.session.refresh(wayan)
    assert (wayan.name, wayan.phone, wayan.pin_hash) == ("Wayan", "", kept)
    assert "another program" in told_lines(told)[0]


def test_a_person_changed_on_both_stays_as_she_is_here(lent):
    def change(on_laptop):
        called("Wayan").phone = "+62812" if on_laptop else "+62811"

    on_both(lent, change)
    told = lent.bring_back()

    assert "changed on both" in told_lines(told)[0]
    assert called("Wayan").phone == "+62811"


def test_nobody_reaches_further_by_way_of_a_laptop(lent, workshop):
    def reach_further():
        dewi = called("Dewi")
        dewi.standing, dewi.password_hash = Standing.ADMINISTRATOR, "known"
        called("Wayan").standing = Standing.ORGANISER
        a_colleague("Baru", standing=Standing.ADMINISTRATOR)
        twin = a_person("Kembar", participant_code="GEDE0001")
        an_enrolment(db.session.get_one(Workshop, workshop.id), twin)

    on_laptop(lent, reach_further)
    gede = a_person("Gede", participant_code="GEDE0001")
    told = lent.bring_back()

    people = {person.name: person for person in fresh(Person)}
    assert {person.standing for person in people.values()} == {Standing.MEMBER}
    assert people["Dewi"].password_hash != "known"
    assert (people["Kembar"].participant_code, people["Gede"].id) == (None, gede.id)
    assert len(told_lines(told)) == 4


def test_rows_of_another_program_are_out_of_reach(lent, workshop):
    other = a_workshop(slug="kota")
    nyoman = an_enrolment(other, a_person("Nyoman"))
    before = (other.place, nyoman.from_day)

    def reach_for():
        program = db.session.get_one(Program, workshop.program_id)
        # As if they had gone along: with the ids they have on the server.
        db.session.execute(
            sa.insert(Workshop).values(
                id=other.id,
                program_id=program.id,
                revision_id=workshop.revision_id,
                number=77,
                slug="kota",
                place="Diambil",
                capacity=5,
                created_at=NOW,
            )
        )
        db.session.execute(
            sa.insert(Enrolment).values(
                id=nyoman.id,
                workshop_id=other.id,
                person_id=called("Wayan").id,
                first_form="A",
                enrolled_at=NOW,
                from_day=3,
            )
        )

    on_laptop(lent, reach_for)
    told = lent.bring_back()

    db.session.expire_all()
    assert (other.place, nyoman.from_day) == before
    assert nyoman.person.name == "Nyoman"
    came = db.session.scalars(sa.select(Workshop).filter_by(place="Diambil")).one()
    assert came.slug != "kota"
    assert came.slug in told


def test_lines_of_changes_name_what_came(lent, workshop):
    def enrol():
        place = an_enrolment(db.session.get_one(Workshop, workshop.id), a_person("Ketut"))
        db.session.add(
            AuditEntry(
                at=NOW,
                workshop_id=workshop.id,
                action="enrolment.withdraw",
                subject=f"enrolment:{place.id}",
            )
        )

    an_enrolment(a_workshop(), a_person("Nyoman"))  # has the next id here
    on_laptop(lent, enrol)
    lent.bring_back()

    line = db.session.scalars(sa.select(AuditEntry).filter_by(action="enrolment.withdraw")).one()
    assert line.subject == f"enrolment:{place_of('Ketut').id}"
    assert line.workshop_id == workshop.id


def test_called_off_the_laptop_brings_nothing(lent, workshop):
    on_laptop(lent, lambda: setattr(called("Wayan"), "phone", "+628111"))
    lent.call("call-off", workshop.program.slug, "--yes")

    assert "already" in lent.bring_back()
    assert called("Wayan").phone == ""
    assert workshop.program.lent_at is None


def test_a_laptop_of_somebody_else_is_refused(lent):
    db.session.execute(sa.update(ProgramLoan).values(token="another"))
    db.session.commit()

    asked = ["program", "bring-back", "--from", lent.address, "--uploads", str(lent.uploads)]
    result = lent.server.test_cli_runner().invoke(args=asked)

    assert result.exit_code == 1
    assert "not lent by this database" in result.output


def test_what_fails_changes_nothing_on_either_side(lent, workshop, monkeypatch):
    on_laptop(lent, lambda: setattr(called("Wayan"), "phone", "+628111"))

    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    asked = ["program", "bring-back", "--from", lent.address, "--uploads", str(lent.uploads)]
    with monkeypatch.context() as patch:
        patch.setattr("lms.lending.service_return.note", full)
        result = lent.server.test_cli_runner().invoke(args=asked)
    db.session.expire_all()

    assert result.exit_code == 1
    assert "No space left" in result.output
    assert called("Wayan").phone == ""
    with lent.laptop.app_context():
        assert db.session.scalar(sa.select(Program.lent_at)) is None
    assert "person 1" in lent.bring_back()


def refused(app, program, address, uploads):
    """What a loan that cannot be is answered."""
    asked = ["program", "lend", program.slug, "--to", address, "--uploads", str(uploads)]
    result = app.test_cli_runner().invoke(args=asked)
    assert result.exit_code == 1, result.output
    db.session.rollback()
    return result.output


def test_a_program_is_lent_once(lent, workshop, tmp_path):
    address = f"sqlite:///{tmp_path}/second.sqlite3"

    assert "is lent since" in refused(lent.server, workshop.program, address, tmp_path / "files")


def test_what_could_not_be_lent_goes_on_here(app, workshop, tmp_path):
    an_upload(workshop, called("Wayan"))
    no_folder = tmp_path / "file"
    no_folder.touch()
    address = f"sqlite:///{tmp_path}/laptop.sqlite3"
    here = db.engine.url.render_as_string(hide_password=False)

    assert "is not empty" in refused(app, workshop.program, here, tmp_path / "files")
    assert "nothing was lent" in refused(app, workshop.program, address, no_folder / "files")
    assert workshop.program.lent_at is None
    assert fresh(ProgramLoan) == []
