"""The blueprint of the tests, and forms that do not match it."""

import pytest

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.content.specification import row_of
from tests.shipped import shipped_course

ROWS, FORM = "specification.yaml", "tests/form-b.yaml"


def test_a_question_belongs_to_the_first_row_it_fits(course):
    read = course_from(canonical(read_folder(course.root).document))

    assert [row.items for row in read.specification] == [1, 1]
    for form in read.tests[1].forms.values():
        assert [row_of(read.specification, question) for question in form] == [0, 1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  goal: T1.1", "  goal: T1.2", "asks for T1.2, single_choice, level 1. Change"),
        (
            "  goal: T1.1",
            "  goal: T1.1\n  level: 2",
            "asks for T1.1, single_choice, level 2. Change",
        ),
    ],
)
def test_a_form_that_does_not_match_is_told_with_its_line(course, old, new, told):
    text = (course.root / FORM).read_text()
    course.write(FORM, text.replace(old, new))
    line = course.line_of(FORM, "- id: b-02")
    problems = course.problems()

    missing = "specification.yaml:5 asks for 1 of T1.1, single_choice, level 1, here are 0"
    assert problems == [
        f"{FORM}:1: This form does not match the blueprint: {missing}. Change one.",
        f"{FORM}:{line}: This form does not match the blueprint: "
        f"no row of specification.yaml {told} the question or the blueprint.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[numeric]", "[numerik]", f'{ROWS}:3: "numerik" is not a kind of question. Did you mean'),
        ("T1.2", "T9.9", f'{ROWS}:2: "T9.9" is not a goal of this course.'),
        ("level: 1 ", "level: 7 ", f"{ROWS}:8:"),
    ],
)
def test_a_row_that_means_nothing_is_told(course, old, new, told):
    course.change(ROWS, old, new)
    problems = course.problems()

    assert problems[0].startswith(told)
    assert len(problems) == 1


def test_all_forms_of_the_shipped_course_fulfil_its_blueprint():
    course = shipped_course()  # whose reading tells nothing
    forms = {name for test in course.tests for name in test.forms}

    assert forms == {"A", "B", "R"}
    assert sum(row.items for row in course.specification) == 33
    goals = {goal.id for module in course.modules for goal in module.goals}
    assert {row.goal for row in course.specification} == goals
