"""What the course Koperasi Go Digital promises to practise, and with how much."""

import pytest

from lms.questions.blanks import NumberBlank
from tests.shipped import SHIPPED, read_once, shipped_course

FEWEST_ANSWERS = 20
"""Of all exercises of a skill together: with fewer they could be learned by heart."""


@pytest.fixture(scope="module")
def course():
    return shipped_course()


@pytest.fixture(scope="module")
def practised(course):
    """The exercises with drawn numbers of each skill that is not practical."""
    return {
        skill.id: [each for each in course.practised_by[skill.id] if each.question.draw.free]
        for skill in course.skills
        if not skill.practical
    }


def test_there_are_enough_skills_and_exercises(course, practised):
    assert len(practised) >= 35
    assert 5 <= len(course.practical_skills) <= 7
    assert len(course.exercises) >= 120
    assert sum(len(drawn) for drawn in practised.values()) >= 90


def test_every_exercise_says_what_it_is_for_and_helps(course):
    for question in (exercise.question for exercise in course.exercises):
        assert question.competency, question.id
        assert question.goal, question.id
        assert question.skill, question.id
        assert question.hints, question.id
        assert question.explain, question.id
        assert question.kind != "numeric" or question.mistakes, question.id


def test_every_exercise_leads_to_the_place_that_explains_it(course):
    for exercise in course.exercises:
        assert course.section_of(exercise).heading, exercise.id


def test_mistakes_are_named_wherever_people_make_them(course):
    quizzed = [q for quiz in course.quizzes for form in quiz.forms.values() for q in form]
    for question in (*(exercise.question for exercise in course.exercises), *quizzed):
        if question.kind in {"numeric", "journal_entry", "short_answer", "ordering"}:
            assert question.mistakes, question.id
        if question.kind == "cloze":
            assert any(blank.mistakes for blank in question.blanks), question.id
        if question.kind == "matching":
            assert any(item.mistakes for item in question.items), question.id
        if question.kind == "true_false":
            assert question.say_true.html or question.say_false.html, question.id


def test_the_author_tests_questions_whose_answers_vary():
    assert read_once(SHIPPED).counts["tested"] >= 80


def test_what_was_chosen_wrongly_or_left_out_is_told_while_practising(course):
    for question in (exercise.question for exercise in course.exercises):
        if question.kind == "cloze":
            numbers = [each for each in question.blanks if isinstance(each, NumberBlank)]
            assert not numbers or any(each.mistakes for each in numbers), question.id
        if question.kind in {"single_choice", "multiple_answer"}:
            wrong = [each for each in question.written if each.right is not True]
            assert all(each.say.html for each in wrong), question.id
        if question.kind == "multiple_answer":
            right = [each for each in question.written if each.right is True]
            assert all(each.missed.html for each in right), question.id


def test_every_skill_has_two_exercises_whose_numbers_are_drawn(practised):
    assert [skill for skill, drawn in practised.items() if len(drawn) < 2] == []


def test_every_skill_has_many_answers(practised):
    for skill, drawn in practised.items():
        answers = {
            (each.id, str(each.question.variant(seed).key_text))
            for each in drawn
            for seed in range(200)
        }
        assert len(answers) >= FEWEST_ANSWERS, skill


def test_all_levels_and_all_kinds_are_practised(course):
    questions = [exercise.question for exercise in course.exercises]
    assert {question.level for question in questions} == {1, 2, 3}
    assert len({question.kind for question in questions}) == 10


def test_days_follow_each_other_in_the_list_of_skills(course):
    """A skill stands with the day that has its first exercise."""
    days = [
        skill.day
        or next(
            module.day
            for module in course.modules
            if any(each.question.skill == skill.id for each in module.exercises)
        )
        for skill in course.skills
    ]
    assert days == sorted(days)
