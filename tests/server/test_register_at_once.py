"""A hall that checks in while two of the staff take the register: nothing is lost or doubled."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from lms.attendance.models import Attendance, AttendanceChange, CheckIn
from lms.database import db
from lms.workshops.models import StaffRole
from tests.factories import (
    PASSWORD,
    PIN,
    a_meeting,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
)
from tests.server.visitor import Visitor

pytestmark = pytest.mark.server

PEOPLE = 12
BEGUN = datetime(2020, 1, 6, tzinfo=UTC)  # and it goes on by any clock


@pytest.fixture
def visitors(server):
    opened = []

    def visit(identity, secret):
        opened.append(Visitor(server.port))
        return opened[-1].sign_in(identity, secret)

    yield visit
    for each in opened:
        each.close()


def test_a_hall_checks_in_while_two_take_the_register(visitors):
    workshop = a_workshop(first_day=None)
    meeting = a_meeting(workshop, starts_at=BEGUN, ends_at=BEGUN + timedelta(days=36_500))
    enrolments = [
        an_enrolment(workshop, a_person(participant_code=f"HADIR{n:03}")) for n in range(PEOPLE)
    ]
    staff = [a_staff_member(workshop, role).email for role in StaffRole]
    ids = [enrolment.id for enrolment in enrolments]
    codes = [enrolment.person.participant_code for enrolment in enrolments]
    register = f"/w/{workshop.slug}/attendance/{meeting.id}"
    db.session.commit()
    phones = [visitors(code, PIN) for code in codes]
    colleagues = [visitors(email, PASSWORD) for email in staff]
    for visitor in (*phones, *colleagues):
        visitor.get("/profile")
    code = re.search(r"(\d{3})&nbsp;(\d{3})", colleagues[0].get(f"{register}/screen").text)
    assert code
    together = Barrier(len(phones) + len(colleagues))

    def check_in(phone):
        together.wait(20)
        return phone.post("/hadir", code="".join(code.groups())).status

    def sign(number):
        together.wait(20)
        marks = [
            {"id": str(key), "shown": "", "chosen": ("present", "sick")[number], "ago": 0}
            | {"client": f"colleague {number}", "number": key, "rest": number == 0}
            for key in ids
        ]
        answers = [
            colleagues[number].post(f"{register}/marks", script=True, marks=json.dumps(marks))
            for _again in range(2)
        ]
        return [answer.status for answer in answers], answers[0].json["clashes"]

    with ThreadPoolExecutor(len(phones) + 2) as pool:
        sent = [pool.submit(check_in, phone) for phone in phones]
        signed = [pool.submit(sign, number) for number in range(2)]
        checked = [each.result() for each in sent]
        answers = [each.result() for each in signed]

    rows = db.session.execute(select(Attendance.enrolment_id, Attendance.presence)).all()
    changes = db.session.scalars(select(AttendanceChange.enrolment_id)).all()
    sick = {str(row[0]) for row in rows if row[1] == "sick"}
    assert checked == [303] * PEOPLE
    assert [statuses for statuses, _clashes in answers] == [[200, 200]] * 2
    assert sorted(row[0] for row in rows) == sorted(ids)
    assert sorted(changes) == sorted(ids)  # the first to come stands, nobody was overwritten
    assert set(answers[1][1]) == {str(key) for key in ids} - sick  # and who came second was told
    assert db.session.query(CheckIn).count() == PEOPLE
