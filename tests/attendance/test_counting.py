"""Presence counts for the half day, wherever it was recorded; seats that changed hands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.counting import CountedPresence, credits_at, records_of
from lms.attendance.models import Attendance
from lms.attendance.queries import presences_at, register_of, tallies_of
from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.database import db
from lms.results.queries import outcomes_in
from lms.results.queries_attendance import attendance_of
from lms.statistics.rates import Rate
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import a_program, a_workshop, an_enrolment
from tests.results.factories import presences

PRESENT, ABSENT, SICK = Presence.PRESENT, Presence.ABSENT, Presence.SICK


@pytest.fixture
def pair(app, at):
    """Two workshops of one program at the same days."""
    with app.app_context():
        program = a_program()
        yield a_workshop(program=program, number=1), a_workshop(program=program, number=2)


def recorded(enrolment, meeting, presence=PRESENT):
    db.session.add(
        Attendance(
            meeting_id=meeting.id, enrolment_id=enrolment.id, presence=presence, recorded_at=NOW
        )
    )
    db.session.commit()


def rate(enrolment):
    """The rate of one and of all must be the same."""
    one = attendance_of(enrolment, NOW)
    assert outcomes_in([enrolment.workshop], NOW)[enrolment.id].attendance == one
    return one


def test_a_make_up_elsewhere_counts_for_the_missed_meeting(pair):
    home, other = pair
    enrolment = an_enrolment(home)
    presences(enrolment, PRESENT, ABSENT, PRESENT, PRESENT)
    recorded(enrolment, meetings(other)[1])

    missed = meetings(home)[1].id
    assert rate(enrolment) == Rate(4, 4)
    assert records_of(enrolment)[missed] == CountedPresence(PRESENT, 2, is_held=True)
    assert presences_at([missed]) == {(enrolment.id, missed): PRESENT}
    assert credits_at(meetings(home)[1]) == {enrolment.id: CountedPresence(PRESENT, 2)}


def test_a_half_day_counts_once(pair):
    home, other = pair
    enrolment = an_enrolment(home)
    presences(enrolment, PRESENT)
    recorded(enrolment, meetings(other)[0])

    assert rate(enrolment) == Rate(1, 4)
    assert records_of(enrolment)[meetings(home)[0].id].elsewhere is None


def test_a_guest_is_in_no_count_of_the_workshop_she_visits(pair):
    home, other = pair
    guest = an_enrolment(home)
    an_enrolment(other)
    visited = meetings(other)[1]
    recorded(guest, visited)

    tally = tallies_of([visited.id])[visited.id]

    assert (tally.recorded, tally.enrolled) == (0, 1)
    assert guest.id not in [row.enrolment_id for row in register_of(visited)]


def test_a_cancelled_meeting_elsewhere_makes_up_for_nothing(pair):
    home, other = pair
    enrolment = an_enrolment(home)
    presences(an_enrolment(home), PRESENT)
    visited = meetings(other)[0]
    recorded(enrolment, visited)
    visited.cancelled_at = NOW
    db.session.commit()

    assert rate(enrolment).part == 0


def test_who_gave_up_the_seat_is_expected_before_and_the_substitute_after(pair):
    home, _other = pair
    first = an_enrolment(home, withdrawn_at=NOW, until_day=2)
    substitute = an_enrolment(home, replaces_id=first.id, from_day=3)
    days = meetings(home)

    expected = [[row.enrolment_id for row in register_of(meeting)] for meeting in days]

    assert expected == [[first.id]] * 4 + [[substitute.id]] * 6
    assert [tally.enrolled for tally in tallies_of([m.id for m in days]).values()] == [1] * 10


RECORDS = st.builds(
    CountedPresence, st.none() | st.sampled_from(Presence), st.none() | st.integers(1, 3)
)


@given(st.lists(RECORDS, min_size=1))
def test_of_several_records_a_presence_counts_if_there_is_one(records):
    best = records[0]
    for record in records[1:]:
        best = best.or_better(record)

    assert best in records
    assert (best.presence in COUNTS_AS_PRESENT) == any(
        record.presence in COUNTS_AS_PRESENT for record in records
    )
