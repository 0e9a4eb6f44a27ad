"""Settings of a quiz as its author writes them; file and line of mistakes: test_broken_courses."""

from datetime import timedelta

import pytest

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.content.settings import (
    EVERYTHING,
    NOTHING,
    PRESETS,
    Aspect,
    CountedAttempt,
    Pick,
    Remedial,
    ReviewTime,
)
from lms.content.values import NumbersFrom

QUIZ = "day-1/quiz.yaml"


def read(course):
    """The course as a stored revision gives it back."""
    reading = read_folder(course.root)
    assert not reading.problems
    first = course_from(canonical(reading.document))
    assert first == course_from(canonical(reading.document))
    return first


def test_every_setting_of_the_reference_is_read(course):
    quiz = read(course).quiz("kuis-1")

    assert (str(quiz.opens), str(quiz.closes)) == ("day 1 14:30", "end of day 1 + 7 days")
    assert (quiz.wait, quiz.wait_later) == (timedelta(minutes=30), timedelta(days=1))
    assert (quiz.counts, quiz.shuffle, quiz.review) == (CountedAttempt.BEST, True, PRESETS["later"])
    assert quiz.picks[""] == (
        Pick(1, ("h1-p1",)),
        Pick(2, ("kas-1", "kas-2", "kas-3")),
        Pick(1, ("k1-1",)),
    )
    assert len(quiz.questions()) == 5


def test_without_settings_a_quiz_follows_its_day(course):
    for line in ("opens: day 1 14:30 ", "closes: end of day 1 + 7 days ", "wait: 30 minutes "):
        course.change(QUIZ, line, "# ")
    course.change(QUIZ, "wait_later: 1 day ", "# ")
    quiz = read(course).quiz("kuis-1")

    assert (str(quiz.opens), str(quiz.closes)) == ("start of day 1", "end of practice")
    assert (quiz.wait, quiz.wait_later) == (timedelta(0), timedelta(0))


def test_a_pretest_closes_before_the_last_day_unless_that_is_the_first(course):
    assert str(read(course).quiz("pretest").closes) == "end of practice"

    for name in ("module.yaml", "exercises.yaml", "quiz.yaml", "modal-koperasi.md"):
        text = (course.root / "day-1" / name).read_text(encoding="utf-8")
        for old, new in (("h1-", "h2-"), ("k1-", "k2-"), ("kuis-1", "kuis-2"), ("T1.", "T2.")):
            text = text.replace(old, new)
        pick = text.find("  - pick: 2")
        text = text if pick < 0 else text[:pick] + text[text.index("  - id: k2-1") :]
        course.write(f"day-2/{name}", text)
    course.change("course.yaml", "modules: [day-1]", "modules: [day-1, day-2]")

    assert str(read(course).quiz("pretest").closes) == "start of last day"


def test_a_matrix_says_what_is_shown_when(course):
    tugas = read(course).quiz("tugas-1")

    assert tugas.review.at(ReviewTime.DURING) == {Aspect.CORRECTNESS, Aspect.FEEDBACK}
    assert tugas.review.at(ReviewTime.RIGHT_AFTER) == NOTHING
    assert tugas.review.at(ReviewTime.WHILE_OPEN) == {Aspect.SCORE, Aspect.FEEDBACK}
    assert tugas.review.at(ReviewTime.AFTER_CLOSE) == EVERYTHING


def test_a_time_left_out_is_like_the_one_before(course):
    course.change("day-1/assignment.yaml", "  while_open: [score, feedback]\n", "")
    course.change("day-1/assignment.yaml", "right_after: none", "right_after: [solution]")
    review = read(course).quiz("tugas-1").review

    assert review.at(ReviewTime.WHILE_OPEN) == {Aspect.SOLUTION}


def test_assignments_have_numbers_of_their_own(course):
    assert read(course).quiz("tugas-1").numbers is NumbersFrom.ATTEMPT


@pytest.mark.parametrize(
    ("written", "remedial"),
    [("{attempts: 2, form: R}", Remedial(2, "R")), ("3", Remedial(3)), ("{}", Remedial(1))],
)
def test_a_remedial_is_a_number_or_more(course, written, remedial):
    course.change("tests/posttest.yaml", "{attempts: 2, form: R}", written)

    assert read(course).quiz("posttest").remedial == remedial


def test_options_of_a_whole_quiz_may_keep_their_places(course):
    course.change(QUIZ, "shuffle_options: true", "shuffle_options: false")
    quiz = read(course).quiz("kuis-1")
    question = next(q for q in quiz.questions() if q.id == "kas-3")

    for seed in range(20):
        texts = [str(option.text) for option in question.variant(seed).options]
        assert texts == ["Pengurus", "Pengawas", "Keduanya"]


def test_an_option_that_stays_keeps_its_place_while_the_others_change(course):
    question = next(q for q in read(course).quiz("kuis-1").questions() if q.id == "kas-3")
    orders = {
        tuple(str(option.text) for option in question.variant(seed).options) for seed in range(20)
    }

    assert orders == {("Pengurus", "Pengawas", "Keduanya"), ("Pengawas", "Pengurus", "Keduanya")}


@pytest.mark.parametrize(
    ("file", "old", "new", "told_at", "words"),
    [
        (QUIZ, "attempts: 2 ", "attempts: 1 ", "wait: 30", '"wait" means nothing'),
        (QUIZ, "    level: 1 ", "    level: 3 ", "    from: kas", "No question of the bank"),
        ("banks/kas.yaml", "- id: kas-2", "  points: 3\n- id: kas-2", "", "different points"),
        ("tests/posttest.yaml", "pass: 70\n", "", "remedial:", '"remedial" needs a pass mark'),
    ],
)
def test_settings_that_do_not_go_together_are_told(course, file, old, new, told_at, words):
    course.change(file, old, new)
    place = f"{file}:{course.line_of(file, told_at)}" if told_at else QUIZ

    assert [p for p in course.problems() if words in p and p.startswith(place)], course.problems()
