"""Whatever stands in a course's files, reading them ends with problems, never with an error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.content.folder import read_folder
from tests.content.folders import CourseFolder

NAMES = st.sampled_from(
    [
        "course.yaml",
        "day-1/module.yaml",
        "day-1/quiz.yaml",
        "day-1/exercises.yaml",
        "day-1/modal-koperasi.md",
        "tests/pretest.yaml",
        "tests/form-a.yaml",
    ]
)
PIECES = st.sampled_from(
    [
        ":",
        "- ",
        "\n",
        "  ",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "|",
        "#",
        "&a",
        "*a",
        "!t",
        "---",
        "\t",
        "<<",
        "{a}",
        "= a",
        "1..2",
        "one of 1",
        "true",
        "null",
        "\\",
        "0",
        "-",
        "\x00",
        "\ue000",
        "é",
        "?",
    ]
)
relaxed = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@relaxed
@given(name=NAMES, content=st.binary(max_size=200))
def test_any_bytes(course, name, content):
    course.write(name, content)
    assert read_folder(course.root).problems


@relaxed
@given(name=NAMES, at=st.floats(0, 1), pieces=st.lists(PIECES, min_size=1, max_size=4))
def test_anything_put_into_a_sound_file(tmp_path_factory, name, at, pieces):
    course = CourseFolder(tmp_path_factory.mktemp("kursus"))
    text = (course.root / name).read_text(encoding="utf-8")
    position = int(at * len(text))
    course.write(name, text[:position] + "".join(pieces) + text[position:])
    reading = read_folder(course.root)
    assert (reading.document is None) == bool(reading.problems)


@pytest.mark.parametrize("depth", [50, 5_000])
def test_deep_nesting(course, depth):
    course.write("day-1/exercises.yaml", "[" * depth + "]" * depth)
    assert any("nested too deeply" in str(problem) for problem in read_folder(course.root).problems)


def test_a_course_that_points_everywhere_else(course):
    course.change("course.yaml", "modules: [day-1]", "modules: [/etc, .., day-1/../day-1, 'a b']")
    assert len([p for p in read_folder(course.root).problems if "cannot be a name" in str(p)]) == 4
