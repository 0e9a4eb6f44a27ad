from lms.content.folder import read_folder
from lms.content.markdown import CALLOUTS
from lms.content.revision import canonical, course_from
from lms.questions import KINDS
from lms.questions.expressions import FUNCTIONS
from lms.questions.template import FORMATS
from tests.content.folders import REFERENCE, examples


def test_the_examples_are_a_sound_course(course):
    assert course.problems() == []


def test_every_kind_of_question_has_an_example(course):
    read = course_from(canonical(read_folder(course.root).document))
    kinds = {exercise.question.kind for exercise in read.exercises}
    asked = {q.kind for quiz in read.quizzes for form in quiz.forms.values() for q in form}
    assert kinds | asked == set(KINDS)
    assert kinds == KINDS.keys() - {"file_upload"}


def test_every_function_form_and_box_is_named():
    text = REFERENCE.read_text(encoding="utf-8")
    named = [f"{name}(" for name in FUNCTIONS] + [f"`{name}`" for name in CALLOUTS]
    assert [name for name in named if name not in text] == []
    assert "`:d0` to `:d4`" in text
    assert set(FORMATS) == {"", "rp", "d0", "d1", "d2", "d3", "d4"}


def test_every_file_of_the_format_is_shown():
    assert {name.rpartition("/")[2] for name in examples()} >= {
        "course.yaml",
        "accounts.yaml",
        "skills.yaml",
        "questionnaire.yaml",
        "module.yaml",
        "exercises.yaml",
        "quiz.yaml",
        "assignment.yaml",
        "pretest.yaml",
        "posttest.yaml",
    }
