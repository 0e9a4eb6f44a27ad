"""Rules of quizzes."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.values import FormOrder, NumbersFrom
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.rules import Mark, MoreTime, Score
from tests.constants import HOUR, MINUTE, SECOND

NINE = datetime(2026, 11, 25, 1, tzinfo=UTC)
ORDER = 2045666510914555444

instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
credits_given = st.none() | st.fractions(0, 1, max_denominator=12)
points = st.integers(1, 10).map(Fraction)
marks = st.lists(st.builds(Mark, credits_given, points), min_size=1, max_size=12)


@given(instants, st.integers(1, 600), st.none() | instants)
def test_an_attempt_never_outlasts_the_close_nor_its_minutes(started_at, minutes, closes_at):
    end = rules.deadline(started_at, minutes, closes_at)

    assert end <= started_at + minutes * MINUTE
    assert closes_at is None or end <= closes_at


def test_without_minutes_an_attempt_ends_when_the_quiz_closes():
    assert rules.deadline(NINE, None, NINE + HOUR) == NINE + HOUR
    assert rules.deadline(NINE, None, None) is None


more_time = st.builds(MoreTime, *[st.integers(0, 300)] * 3)


@given(instants, st.none() | st.integers(1, 600), st.none() | instants, more_time, more_time)
def test_more_time_never_shortens(started_at, minutes, closes_at, one, other):
    both = MoreTime(
        max(one.minutes, other.minutes),
        max(one.percent, other.percent),
        one.given + other.given,
    )
    ends = [rules.deadline(started_at, minutes, closes_at, more) for more in (one, both)]

    assert ends == [None, None] or ends[0] <= ends[1]


@pytest.mark.parametrize(
    ("more", "ends_after"),
    [
        (MoreTime(), 20),
        (MoreTime(minutes=10), 30),
        (MoreTime(percent=25), 25),
        (MoreTime(percent=33), 27),  # rounded up to whole minutes
        (MoreTime(minutes=10, percent=25), 30),  # the greater of the two
        (MoreTime(minutes=90), 60),  # standing extra time ends with the closing
        (MoreTime(given=5), 25),
        (MoreTime(minutes=90, given=15), 75),  # minutes given reach past it
    ],
)
def test_what_more_time_adds_to_twenty_minutes(more, ends_after):
    assert rules.deadline(NINE, 20, NINE + HOUR, more) == NINE + ends_after * MINUTE


def test_saves_are_taken_until_a_minute_after_the_end():
    assert not rules.is_too_late(NINE, NINE + 60 * SECOND)
    assert rules.is_too_late(NINE, NINE + 61 * SECOND)


def test_the_other_form_is_never_the_first_one():
    for first in "AB":
        one = rules.form_for(FormOrder.FIRST, ["B", "A"], first)
        other = rules.form_for(FormOrder.OTHER, ["B", "A"], first)

        assert (one, {one, other}) == (first, {"A", "B"})


def test_a_quiz_without_forms_has_the_empty_form():
    assert rules.form_for(FormOrder.SINGLE, [""], "B") == ""


def seed(numbers, **values):
    usual = {"secret": 1, "enrolment_id": 2, "quiz_id": "kuis-1", "number": 1}
    return rules.attempt_seed(numbers, **{**usual, **values})


def test_a_workshop_shares_its_numbers():
    assert seed(NumbersFrom.WORKSHOP) == seed(NumbersFrom.WORKSHOP, enrolment_id=3)
    assert seed(NumbersFrom.WORKSHOP) != seed(NumbersFrom.WORKSHOP, secret=9)


def test_another_quiz_has_other_numbers():
    for numbers in NumbersFrom:
        assert seed(numbers) != seed(numbers, quiz_id="kuis-2")


def test_another_attempt_has_new_numbers():
    assert seed(NumbersFrom.WORKSHOP) != seed(NumbersFrom.WORKSHOP, number=2)
    assert seed(NumbersFrom.ATTEMPT) != seed(NumbersFrom.ATTEMPT, number=2)


def test_an_attempt_may_have_its_own_numbers():
    assert seed(NumbersFrom.ATTEMPT) != seed(NumbersFrom.ATTEMPT, enrolment_id=3)


@pytest.mark.parametrize("numbers", NumbersFrom)
def test_nobody_can_work_a_seed_out_without_the_secret_of_the_workshop(numbers):
    assert len({seed(numbers, secret=secret) for secret in range(100)}) == 100


def test_seeds_never_change():
    assert rules.question_seed(seed(NumbersFrom.WORKSHOP), "k1-2") == 6560483824722408605
    assert seed(NumbersFrom.ATTEMPT) == 7455414327919392480
    assert rules.question_order(["a", "b", "c", "d"], True, 7) == ["c", "b", "a", "d"]


@given(st.lists(st.text(min_size=1), unique=True, max_size=12), st.integers(0, 2**63 - 1))
def test_shuffling_keeps_every_question(ids, seed):
    assert sorted(rules.question_order(ids, True, seed)) == sorted(ids)
    assert rules.question_order(ids, False, seed) == ids


@given(marks)
def test_a_score_is_between_nothing_and_a_hundred(all_marks):
    score = rules.score(all_marks)

    assert 0 <= score.provisional <= 100
    assert (score.final is None) == any(mark.credit is None for mark in all_marks)


@given(marks, st.fractions(0, 1, max_denominator=10))
def test_grading_what_waits_never_lowers_the_provisional_score(all_marks, credit):
    graded = [Mark(credit if m.credit is None else m.credit, m.points) for m in all_marks]

    assert rules.score(graded).provisional >= rules.score(all_marks).provisional


def test_a_score_begins_with_the_first_grade():
    waits = Mark(None, Fraction(1))

    assert not rules.score([waits, waits]).is_graded
    assert rules.score([waits, Mark(Fraction(0), Fraction(1))]).is_graded


def test_points_weigh():
    score = rules.score([Mark(Fraction(1), Fraction(3)), Mark(Fraction(0), Fraction(1))])

    assert score.final == 75


def test_thirds_add_up_exactly():
    assert rules.score([Mark(Fraction(1, 3), Fraction(1))] * 3).final == Fraction(100, 3)


def test_a_score_of_exactly_the_needed_one_passes():
    assert rules.passed(Score(Fraction(7), Fraction(10)), Fraction(70)) is True
    assert rules.passed(Score(Fraction(69), Fraction(100)), Fraction(70)) is False
    assert rules.passed(Score(Fraction(7), Fraction(10), waiting=1), Fraction(70)) is None
    assert rules.passed(Score(Fraction(7), Fraction(10)), None) is None


def test_everybody_has_an_order_of_her_own_that_never_changes():
    assert rules.order_seed(7, "kuis-1", 1) == ORDER
    assert rules.order_seed(8, "kuis-1", 1) != ORDER
    assert rules.order_seed(7, "kuis-2", 1) != ORDER
    assert rules.order_seed(7, "kuis-1", 2) != ORDER
