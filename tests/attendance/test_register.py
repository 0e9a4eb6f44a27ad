import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.models import Attendance, CheckIn
from lms.audit.models import AuditEntry
from lms.database import db
from lms.workshops.models import Meeting, StaffRole
from tests.constants import NOW
from tests.factories import (
    a_meeting,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)


@pytest.fixture
def meeting(workshop):
    return db.session.scalars(
        select(Meeting).filter_by(workshop_id=workshop.id, day=3, part="morning")
    ).one()


def address(meeting, workshop):
    return f"/w/{workshop.slug}/attendance/{meeting.id}"


def stored():
    rows = db.session.execute(select(Attendance.enrolment_id, Attendance.presence))
    return {row[0]: row[1].value for row in rows}


def form_of(*entries, **more):
    """Fields for (enrolment, what the form showed, what was chosen)."""
    fields = dict(more)
    for enrolment, shown, chosen in entries:
        fields[f"was-{enrolment.id}"] = shown
        if chosen:
            fields[f"presence-{enrolment.id}"] = chosen
    return fields


def test_a_trainer_records_each_person_with_one_form(browser, workshop, meeting, trainer):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)

    answer = browser.post(
        address(meeting, workshop), data=form_of((wayan, "", "present"), (made, "", "sick"))
    )

    assert answer.status_code == 303
    assert stored() == {wayan.id: "present", made.id: "sick"}


def test_all_present_fills_only_those_without_a_choice(browser, workshop, meeting, trainer):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)

    browser.post(
        address(meeting, workshop),
        data=form_of((wayan, "", ""), (made, "", "late"), rest="present"),
    )

    assert stored() == {wayan.id: "present", made.id: "late"}


def test_only_changed_rows_leave_a_line_in_the_audit_trail(browser, workshop, meeting, trainer):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    browser.post(
        address(meeting, workshop), data=form_of((wayan, "", "present"), (made, "", "present"))
    )

    browser.post(
        address(meeting, workshop),
        data=form_of((wayan, "present", "late"), (made, "present", "present")),
    )

    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert db.session.query(AuditEntry).count() == 3
    assert (entry.before, entry.after) == ({"presence": "present"}, {"presence": "late"})
    assert (entry.actor_id, entry.workshop_id) == (trainer.id, workshop.id)


def test_every_change_is_shown_as_history(browser, workshop, meeting, trainer):
    wayan = an_enrolment(workshop, a_person("I Wayan Contoh"))
    browser.post(address(meeting, workshop), data=form_of((wayan, "", "absent")))
    browser.post(address(meeting, workshop), data=form_of((wayan, "absent", "excused")))

    page = browser.get(address(meeting, workshop)).text

    history = page[page.index('<details class="card"') :]
    assert history.count("I Wayan Contoh") == 2


def test_sent_twice_is_saved_once(browser, workshop, meeting, trainer):
    wayan = an_enrolment(workshop)
    for _ in range(2):
        browser.post(address(meeting, workshop), data=form_of((wayan, "", "present")))

    assert db.session.query(AuditEntry).count() == 1


def test_a_row_changed_meanwhile_is_shown_with_both_values(browser, workshop, meeting, trainer):
    wayan = an_enrolment(workshop)
    browser.post(address(meeting, workshop), data=form_of((wayan, "", "sick")))

    answer = browser.post(address(meeting, workshop), data=form_of((wayan, "", "late")))

    assert answer.status_code == 409
    assert stored() == {wayan.id: "sick"}
    assert f'name="was-{wayan.id}" value="sick"' in answer.text
    assert trainer.name in answer.text


def test_beside_a_clash_the_other_rows_are_saved(browser, workshop, meeting, trainer):
    wayan, made = an_enrolment(workshop), an_enrolment(workshop)
    browser.post(address(meeting, workshop), data=form_of((wayan, "", "sick")))

    browser.post(
        address(meeting, workshop), data=form_of((wayan, "", "late"), (made, "", "present"))
    )

    assert stored() == {wayan.id: "sick", made.id: "present"}


def test_a_meeting_that_has_not_begun_cannot_be_recorded(browser, workshop, trainer):
    wayan = an_enrolment(workshop)
    afternoon = db.session.scalars(
        select(Meeting).filter_by(workshop_id=workshop.id, day=3, part="afternoon")
    ).one()

    answer = browser.post(address(afternoon, workshop), data=form_of((wayan, "", "present")))

    assert (answer.status_code, stored()) == (409, {})


def test_a_cancelled_meeting_cannot_be_recorded(browser, workshop, trainer):
    wayan = an_enrolment(workshop)
    cancelled = a_meeting(
        workshop, day=9, starts_at=NOW, ends_at=NOW + timedelta(hours=1), cancelled_at=NOW
    )

    answer = browser.post(address(cancelled, workshop), data=form_of((wayan, "", "present")))

    assert answer.status_code == 409


def test_withdrawn_people_are_not_in_the_register(browser, workshop, meeting, trainer):
    an_enrolment(workshop, a_person("Ni Luh Mundur"), withdrawn_at=NOW)
    an_enrolment(workshop)

    assert "Ni Luh Mundur" not in browser.get(address(meeting, workshop)).text


