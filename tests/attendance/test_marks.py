"""The register on a phone: marks that arrive late, twice, or after somebody else's."""

import json
import re
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.attendance.models import Attendance, AttendanceChange
from lms.attendance.rules import Presence, RegisterChoice, compare
from lms.database import db
from lms.workshops.models import Meeting, StaffRole
from tests.constants import NOW
from tests.factories import a_person, a_staff_member, an_enrolment

presences = st.none() | st.sampled_from(Presence)


@pytest.fixture
def address(workshop):
    meeting = db.session.scalars(
        select(Meeting).filter_by(workshop_id=workshop.id, day=3, part="morning")
    ).one()
    return f"/w/{workshop.slug}/attendance/{meeting.id}"


@pytest.fixture
def laptop(workshop, app):
    return Phone(app.test_client().sign_in(a_staff_member(workshop)))


@pytest.fixture
def assistant(workshop, app):
    return Phone(app.test_client().sign_in(a_staff_member(workshop, StaffRole.ASSISTANT)))


class Phone:
    """An open register: it numbers its marks and sends what it kept."""

    pages = count(1)

    def __init__(self, browser):
        self.browser, self.client, self.kept = browser, f"page{next(self.pages)}", []
        self.number = 0

    def tap(self, enrolment, shown, chosen, ago=0, rest=False):
        self.number += 1
        self.kept.append(
            {"id": str(enrolment.id), "shown": shown, "chosen": chosen, "rest": rest}
            | {"client": self.client, "number": self.number, "ago": ago}
        )
        return self

    def send(self, address):
        form = {"marks": json.dumps(self.kept)}
        answer = self.browser.post(f"{address}/marks", data=form)
        assert answer.status_code == 200, answer.text
        return answer.json


def stored():
    rows = db.session.execute(select(Attendance.enrolment_id, Attendance.presence))
    return {row[0]: row[1].value for row in rows}


def changes():
    return db.session.query(AttendanceChange).count()


def test_marks_are_written_in_the_order_in_which_they_were_made(workshop, address, laptop):
    wayan = an_enrolment(workshop)

    laptop.tap(wayan, "", "present").tap(wayan, "present", "late").send(address)

    assert (stored(), changes()) == ({wayan.id: "late"}, 2)


def test_marks_sent_again_because_no_answer_came_count_once(workshop, address, laptop):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    laptop.tap(wayan, "", "present").send(address)

    laptop.tap(wayan, "present", "sick").tap(made, "", "present").send(address)
    again = laptop.send(address)

    assert (stored(), changes()) == ({wayan.id: "sick", made.id: "present"}, 3)
    assert again["clashes"] == {}


def test_a_mark_sent_again_does_not_come_back_after_somebody_took_it_back(
    workshop, address, laptop, assistant
):
    wayan = an_enrolment(workshop)
    laptop.tap(wayan, "", "present").send(address)
    assistant.tap(wayan, "present", "").send(address)

    laptop.send(address)

    assert stored() == {}


def test_two_who_recorded_differently_both_see_both_values(workshop, address, laptop, assistant):
    wayan = an_enrolment(workshop)
    assistant.tap(wayan, "", "late").send(address)

    answer = laptop.tap(wayan, "", "sick").send(address)

    assert stored() == {wayan.id: "late"}
    assert re.search(r"Sakit.*Terlambat", answer["clashes"][str(wayan.id)])


def test_all_present_from_a_phone_without_a_line_leaves_what_others_recorded(
    workshop, address, laptop, assistant
):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    assistant.tap(wayan, "", "sick").send(address)

    for each in (wayan, made):
        laptop.tap(each, "", "present", ago=600, rest=True)
    answer = laptop.send(address)

    assert stored() == {wayan.id: "sick", made.id: "present"}
    assert answer["clashes"] == {}


def test_what_was_tapped_without_a_line_keeps_its_own_time(workshop, address, laptop):
    wayan = an_enrolment(workshop)

    laptop.tap(wayan, "", "present", ago=1200).send(address)

    row = db.session.scalars(select(Attendance)).one()
    assert row.recorded_at == NOW - timedelta(minutes=20)


