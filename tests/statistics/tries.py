"""Tries for tests: `right("a", day=3)`, and every possible one as a strategy of hypothesis."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from lms.statistics.evidence import Scaffold, Try

START = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))

days = st.integers(0, 40)
clothes = st.sampled_from("abc")


def right(exercise: str = "a", day: float = 0, **facts: object) -> Try:
    """An unaided try unless `facts` say otherwise."""
    at = START + timedelta(days=day)
    return replace(Try(exercise_id=exercise, at=at, first_answer_right=True), **facts)


def wrong(exercise: str = "a", day: float = 0, **facts: object) -> Try:
    return right(exercise, day, first_answer_right=False, **facts)


@st.composite
def any_try(draw: st.DrawFn) -> Try:
    return right(
        draw(clothes),
        draw(days),
        first_answer_right=draw(st.booleans()),
        second_answer_right=draw(st.none() | st.booleans()),
        hints_opened=draw(st.integers(0, 2)),
        key_known=draw(st.booleans()),
        drawn=draw(st.booleans()),
        from_quiz=draw(st.booleans()),
        scaffold=draw(st.sampled_from(Scaffold)),
    )


any_tries = st.lists(any_try(), max_size=12)
good_tries = st.builds(right, clothes, days)
plain_tries = good_tries | st.builds(wrong, clothes, days)
