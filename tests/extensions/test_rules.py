from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from lms.extensions.rules import ASK_FROM, PROPOSED, days_left, may_ask, proposed_until
from lms.workshops.rules import Schedule
from tests.constants import NOW, WITA

END = NOW + timedelta(days=30)
spans = st.timedeltas(timedelta(days=-400), timedelta(days=400))


def test_one_may_ask_near_the_end_and_ever_after_it():
    schedule = Schedule((), END)

    assert not may_ask(schedule, END - ASK_FROM - timedelta(seconds=1))
    assert may_ask(schedule, END - ASK_FROM)
    assert may_ask(schedule, END + timedelta(days=300))


def test_nobody_asks_for_more_of_what_was_closed_or_has_no_dates():
    assert not may_ask(Schedule((), END, closed_at=END), END)
    assert not may_ask(Schedule((), None), END)


@given(spans)
@example(timedelta(0))
def test_what_is_proposed_can_be_given(span):
    until = proposed_until(NOW + span, NOW, WITA)

    assert until > max(NOW, NOW + span)
    assert until.date() == max(NOW, NOW + span).astimezone(WITA).date() + PROPOSED


def test_without_an_end_it_is_counted_from_now():
    assert proposed_until(None, NOW, WITA) == proposed_until(NOW, NOW, WITA)


@given(spans)
def test_the_last_day_has_no_day_left_and_none_is_negative(span):
    left = days_left(NOW + span, NOW, WITA)

    assert left >= 0
    assert (left == 0) == ((NOW + span).astimezone(WITA).date() <= NOW.astimezone(WITA).date())
