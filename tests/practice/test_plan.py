"""After a result below the mark: which skills to practise, those asked most often first."""

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.practice.skills import MAX_STEPS, exercise_like, plan_after, practised_skills, skill_of
from tests.constants import COURSE

TEST_COURSE = course_from(canonical(read_folder(COURSE).document))
EXERCISES = {each.id: each.question for each in TEST_COURSE.exercises}


def test_the_skill_missed_most_often_comes_first():
    wrong = [EXERCISES["h1-t1"], EXERCISES["h1-p1"], EXERCISES["h1-t1"]]

    steps = plan_after(wrong, TEST_COURSE)

    assert [step.skill.id for step in steps] == ["h1-t1", "h1-p1"]
    assert [step.questions for step in steps] == [4, 4]
    assert all(step.minutes >= 4 for step in steps)


def test_what_was_answered_rightly_is_in_no_plan():
    assert plan_after([], TEST_COURSE) == ()


def test_a_text_has_no_judge_and_no_skill():
    assert plan_after([EXERCISES["h2-t1"]], TEST_COURSE) == ()
    assert "h2-t1" not in {skill.id for skill in practised_skills(TEST_COURSE)}


def test_a_plan_is_short():
    many = [EXERCISES["h1-p1"]] * 50

    assert len(plan_after(many, TEST_COURSE)) <= MAX_STEPS


def test_a_question_is_practised_by_itself_or_by_one_of_its_skill():
    question = EXERCISES["h1-p1"]

    assert exercise_like(question, TEST_COURSE).id == "h1-p1"
    assert skill_of(question, TEST_COURSE) == "h1-p1"