def test_thirty_five_people_take_one_tap_and_one_for_each_exception(workshop, address, laptop):
    people = [an_enrolment(workshop) for _ in range(35)]
    taps = 1
    for each in people:
        laptop.tap(each, "", "present", rest=True)
    for away, presence in zip(people[::12], ("sick", "late", "absent"), strict=True):
        taps += 1
        laptop.tap(away, "present", presence)
    laptop.send(address)

    assert sorted(stored().values()) == ["absent", "late"] + ["present"] * 32 + ["sick"]
    assert taps == 4


def test_without_a_script_the_last_form_can_be_taken_back(workshop, address, laptop, at):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    laptop.tap(made, "", "sick").send(address)
    at(NOW + timedelta(minutes=1))
    fields = {f"was-{wayan.id}": "", f"was-{made.id}": "sick", "rest": "present"}
    laptop.browser.post(address, data={**fields, f"presence-{made.id}": "sick"})

    taken_back = laptop.browser.post(f"{address}/undo")

    assert taken_back.status_code == 303
    assert stored() == {made.id: "sick"}


def test_taking_back_leaves_what_somebody_else_changed_since(
    workshop, address, laptop, assistant, at
):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    laptop.tap(wayan, "", "present").tap(made, "", "present").send(address)
    assistant.tap(wayan, "present", "late").send(address)

    laptop.browser.post(f"{address}/undo")

    assert stored() == {wayan.id: "late"}


def test_a_page_that_is_up_to_date_is_not_drawn_again(workshop, address, laptop, assistant):
    wayan = an_enrolment(workshop)
    version = re.search(r'data-version="([^"]+)"', laptop.browser.get(address).text)[1]
    same = laptop.browser.get(f"{address}?since={version}")
    assistant.tap(wayan, "", "present").send(address)

    assert same.status_code == 204
    assert laptop.browser.get(f"{address}?since={version}").status_code == 200


@pytest.mark.parametrize(
    "marks",
    [
        "",
        "{}",
        "null",
        "[1]",
        '[{"id": "1"}]',
        '[{"id":"1","shown":"","chosen":"asleep","ago":0,"client":"a","number":1}]',
        '[{"id":"x","shown":"","chosen":"late","ago":0,"client":"a","number":1}]',
        '[{"id":"1","shown":"","chosen":"late","ago":0,"client":"","number":1}]',
        '[{"id":"1","shown":"","chosen":"late","ago":1e999,"client":"a","number":1}]',
        '[{"id":"1","shown":"","chosen":"late","ago":0,"client":"a","number":-1}]',
        '[{"id":"1","shown":[],"chosen":["late"],"ago":0,"client":"a","number":1}]',
        "[" * 20_000,
    ],
)
def test_marks_that_make_no_sense_are_refused(workshop, address, laptop, marks):
    answer = laptop.browser.post(f"{address}/marks", data={"marks": marks})

    assert (answer.status_code, stored()) == (422, {})


def test_marks_for_somebody_of_another_workshop_are_not_found(workshop, address, laptop):
    laptop.tap(an_enrolment(), "", "present")

    answer = laptop.browser.post(f"{address}/marks", data={"marks": json.dumps(laptop.kept)})

    assert (answer.status_code, stored()) == (404, {})


def test_the_register_says_who_recorded_and_how(workshop, address, laptop, assistant):
    wayan = an_enrolment(workshop, a_person("I Wayan Contoh"))
    assistant.tap(wayan, "", "present").send(address)

    assert ", pendamping" in laptop.browser.get(address).text


@given(
    st.lists(st.tuples(st.integers(1, 3), presences, presences), max_size=20),
    st.dictionaries(st.integers(1, 3), st.sampled_from(Presence)),
)
def test_of_all_present_nothing_is_ever_overwritten(taps, before):
    choices = [
        RegisterChoice(key, None, Presence.PRESENT, only_if_open=True) for key, _s, _c in taps
    ]
    verdict = compare(choices, before)

    assert all(choice.enrolment_id not in before for choice in verdict.to_write)
    assert verdict.clashes == ()


@given(st.lists(st.tuples(presences, presences, st.booleans()), max_size=12))
def test_every_mark_is_written_known_already_or_shown_as_a_clash(taps):
    stored = {}
    for shown, chosen, own in taps:
        verdict = compare([RegisterChoice(1, shown, chosen)], stored, {1} if own else ())
        if verdict.to_write:
            assert own or stored.get(1) == shown
            stored[1] = chosen
        elif not verdict.clashes:
            assert chosen in (shown, stored.get(1))
