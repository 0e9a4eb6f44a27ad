from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.settings import NOTHING, PRESETS, SCORE_ALONE, Remedial, after_handing_in
from lms.quizzes.attempts.rules import Score
from lms.quizzes.windows.rules import Window
from lms.results.outcomes import DoneItems, outcome, with_quizzes
from lms.results.passing import MissingKind, demands_of, missing, required_items
from lms.results.periods import ALWAYS
from lms.results.rules import (
    AttemptResult,
    QuizResult,
    QuizState,
    as_she_sees,
    quiz_result,
    remedial_offered,
)
from lms.statistics.rates import Rate, total
from tests.constants import HOUR, NOW, SECOND
from tests.results.samples import course, scored


def a_score(earned, waiting=0):
    return Score(Fraction(earned), Fraction(100), waiting)


rates = st.integers(0, 50).flatmap(
    lambda whole: st.builds(Rate, st.integers(0, whole), st.just(whole))
)
scores = st.fractions(0, 100, max_denominator=60)
quiz_attempts = st.lists(
    st.builds(
        AttemptResult,
        st.booleans(),
        st.builds(Score, scores, st.just(Fraction(100)), st.integers(0, 2)),
    ),
    max_size=6,
)


def test_a_rate_of_nothing_is_unknown():
    assert Rate(0, 0).share is None


def test_a_rate_is_exact():
    assert Rate(2, 3).percent == Fraction(200, 3)


@given(st.lists(rates))
def test_a_total_adds_parts_and_wholes(listed):
    added = total(listed)
    assert added.whole == sum(rate.whole for rate in listed)
    assert 0 <= added.part <= added.whole


def test_a_quiz_not_begun_is_open():
    assert quiz_result([]).state is QuizState.OPEN


def test_a_quiz_not_handed_in_has_no_score():
    assert quiz_result([AttemptResult(False, a_score(80))]) == QuizResult(QuizState.BEGUN)


def test_the_best_attempt_counts_and_the_first_is_remembered():
    result = quiz_result([AttemptResult(True, a_score(50)), AttemptResult(True, a_score(80))])

    assert (result.score, result.first) == (80, 50)


def test_a_quiz_with_an_ungraded_answer_waits():
    result = quiz_result([AttemptResult(True, a_score(40, waiting=1))])

    assert (result.state, result.score) == (QuizState.WAITING, None)


@given(quiz_attempts)
def test_a_score_is_known_exactly_when_the_state_says_so(listed):
    result = quiz_result(listed)
    assert (result.score is not None) == (result.state is QuizState.SCORED)


@given(quiz_attempts)
def test_a_score_lies_between_0_and_100(listed):
    result = quiz_result(listed)
    assert result.score is None or 0 <= result.score <= 100


def test_lessons_exercises_and_required_quizzes_count_for_completion():
    whole = course()
    lessons = {lesson.id for lesson in whole.lessons}
    exercises = {exercise.id for exercise in whole.exercises}

    required = required_items(whole)

    assert required == lessons | exercises | {"tes-awal", "kuis-1", "kuis-2", "tes-akhir"}


def test_a_quiz_that_is_not_required_does_not_count():
    first, *others = course().tests
    whole = replace(course(), tests=(replace(first, required=False), *others))

    assert first.id not in required_items(whole)


def test_a_quiz_is_done_when_it_is_handed_in_whatever_its_score():
    required = required_items(course())
    quizzes = {"kuis-1": scored(0), "kuis-2": QuizResult(QuizState.BEGUN)}

    assert with_quizzes(required, DoneItems(3), quizzes, ALWAYS) == DoneItems(4)


def kinds(attendance, quizzes):
    return [each.kind for each in missing(demands_of(course()), attendance, quizzes)]


def test_eighty_percent_and_a_post_test_of_seventy_pass():
    assert kinds(Rate(8, 10), {"tes-akhir": scored(70)}) == []


def test_a_whisker_under_the_limits_does_not_pass():
    below = {"tes-akhir": scored(Fraction(699999, 10000))}

    assert kinds(Rate(79, 100), below) == [MissingKind.ATTENDANCE, MissingKind.POSTTEST_SCORE]


def test_before_the_first_meeting_attendance_is_missing():
    assert MissingKind.ATTENDANCE in kinds(Rate(0, 0), {"tes-akhir": scored(90)})


def test_a_post_test_not_sat_is_missing():
    assert kinds(Rate(1, 1), {}) == [MissingKind.POSTTEST_OPEN]


def test_a_post_test_that_waits_for_a_trainer_is_told_as_such():
    waiting = {"tes-akhir": QuizResult(QuizState.WAITING)}

    assert kinds(Rate(1, 1), waiting) == [MissingKind.POSTTEST_WAITING]