def test_somebody_who_withdrew_meanwhile_is_left_out(browser, workshop, meeting, trainer):
    gone = an_enrolment(workshop, withdrawn_at=NOW)
    here = an_enrolment(workshop)

    browser.post(
        address(meeting, workshop), data=form_of((gone, "", "present"), (here, "", "present"))
    )

    assert stored() == {here.id: "present"}


def test_a_participant_of_another_workshop_is_not_found(browser, workshop, meeting, trainer):
    stranger = an_enrolment()

    answer = browser.post(address(meeting, workshop), data=form_of((stranger, "", "present")))

    assert (answer.status_code, stored()) == (404, {})


def test_a_meeting_of_another_workshop_is_not_found(browser, workshop, meeting, trainer):
    other = a_workshop()
    elsewhere = db.session.scalars(select(Meeting).filter_by(workshop_id=other.id)).first()

    assert browser.get(address(elsewhere, workshop)).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"was-1": "", "presence-1": "asleep"},
        {"was-1": "yes", "presence-1": "late"},
        {"was-x": "", "presence-x": "late"},
        {"presence-1": "late"},
        {"was-1": "", "rest": "everybody"},
        {f"was-{'9' * 40}": "", f"presence-{'9' * 40}": "late"},
    ],
)
def test_a_form_that_makes_no_sense_is_refused(browser, workshop, meeting, trainer, fields):
    answer = browser.post(address(meeting, workshop), data=fields)

    assert (answer.status_code, stored()) == (422, {})


def test_an_assistant_records_too(browser, workshop, meeting):
    wayan = an_enrolment(workshop)
    browser.sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))

    answer = browser.post(address(meeting, workshop), data=form_of((wayan, "", "present")))

    assert answer.status_code == 303


def test_a_participant_may_not_record(browser, workshop, meeting):
    wayan = an_enrolment(workshop)
    browser.sign_in(wayan.person)

    answer = browser.post(address(meeting, workshop), data=form_of((wayan, "", "present")))

    assert (answer.status_code, stored()) == (403, {})


def test_the_register_costs_the_same_for_two_as_for_thirty(
    browser, workshop, meeting, trainer, statements
):
    def cost():
        with statements() as seen:
            assert browser.get(address(meeting, workshop)).status_code == 200
        return len(seen)

    for _ in range(2):
        an_enrolment(workshop)
    cost()
    few = cost()
    for _ in range(28):
        an_enrolment(workshop)

    assert cost() == few


def test_a_check_in_costs_the_register_and_its_looks_nothing_more(
    app, browser, workshop, meeting, trainer, statements
):
    """With everybody checked in, some with one phone; also the looks that find nothing new."""

    def cost(people):
        for n in range(people):
            db.session.add(
                CheckIn(
                    meeting_id=meeting.id,
                    person_id=an_enrolment(workshop).person_id,
                    means="scan",
                    presence="present",
                    shown_at=NOW,
                    received_at=NOW,
                    device="one" if n < 2 else f"phone{n}{people}",
                    network="hall",
                )
            )
        db.session.commit()
        found = []
        with statements() as seen:
            page = browser.get(address(meeting, workshop)).text
        found.append(len(seen))
        version = re.search(r'data-version="([\d-]+)"', page)[1]
        with statements() as seen:
            answer = browser.get(f"{address(meeting, workshop)}?since={version}")
        assert answer.status_code == 204
        found.append(len(seen))
        with statements() as seen:
            assert browser.get(f"{address(meeting, workshop)}/screen").status_code == 200
        return [*found, len(seen)]

    cost(1)

    assert cost(3) == cost(30)


@pytest.mark.parametrize("form", ["", "/undo", "/marks", "/cancel"])
def test_in_a_closed_workshop_nothing_is_recorded_until_it_is_open_again(
    app, browser, workshop, meeting, trainer, form
):
    wayan = an_enrolment(workshop)
    fields = form_of((wayan, "", "present"), reason="Listrik padam")
    if form == "/marks":
        mark = {"id": wayan.id, "shown": "", "chosen": "present", "client": "a", "number": 1}
        fields = {"marks": json.dumps([{**mark, "ago": 0}])}
    if form == "/cancel":
        browser.sign_in(an_organiser(workshop.program))
    workshop.closed_at = NOW
    db.session.commit()

    answer = browser.post(address(meeting, workshop) + form, data=fields)

    assert answer.status_code == 409
    assert "buka" in answer.text
    assert stored() == {}
    assert "final" in browser.get(address(meeting, workshop)).text
    workshop.closed_at = None
    db.session.commit()
    assert browser.post(address(meeting, workshop) + form, data=fields).status_code < 400


def test_saving_everybody_takes_as_many_statements_for_thirty_as_for_two(
    browser, workshop, meeting, trainer, statements
):
    def saving(people, shown, chosen):
        data = form_of(*((each, shown, chosen) for each in people))
        with statements() as seen:
            assert browser.post(address(meeting, workshop), data=data).status_code == 303
        return len(seen)

    people = [an_enrolment(workshop) for _ in range(32)]
    few, many = people[:2], people[2:]

    assert saving(many, "", "present") == saving(few, "", "present")
    assert saving(many, "present", "late") == saving(few, "present", "late")
    assert set(stored().values()) == {"late"}
