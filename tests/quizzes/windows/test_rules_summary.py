"""What a quiz tells about its review: when more will be shown, and what waits for others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lms.content.settings import (
    EVERYTHING,
    NOTHING,
    PRESETS,
    SCORE_ALONE,
    Aspect,
    Review,
    ReviewTime,
    after_handing_in,
)
from lms.content.values import NumbersFrom
from lms.quizzes.windows.rules import ANY_TIME, Window
from lms.quizzes.windows.rules_review import RIGHT_AFTER
from lms.quizzes.windows.rules_summary import ReviewLine, next_review_at, review_summary
from tests.constants import HOUR, NOW, SECOND
from tests.results.samples import course

ALL = tuple(Aspect)
SCORE = (Aspect.SCORE,)


def a_quiz(review, numbers=NumbersFrom.ATTEMPT):
    return replace(course().quiz("kuis-1"), review=review, numbers=numbers)


def summary(*shown, numbers=NumbersFrom.ATTEMPT):
    """The summary of a review right after, while the quiz is open, and after it."""
    return review_summary(a_quiz(after_handing_in(*shown), numbers))


def test_what_stays_as_it_is_from_handing_in_on_takes_one_line():
    assert summary(SCORE_ALONE, SCORE_ALONE, SCORE_ALONE).lines == (ReviewLine(None, SCORE),)


def test_a_review_of_nothing_takes_one_line():
    assert review_summary(a_quiz(Review({}))).lines == (ReviewLine(None, ()),)


def test_each_line_says_since_when():
    assert summary(NOTHING, SCORE_ALONE, EVERYTHING).lines == (
        ReviewLine(ReviewTime.RIGHT_AFTER, ()),
        ReviewLine(ReviewTime.WHILE_OPEN, SCORE),
        ReviewLine(ReviewTime.AFTER_CLOSE, ALL),
    )


def test_a_time_that_changes_nothing_has_no_line():
    assert summary(SCORE_ALONE, SCORE_ALONE, EVERYTHING).lines == (
        ReviewLine(ReviewTime.RIGHT_AFTER, SCORE),
        ReviewLine(ReviewTime.AFTER_CLOSE, ALL),
    )


@pytest.mark.parametrize(
    ("shown", "waits"),
    [
        ((EVERYTHING, NOTHING, EVERYTHING), True),
        ((NOTHING, EVERYTHING, EVERYTHING), True),
        ((SCORE_ALONE, SCORE_ALONE, EVERYTHING), False),
    ],
)
def test_a_key_told_before_the_quiz_closes_waits_for_others_with_the_same_numbers(shown, waits):
    assert summary(*shown, numbers=NumbersFrom.WORKSHOP).waits is waits
    assert summary(*shown, numbers=NumbersFrom.ATTEMPT).waits is False


def test_what_is_told_of_an_answer_once_it_is_checked_is_said_apart():
    review = Review({ReviewTime.DURING: frozenset({Aspect.FEEDBACK, Aspect.CORRECTNESS})})

    assert review_summary(a_quiz(review)).checking == (Aspect.CORRECTNESS, Aspect.FEEDBACK)


CLOSES = NOW + 5 * HOUR
WINDOW = Window(NOW, CLOSES)
LATER = NOW + RIGHT_AFTER


def sees_more_at(review, now, handed_in_at=NOW, window=WINDOW):
    return next_review_at(a_quiz(review), window, handed_in_at, now)


STEPS = after_handing_in(NOTHING, SCORE_ALONE, EVERYTHING)


def test_right_after_handing_in_more_comes_a_quarter_of_an_hour_later():
    assert sees_more_at(STEPS, LATER - SECOND) == LATER


def test_while_the_quiz_is_open_more_comes_when_it_closes():
    assert sees_more_at(STEPS, LATER) == CLOSES


def test_after_the_close_nothing_more_comes():
    assert sees_more_at(STEPS, CLOSES) is None


def test_what_is_shown_less_of_later_is_nothing_to_wait_for():
    assert sees_more_at(after_handing_in(EVERYTHING, SCORE_ALONE, NOTHING), NOW) is None


def test_what_comes_only_after_the_close_is_told_right_after_handing_in():
    assert sees_more_at(PRESETS["later"], NOW) == CLOSES


def test_of_an_attempt_that_is_going_on_more_comes_when_the_quiz_closes():
    assert sees_more_at(STEPS, NOW, handed_in_at=None) == CLOSES


def test_of_a_quiz_without_an_end_nobody_knows_when_more_comes():
    assert sees_more_at(PRESETS["later"], NOW + timedelta(days=9), window=ANY_TIME) is None
