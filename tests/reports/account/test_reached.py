"""Aspect 1 on rows: honest denominators, who withdrew, presences that add up."""

from datetime import timedelta

import pytest

from lms.attendance.rules import Presence
from lms.database import db
from lms.reports.account.queries import program_account, workshop_account
from lms.workshops.seating.models import Waiting
from tests.constants import FIRST_DAY, NOW
from tests.factories import a_person, a_program, a_workshop, an_enrolment
from tests.results.factories import an_attempt, presences, tries

PRESENT, LATE, SICK, ABSENT = Presence.PRESENT, Presence.LATE, Presence.SICK, Presence.ABSENT
AFTER_THE_DAYS = NOW + timedelta(days=5)


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(program=a_program(target=10))


def counts(reached):
    return {step.figure.key: step.count for step in reached.funnel}


def test_before_it_begins_nothing_is_0_percent(workshop):
    an_enrolment(workshop)

    account = workshop_account(workshop, NOW - timedelta(days=10))
    reached, material = account.reached, account.material

    own = (reached.reached, reached.passed, reached.practised, reached.attendance, reached.items)
    assert [figure.share for figure in own] == [None] * 5
    steps = {"invited": 1, "registered": 1, "came": None, "finished": None, "practises": None}
    assert counts(reached) == steps
    assert [figure.share for figure in material.all] == [None, None]
    assert material.plan.whole > 0


def test_a_workshop_that_is_to_come_lowers_no_headline(workshop):
    seat = an_enrolment(workshop)
    presences(seat, *[PRESENT] * 10)
    an_attempt(seat, "tes-akhir", 1, 1)
    program = workshop.program

    before = program_account(program, AFTER_THE_DAYS)
    to_come = a_workshop(program=program, number=999, first_day=FIRST_DAY + timedelta(days=90))
    for _ in range(5):
        an_enrolment(to_come)
    after = program_account(program, AFTER_THE_DAYS)

    assert before.reached.passed.share == 1
    figures = (after.figures[key] for key in before.figures)
    assert [each.share for each in figures if each.key != "delivered_of_all"] == [
        each.share for key, each in before.figures.items() if key != "delivered_of_all"
    ]
    assert after.reached.registered.rate.part == 6


def test_who_came_and_then_withdrew_was_reached(workshop):
    presences(an_enrolment(workshop, withdrawn_at=NOW), PRESENT)
    an_enrolment(workshop, withdrawn_at=NOW)
    presences(an_enrolment(workshop), ABSENT)

    account = program_account(workshop.program, NOW)

    assert account.reached.reached.rate.part == 1
    assert account.reached.registered.rate.part == 2  # the seat, and who came before withdrawing
    assert counts(account.reached)["invited"] == 3


def test_who_waits_was_invited_and_is_not_registered(workshop):
    an_enrolment(workshop)
    person = a_person()
    db.session.add(Waiting(workshop_id=workshop.id, person_id=person.id, place=1, since=NOW))
    db.session.commit()

    reached = workshop_account(workshop, NOW).reached

    assert (counts(reached)["invited"], counts(reached)["registered"]) == (2, 1)


def test_presences_add_up_to_seats_times_meetings(workshop):
    presences(an_enrolment(workshop), PRESENT, LATE, SICK, ABSENT, None)
    presences(an_enrolment(workshop), LATE, LATE)
    presences(an_enrolment(workshop, withdrawn_at=NOW), PRESENT, PRESENT)

    reached = workshop_account(workshop, NOW).reached

    # At 09.00 of day 3 four meetings are over; the fifth goes on and nobody is recorded in it.
    assert dict(reached.presences) == {PRESENT: 1, LATE: 3, SICK: 1, ABSENT: 1, None: 2}
    assert (reached.attendance.rate.part, reached.attendance.rate.whole) == (4, 8)


def test_lesson_hours_are_those_planned_for_the_meetings_attended(workshop):
    # Day 1 has two lessons of 90 minutes (2 JP), one each half day; day 2 one of them, at noon.
    presences(an_enrolment(workshop), PRESENT, ABSENT, PRESENT, PRESENT)
    presences(an_enrolment(workshop), LATE, PRESENT, ABSENT, ABSENT)

    followed = workshop_account(workshop, NOW).reached.followed.rate

    assert (followed.part, followed.whole) == (90 + 90 + 90 + 90, 2 * 270)


def test_practice_counts_those_whose_days_are_over(workshop):
    did, did_not = an_enrolment(workshop), an_enrolment(workshop)
    tries(did, "h1-p1", 0, at=AFTER_THE_DAYS)
    presences(did_not, PRESENT)

    later = workshop_account(workshop, AFTER_THE_DAYS + timedelta(days=1)).reached

    assert later.practised.people == {did.person_id}
    assert later.practised.among == {did.person_id, did_not.person_id}
    assert workshop_account(workshop, NOW).reached.practised.share is None
