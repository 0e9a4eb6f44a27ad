"""Every kind of question with one box, asked and reviewed.

Those with several are tried in tests/questions/test_templates.py, files in tests/quizzes.
"""

import pytest
from flask import get_template_attribute

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.questions import KINDS
from tests.constants import COURSE

course = course_from(canonical(read_folder(COURSE).document))
QUESTIONS = [
    *(exercise.question for exercise in course.exercises),
    *(q for quiz in course.quizzes for form in quiz.forms.values() for q in form),
]
VARIANTS = {question.kind: question.variant(5) for question in QUESTIONS}
SECRET = 'class="option right"'


@pytest.fixture
def show(app):
    def shown(macro: str, *args, **values) -> str:
        return str(get_template_attribute("questions/question.html", macro)(*args, **values))

    return shown


def an_answer(variant):
    if variant.kind == "multiple_answer":
        return [variant.options[0].key]
    return variant.options[0].key if variant.options else "12 <b>"


def test_the_small_course_has_every_kind_with_one_box():
    others = {"matching", "ordering", "cloze", "journal_entry", "file_upload"}
    assert VARIANTS.keys() == KINDS.keys() - others


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_question_asked_shows_its_prompt_and_a_control(show, kind):
    page = show("question_inputs", VARIANTS[kind])

    assert VARIANTS[kind].prompt in page
    assert 'name="answer"' in page


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_question_asked_says_nothing_of_its_key(show, kind):
    variant = VARIANTS[kind]
    page = show("question_inputs", variant, an_answer(variant))

    assert variant.solution not in page
    assert SECRET not in page
    assert variant.options or variant.key_text not in page


@pytest.mark.parametrize("kind", VARIANTS)
def test_what_was_answered_comes_back(show, kind):
    variant = VARIANTS[kind]
    page = show("question_inputs", variant, an_answer(variant))

    assert page.count(" checked") == 1 if variant.options else "12 &lt;b&gt;" in page


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_review_shows_the_solution(show, kind):
    variant = VARIANTS[kind]
    answer = an_answer(variant)

    page = show("question_review", variant, answer, variant.grade(answer))

    assert variant.solution in page


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_review_without_the_key_keeps_it_back(show, kind):
    variant = VARIANTS[kind]
    page = show("question_review", variant, an_answer(variant), show_key=False)

    assert variant.solution not in page
    assert SECRET not in page
    assert variant.options or variant.key_text not in page


@pytest.mark.parametrize("kind", ["single_choice", "multiple_answer", "true_false"])
def test_a_review_marks_exactly_the_right_options(show, kind):
    variant = VARIANTS[kind]
    right = 2 if kind == "multiple_answer" else 1

    assert show("question_review", variant, None).count(SECRET) == right


@pytest.mark.parametrize("kind", VARIANTS)
@pytest.mark.parametrize("stored", [None, "", [], ["?"], "x" * 30_000, "<script>"])
def test_a_review_survives_whatever_is_stored(show, kind, stored):
    variant = VARIANTS[kind]

    assert "<script>" not in show("question_review", variant, stored)


def test_money_is_asked_for_in_rupiah_with_a_keyboard_for_numbers(show):
    page = show("question_inputs", VARIANTS["numeric"])

    assert ">Rp<" in page
    assert 'inputmode="decimal"' in page


def test_an_error_is_tied_to_its_field(show):
    page = show("question_inputs", VARIANTS["short_answer"], "", ["Tulis jawaban Anda."])

    assert 'aria-invalid="true"' in page
    assert 'id="answer-error"' in page
