"""The way through a day, whatever has been done of it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.lessons.rules import (
    ItemKind,
    ItemState,
    Progress,
    available,
    course_days,
    day_items,
    day_progress,
    following,
    next_item,
    next_step,
    sections,
)
from lms.statistics.rates import Rate
from tests.constants import COURSE

course = course_from(canonical(read_folder(COURSE).document))
DAY_1 = day_items(course, 1)
DAY_2 = day_items(course, 2)
EVERYTHING = (*DAY_1, *DAY_2)
QUIZZES = frozenset(item.id for item in EVERYTHING if item.is_quiz)


def some(kind: str) -> st.SearchStrategy[frozenset[str]]:
    wanted = [item.id for item in EVERYTHING if _group(item) == kind]
    return st.frozensets(st.sampled_from(wanted))


def _group(item) -> str:
    return "quiz" if item.is_quiz else item.kind.value


@st.composite
def progresses(draw) -> Progress:
    done = draw(some("exercise"))
    return Progress(
        lessons_done=draw(some("lesson")),
        exercises_done=done,
        exercises_tried=done | draw(some("exercise")),
        quizzes_handed_in=draw(some("quiz")),
        quizzes_open=draw(some("quiz")),
    )


def everything_done() -> Progress:
    exercises = frozenset(e.id for e in course.exercises)
    return Progress(
        lessons_done=frozenset(lesson.id for lesson in course.lessons),
        exercises_done=exercises,
        exercises_tried=exercises,
        quizzes_handed_in=frozenset(quiz.id for quiz in course.quizzes),
    )


def test_the_first_day_begins_with_the_pretest_and_the_last_ends_with_the_posttest():
    assert [item.id for item in DAY_1] == ["tes-awal", "h1-l1", "h1-l2", "h1-p1", "h1-t1", "kuis-1"]
    assert [item.id for item in DAY_2] == ["h2-l1", "h2-t1", "kuis-2", "tes-akhir"]


@given(progresses())
def test_the_next_item_is_one_that_is_not_done(progress):
    item = next_item(DAY_1, progress)

    assert item is None or progress.state(item) is not ItemState.DONE


@given(progresses())
def test_there_is_a_next_item_exactly_while_something_is_left(progress):
    left = [item for item in DAY_1 if progress.state(item) is not ItemState.DONE]

    assert (next_item(DAY_1, progress) is None) == (not left)


@given(progresses())
def test_a_quiz_that_was_begun_comes_before_everything(progress):
    running = [i for i in DAY_1 if i.is_quiz and progress.state(i) is ItemState.BEGUN]

    assert not running or next_item(DAY_1, progress) == running[0]


@given(progresses())
def test_a_tried_exercise_comes_again_only_when_nothing_is_untouched(progress):
    item = next_item(DAY_1, progress)
    untouched = [i for i in DAY_1 if progress.state(i) is ItemState.OPEN]

    assert not untouched or item.is_quiz or progress.state(item) is ItemState.OPEN


@given(progresses())
def test_every_item_of_a_day_counts_once(progress):
    done = progress.lessons_done | progress.exercises_done
    done |= progress.quizzes_handed_in - progress.quizzes_open

    assert day_progress(DAY_1, progress) == Rate(len(done & {i.id for i in DAY_1}), len(DAY_1))


@given(progresses(), st.integers(0, 7), st.sets(st.sampled_from(sorted(QUIZZES))))
def test_the_next_step_can_be_done_now(progress, begun, open_quizzes):
    step = next_step(course_days(course), progress, begun, open_quizzes)

    assert step is None or step in available(EVERYTHING, open_quizzes)


@given(progresses(), st.integers(0, 7))
def test_the_next_step_never_runs_ahead_of_the_workshop(progress, begun):
    step = next_step(course_days(course), progress, begun, QUIZZES)

    assert step is None or step.day <= max(begun, 1)


def test_what_is_left_of_today_comes_before_what_was_missed_earlier():
    assert next_step(course_days(course), Progress(), begun=2, open_quizzes=QUIZZES).day == 2


def test_what_was_missed_earlier_comes_once_today_is_done():
    today = Progress(
        lessons_done=frozenset({"h2-l1"}),
        exercises_done=frozenset({"h2-t1"}),
        exercises_tried=frozenset({"h2-t1"}),
        quizzes_handed_in=frozenset({"kuis-2", "tes-akhir"}),
    )

    assert next_step(course_days(course), today, begun=2, open_quizzes=QUIZZES).id == "tes-awal"


def test_nothing_is_left_when_everything_is_done():
    assert next_step(course_days(course), everything_done(), begun=5, open_quizzes=QUIZZES) is None


def test_before_the_workshop_one_may_read_but_not_sit_the_pretest():
    assert (
        next_step(course_days(course), Progress(), begun=0, open_quizzes=()).kind is ItemKind.LESSON
    )


def test_lessons_and_exercises_are_always_open():
    assert {item.kind for item in available(EVERYTHING, ())} == {ItemKind.LESSON, ItemKind.EXERCISE}


def test_a_quiz_opened_again_counts_as_begun():
    again = Progress(quizzes_handed_in=frozenset({"kuis-2"}), quizzes_open=frozenset({"kuis-2"}))
    quiz = next(item for item in DAY_2 if item.id == "kuis-2")

    assert again.state(quiz) is ItemState.BEGUN


def test_an_item_is_followed_by_the_one_below_it():
    assert [following(DAY_1, each) for each in ("h1-l1", "h1-l2", "kuis-1", "elsewhere")] == [
        DAY_1[2],
        DAY_1[3],
        None,
        None,
    ]


def test_a_day_falls_into_parts_to_sit_to_read_and_to_practise():
    parts = sections(DAY_1)

    assert [item for part in parts for item in part] == list(DAY_1)
    for part in parts:
        assert len({_group(item) for item in part}) == 1
    for one, after in pairwise(parts):
        assert _group(one[0]) != _group(after[0])
