from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.rules import (
    COUNTS_AS_PRESENT,
    Clash,
    Presence,
    RegisterChoice,
    attendance_rate,
    compare,
    outlook,
)

PRESENT, LATE, SICK = Presence.PRESENT, Presence.LATE, Presence.SICK
presences = st.sampled_from(Presence)
recorded = presences | st.none()


def test_late_counts_as_attended_and_sick_does_not():
    assert attendance_rate([PRESENT, LATE, SICK, None], 4) == Fraction(1, 2)


def test_before_the_first_meeting_there_is_no_rate():
    assert attendance_rate([], 0) is None


def test_more_presences_than_meetings_is_an_error():
    with pytest.raises(ValueError, match="2 presences at 1 meetings"):
        attendance_rate([PRESENT, PRESENT], 1)


@given(st.lists(recorded, min_size=1, max_size=20))
def test_a_rate_lies_between_nothing_and_everything(listed):
    rate = attendance_rate(listed, len(listed))
    assert rate is not None
    assert 0 <= rate <= 1


def test_eight_of_ten_are_needed_for_eighty_percent():
    expected = outlook([PRESENT] * 3 + [SICK] + [None] * 6, Fraction(80))

    assert (expected.needed, expected.undecided) == (5, 6)


def test_what_is_needed_is_rounded_up():
    assert outlook([None] * 9, Fraction(80)).needed == 8


def test_three_absences_of_ten_cannot_be_made_good():
    assert not outlook([SICK] * 3 + [None] * 7, Fraction(80)).is_possible


@given(st.lists(recorded, max_size=20), st.integers(0, 100).map(Fraction))
def test_attending_what_is_needed_reaches_the_goal(listed, required):
    wanted = outlook(listed, required)
    if not wanted.is_possible:
        return
    attended = sum(each in COUNTS_AS_PRESENT for each in listed) + wanted.needed
    assert 100 * attended >= required * len(listed)


def test_a_row_that_was_not_touched_is_no_change():
    assert compare([RegisterChoice(1, SICK, SICK)], {1: LATE}).to_write == ()


def test_a_first_record_is_written():
    choice = RegisterChoice(1, None, PRESENT)
    assert compare([choice], {}).to_write == (choice,)


def test_a_record_changed_meanwhile_is_not_overwritten():
    verdict = compare([RegisterChoice(1, PRESENT, LATE)], {1: SICK})

    assert (verdict.to_write, verdict.clashes) == ((), (Clash(1, SICK, LATE),))


def test_two_people_recording_the_same_do_not_clash():
    verdict = compare([RegisterChoice(1, None, LATE)], {1: LATE})

    assert (verdict.to_write, verdict.clashes) == ((), ())


@given(st.dictionaries(st.integers(1, 9), presences), st.data())
def test_nothing_is_written_over_what_the_form_did_not_show(stored, data):
    choices = [
        RegisterChoice(key, data.draw(recorded), data.draw(presences)) for key in range(1, 10)
    ]

    for choice in compare(choices, stored).to_write:
        assert stored.get(choice.enrolment_id) == choice.shown


def test_who_needs_every_meeting_left_can_still_reach_it():
    barely = outlook([SICK] * 2 + [None] * 8, Fraction(80))

    assert (barely.needed, barely.undecided) == (8, 8)
    assert barely.is_possible
    assert not barely.is_reached


def test_who_has_been_there_often_enough_needs_nothing_more():
    done = outlook([PRESENT] * 8 + [None] * 2, Fraction(80))

    assert (done.needed, done.undecided) == (0, 2)
    assert done.is_reached
    assert done.is_possible


def test_as_many_presences_as_meetings_are_a_rate():
    assert attendance_rate([PRESENT, SICK], 2) == Fraction(1, 2)


def test_of_all_present_who_has_a_record_keeps_it_without_a_word():
    verdict = compare([RegisterChoice(1, None, PRESENT, only_if_open=True)], {1: SICK})

    assert (verdict.to_write, verdict.clashes) == ((), ())


def test_the_same_phone_may_change_what_it_wrote_itself():
    choice = RegisterChoice(1, None, LATE)

    assert compare([choice], {1: PRESENT}, own={1}).to_write == (choice,)
    assert compare([choice], {1: PRESENT}, own={2}).to_write == ()


def test_after_a_row_that_did_not_change_the_next_is_still_looked_at():
    choice = RegisterChoice(2, None, PRESENT)

    assert compare([RegisterChoice(1, SICK, SICK), choice], {}).to_write == (choice,)
