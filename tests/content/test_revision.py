import json
from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest

from lms.content.folder import check, read_folder
from lms.content.revision import canonical, course_from, fingerprint
from lms.content.settings import PRESETS
from lms.content.values import FormOrder, NumbersFrom, QuizKind
from lms.errors import NotFound
from lms.questions import KINDS


@pytest.fixture
def text(course):
    return canonical(read_folder(course.root).document)


@pytest.fixture
def read(text):
    return course_from(text)


def test_unchanged_files_give_the_same_fingerprint(course, text):
    again = canonical(read_folder(course.root).document)
    assert fingerprint(again) == fingerprint(text)


def test_a_changed_file_gives_another_fingerprint(course, text):
    course.change("day-1/exercises.yaml", "    b: 3..12", "    b: 3..13")
    assert fingerprint(canonical(read_folder(course.root).document)) != fingerprint(text)


def test_a_broken_course_has_no_document(course):
    course.change("day-1/quiz.yaml", "minutes: 25 ", "minutes: x ")
    assert read_folder(course.root).document is None


def test_a_damaged_revision_is_not_read(text):
    damaged = json.loads(text)
    damaged["modules"][0]["exercises"][0]["kind"] = "unknown"
    with pytest.raises(ValueError, match="kind"):
        course_from(canonical(damaged))


def test_a_course_cannot_be_changed(read):
    with pytest.raises(FrozenInstanceError):
        read.title = "x"
    with pytest.raises(TypeError):
        read.quiz("kuis-1").forms["A"] = ()


def test_a_course_holds_what_its_files_say(read):
    assert (read.slug, read.title, read.practice_days) == (
        "contoh-kursus",
        "Koperasi Go Digital",
        30,
    )
    assert (read.passing.attendance, read.passing.posttest) == (Fraction(80), Fraction(70))
    assert [competency.code for competency in read.competencies] == ["K1", "K8"]
    module = read.module(1)
    assert (module.id, module.goals[0].id, module.lessons[0].minutes) == ("day-1", "T1.1", 15)
    assert [account.name for account in read.accounts][:2] == ["Kas", "Piutang Pinjaman Anggota"]
    assert read.exercise("h1-p1").title == "Simpanan wajib setahun"
    assert read.lesson("h1-l1").html.startswith(
        '<h2 id="section-dua-macam-modal">Dua macam modal</h2>'
    )


def test_quizzes_stand_in_the_order_of_meeting_them(read):
    assert [quiz.id for quiz in read.quizzes] == ["pretest", "kuis-1", "tugas-1", "posttest"]
    assert [item.id for item in read.required_items] == ["h1-l1", "pretest", "kuis-1", "posttest"]


def test_a_quiz_uses_the_exercise_itself(read):
    quiz = read.quiz("kuis-1")
    assert quiz.questions()[0] == read.exercise("h1-p1").question
    assert (quiz.kind, quiz.form_order, quiz.day) == (QuizKind.QUIZ, FormOrder.SINGLE, 1)
    assert (quiz.minutes, quiz.attempts, quiz.pass_score) == (25, 2, 70)
    assert (quiz.numbers, quiz.review) == (NumbersFrom.WORKSHOP, PRESETS["later"])
    assert (quiz.count(), quiz.max_points()) == (4, 4)
    assert not quiz.needs_trainer
    assert read.quiz("tugas-1").needs_trainer
    assert read.quiz("tugas-1").attempts is None


def test_tests_have_forms(read):
    posttest = read.quiz("posttest")
    assert list(posttest.forms) == ["A", "B", "R"]
    assert posttest.usual_forms == ("A", "B")
    assert (posttest.form_order, posttest.review) == (FormOrder.OTHER, PRESETS["score"])
    assert read.quiz("pretest").review is PRESETS["none"]
    with pytest.raises(NotFound):
        posttest.questions("C")


@pytest.mark.parametrize("find", ["lesson", "exercise", "quiz"])
def test_what_is_not_there_is_not_found(read, find):
    with pytest.raises(NotFound):
        getattr(read, find)("tidak-ada")


def test_a_day_that_is_not_there_is_not_found(read):
    with pytest.raises(NotFound):
        read.module(2)


def test_a_sound_course_is_counted(course):
    problems, counts = check(course.root)
    assert problems == ()
    assert counts == {
        "days": 1,
        "lessons": 1,
        "exercises": 12,
        "drawn": 5,
        "skills": 2,
        "practical": 1,
        "quizzes": 4,
        "questions": 21,
        "banked": 3,
        "mistakes": 9,
        "tested": 1,
        "terms": 1,
        "facts": 1,
        "pictures": 1,
        "files": 1,
        "noted": 1,
        "asked": 2,
        "specified": 2,
        "kinds": dict.fromkeys(sorted(KINDS), 1)
        | {"matching": 2, "numeric": 5, "single_choice": 4, "true_false": 3},
        "levels": {"1": 11, "2": 1},
        "competencies": {"K1": 10, "K8": 2},
    }
