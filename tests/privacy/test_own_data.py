"""A person gets her data, asks that it be erased, and what is left then."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.discussion.models import Topic
from lms.discussion.rules import TopicKind
from lms.enrolment.service import withdraw_enrolment
from lms.people.models import Person, Standing, WebSession
from lms.plans.models import ActionPlan
from lms.privacy.fates import HERS
from lms.privacy.models import ErasureRequest
from lms.privacy.queries import copy_of
from lms.privacy.retention import delete_old_logs, to_erase
from lms.privacy.service import erase_person
from lms.quizzes.attempts.models import Attempt
from lms.workshops.models import Enrolment, Meeting
from tests.constants import NOW
from tests.every_table import fill_every_table
from tests.factories import (
    a_person,
    a_revision,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    sign_in_token,
)

NAME, PHONE, EMAIL = "Ni Luh Rahasia", "+6281234567001", "luh.rahasia@example.org"


@pytest.fixture
def luh(app, workshop):
    """A participant with attendance, a plan, a question and a device."""
    person = a_person(NAME, phone=PHONE, email=EMAIL, position="Bendahara Rahasia")
    enrolment = an_enrolment(workshop, person)
    meeting = db.session.scalars(sa.select(Meeting).filter_by(workshop_id=workshop.id)).first()
    db.session.add_all(
        [
            Attendance(
                meeting_id=meeting.id,
                enrolment_id=enrolment.id,
                presence=Presence.PRESENT,
                recorded_at=NOW,
            ),
            ActionPlan(
                enrolment_id=enrolment.id, aim="Rencana Rahasia", begun_at=NOW, changed_at=NOW
            ),
            Topic(
                workshop_id=workshop.id,
                kind=TopicKind.QUESTION,
                author_id=person.id,
                text="Pertanyaan Rahasia",
                html="<p>Pertanyaan Rahasia</p>",
                at=NOW,
            ),
        ]
    )
    db.session.commit()
    sign_in_token(person)
    return person


def everything_written():
    """All texts in the database as one."""
    parts = []
    for table in db.metadata.sorted_tables:
        if table.name != "course_revision":
            parts += [str(row) for row in db.session.execute(sa.select(table))]
    return "\n".join(parts)


def test_she_gets_all_of_it_as_a_file_and_the_trail_tells(browser, luh):
    response = browser.sign_in(luh).post("/profile/all-data/copy")

    packed = zipfile.ZipFile(io.BytesIO(response.data))
    document = json.loads(packed.read("data.json"))
    assert document["tables"]["person"][0]["name"] == NAME
    assert document["tables"]["attendance"][0]["presence"] == "present"
    assert document["tables"]["action_plan"][0]["aim"] == "Rencana Rahasia"
    assert "pin_hash" not in document["tables"]["person"][0]
    entry = db.session.scalars(sa.select(AuditEntry).filter_by(action="data.export")).one()
    assert entry.subject == f"person:{luh.id}"


def test_a_copy_holds_nothing_of_others(luh, workshop):
    an_enrolment(workshop, a_person("Orang Lain"))

    assert "Orang Lain" not in str(copy_of(luh.id))


def test_after_erasure_nothing_tells_of_her_but_she_is_counted(luh, workshop):
    withdraw_enrolment(
        db.session.scalars(sa.select(Enrolment)).one(), reason="Alasan Rahasia", now=NOW
    )
    erase_person(luh, NOW, None)
    db.session.commit()

    left = everything_written()
    for word in ("Rahasia", PHONE, EMAIL):
        assert word not in left
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Attendance)) == 1
    assert db.session.scalars(sa.select(Enrolment)).one().person_id == luh.id
    assert luh.name == f"Peserta {luh.id}"
    assert luh.disabled_at == NOW
    assert db.session.scalar(sa.select(WebSession.id)) is None


def test_rows_in_every_table_can_be_copied_and_erased(app):
    """The first person of two has a row in each table; the second keeps all of hers."""
    with app.app_context():
        fill_every_table()
        db.session.execute(sa.update(Attempt).values(revision_id=a_revision().id))
        before = {name: len(copy_of(2).get(name, ())) for name in HERS}
        assert set(copy_of(1)) == set(HERS)
        assert json.dumps(copy_of(1), default=str)
        person = db.session.get(Person, 1)
        for table in ("staff", "program_organiser"):
            db.session.execute(sa.delete(db.metadata.tables[table]).where(sa.text("person_id=1")))
        person.standing, person.password_hash = Standing.MEMBER, None
        erase_person(person, NOW, None)
        db.session.commit()

        left = copy_of(1)
        deleted = {name for name, fate in HERS.items() if fate.deleted}
        assert set(left) & deleted <= {"upload"}  # a signed list shows everybody, and stays
        for name in set(left) - deleted - {"person"}:
            for column, value in (HERS[name].emptied or {}).items():
                assert {row[column] for row in left[name]} == {value}
        assert {name: len(copy_of(2).get(name, ())) for name in HERS} == before


def test_she_asks_and_an_administrator_answers(app, browser, luh):
    hers, admin = browser.sign_in(luh), app.test_client().sign_in(an_administrator())
    assert hers.post("/profile/all-data/erase", data={"words": "Pindah"}).status_code == 422
    sent = hers.post("/profile/all-data/erase", data={"words": "Pindah", "sure": "y"})
    assert sent.status_code == 303
    assert "menunggu jawaban" in hers.get("/profile/all-data").text
    request = db.session.scalars(sa.select(ErasureRequest)).one()

    page = admin.get("/people/erasures").text
    assert NAME in page
    assert "Pindah" in page
    path = f"/people/erasures/{request.id}"
    assert admin.post(f"{path}/decline", data={"answer": ""}).status_code == 422
    admin.post(f"{path}/decline", data={"answer": "Laporan belum sah"})
    assert "Laporan belum sah" in hers.get("/profile/all-data").text

    hers.post("/profile/all-data/erase", data={"sure": "y"})
    again = db.session.scalars(sa.select(ErasureRequest).filter_by(answered_at=None)).one()
    assert admin.post(f"/people/erasures/{again.id}/erase").status_code == 303
    assert hers.get("/profile").status_code == 303
    assert NAME not in admin.get("/people/").text


def test_who_runs_a_workshop_is_not_erased(app, luh):
    a_staff_member(a_workshop(), person=luh)

    with pytest.raises(Exception, match="runs a workshop"):
        erase_person(luh, NOW, None)


def test_only_who_was_met_long_ago_is_erased_by_the_retention_job(app, luh, workshop):
    much_later = NOW + timedelta(days=400)
    assert list(to_erase(NOW + timedelta(days=350), 12)) == []
    assert list(to_erase(much_later, 12)) == [luh]
    assert list(to_erase(much_later, 24)) == []
    an_enrolment(a_workshop(first_day=(much_later - timedelta(days=30)).date()), luh)
    assert list(to_erase(much_later, 12)) == []


def test_old_sign_ins_are_deleted(app, luh):
    assert delete_old_logs(NOW) == 0
    assert delete_old_logs(NOW + timedelta(days=400)) == 1


def test_the_commands_export_and_erase(app, luh, tmp_path):
    run = app.test_cli_runner().invoke
    result = run(args=["person", "export", luh.participant_code, "--into", str(tmp_path / "a.zip")])
    assert result.exit_code == 0, result.output
    assert zipfile.is_zipfile(tmp_path / "a.zip")

    assert run(args=["person", "erase", luh.participant_code, "--yes"]).exit_code == 0
    db.session.expire_all()
    assert db.session.get(Person, luh.id).name.startswith("Peserta")
    assert "0 people would be erased" in run(args=["person", "retain", "--preview"]).output