def test_what_is_missing_tells_what_there_is_and_what_is_needed():
    (found,) = missing(demands_of(course()), Rate(3, 4), {"tes-akhir": scored(90)})

    assert (found.have, found.need) == (75, 80)


@given(rates, st.none() | scores)
def test_a_person_passes_exactly_when_nothing_is_missing(attendance, posttest):
    quizzes = {} if posttest is None else {"tes-akhir": scored(posttest)}
    reached = outcome(course(), attendance, DoneItems(), quizzes)

    meets = (
        attendance.percent is not None
        and attendance.percent >= 80
        and posttest is not None
        and posttest >= 70
    )
    assert reached.passed == meets


def test_gain_is_of_the_first_post_test():
    quizzes = {
        "tes-awal": scored(45),
        "tes-akhir": QuizResult(QuizState.SCORED, Fraction(100), Fraction(78)),
    }
    reached = outcome(course(), Rate(1, 1), DoneItems(), quizzes)

    assert (reached.gain, reached.posttest) == (Fraction(33, 55), 100)


@pytest.mark.parametrize("only", ["tes-awal", "tes-akhir"])
def test_one_test_alone_tells_no_gain(only):
    assert outcome(course(), Rate(1, 1), DoneItems(), {only: scored(50)}).gain is None


def test_a_result_with_its_times_is_otherwise_the_same():
    times = {"begun_at": NOW, "done_at": NOW + HOUR, "handed_in_at": NOW + 2 * HOUR}
    result = QuizResult(QuizState.SCORED, Fraction(80), Fraction(60), usual=2, remedials=1)

    assert result.at(*times.values()) == replace(result, **times)


REMEDIAL = replace(
    course().quiz("kuis-1"), attempts=2, pass_score=Fraction(70), remedial=Remedial(2)
)
FAILED = QuizResult(QuizState.SCORED, Fraction(69), Fraction(50), usual=2)


def test_who_is_below_the_mark_after_all_attempts_is_offered_a_remedial():
    assert remedial_offered(REMEDIAL, FAILED)
    assert remedial_offered(REMEDIAL, replace(FAILED, usual=3))


def test_who_has_an_attempt_left_is_offered_no_remedial():
    assert not remedial_offered(REMEDIAL, replace(FAILED, usual=1))


def test_who_has_reached_the_mark_is_offered_no_remedial():
    assert not remedial_offered(REMEDIAL, replace(FAILED, score=Fraction(70)))


def test_who_waits_for_a_trainer_is_offered_no_remedial_yet():
    assert not remedial_offered(REMEDIAL, QuizResult(QuizState.WAITING, usual=2))


def test_there_are_so_many_remedials_and_no_more():
    assert remedial_offered(REMEDIAL, replace(FAILED, remedials=1))
    assert not remedial_offered(REMEDIAL, replace(FAILED, remedials=2))


@pytest.mark.parametrize("missing_part", ["remedial", "pass_score", "attempts"])
def test_a_quiz_without_remedial_mark_or_last_attempt_offers_none(missing_part):
    assert not remedial_offered(replace(REMEDIAL, **{missing_part: None}), FAILED)


CLOSED = Window(NOW - 9 * HOUR, NOW)
OPEN = Window(NOW - 9 * HOUR, NOW + SECOND)


def seen(result, review, window=CLOSED):
    """A result of quiz 1 as she sees it at NOW."""
    quiz = replace(course().quiz("kuis-1"), review=review)
    only = replace(course(), modules=(replace(course().modules[0], quizzes=(quiz,)),), tests=())
    return as_she_sees(only, {"kuis-1": result}, {"kuis-1": window}, NOW)["kuis-1"]


DONE = replace(scored(80), handed_in_at=NOW - HOUR, done_at=NOW - HOUR)


def test_a_score_that_may_be_seen_is_seen():
    assert seen(DONE, PRESETS["score"]) == DONE


def test_a_score_that_may_not_be_seen_is_hidden_and_nothing_else_is():
    hidden = replace(DONE, state=QuizState.HIDDEN, score=None, first=None)

    assert seen(DONE, PRESETS["none"]) == hidden


def test_a_score_is_seen_from_the_close_on_where_the_author_says_so():
    at_close = after_handing_in(NOTHING, NOTHING, SCORE_ALONE)

    assert seen(DONE, at_close, OPEN).state is QuizState.HIDDEN
    assert seen(DONE, at_close, CLOSED).state is QuizState.SCORED


def test_of_what_was_not_handed_in_nothing_is_hidden():
    assert seen(QuizResult(QuizState.BEGUN), PRESETS["none"]) == QuizResult(QuizState.BEGUN)


def test_she_sees_no_more_quizzes_than_she_has_results_of():
    found = as_she_sees(course(), {"kuis-2": DONE}, {"kuis-2": CLOSED}, NOW)

    assert list(found) == ["kuis-2"]
