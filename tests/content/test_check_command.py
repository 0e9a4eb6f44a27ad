"""`flask course check` and `publish`, as an author calls them."""

from datetime import UTC, datetime

import pytest

from tests.constants import NOW


@pytest.fixture
def flask(app):
    """Call a command of the product."""
    return lambda *words: app.test_cli_runner().invoke(args=[str(word) for word in words])


def test_a_sound_course_is_counted(flask, course):
    result = flask("course", "check", course.root)

    assert result.exit_code == 0
    assert "    1 days" in result.output
    assert result.output.endswith("The course is sound.\n")


def test_a_broken_course_tells_every_problem_and_fails(flask, course):
    course.change("course.yaml", "practice_days: 30", "practice_days: sebulan")
    course.change("day-1/quiz.yaml", "counts: best ", "counts: bset ")

    result = flask("course", "check", course.root)

    assert result.exit_code == 1
    files = [line.partition(":")[0] for line in result.output.splitlines()]
    assert files == ["course.yaml", "day-1/quiz.yaml", "2 problems; nothing was published."]


def test_more_problems_than_anybody_reads_are_said_to_be_more(flask, course):
    course.write("day-1/exercises.yaml", "- x: 1\n" * 2_000)

    result = flask("course", "check", course.root)

    assert result.exit_code == 1
    assert "These are the first 2000 problems, there may be more" in result.output


def test_publishing_tells_facts_that_nobody_has_checked_for_a_year(flask, course, at):
    at(datetime(2028, 1, 3, tzinfo=UTC))
    result = flask("course", "publish", course.root)

    assert result.exit_code == 0
    assert 'facts.yaml:5: Advice: "mdr" was checked on 2026-11-20.' in result.output


def test_publishing_the_same_files_again_makes_no_revision(flask, course, at):
    at(NOW)
    said = [flask("course", "publish", course.root).output for _ in range(2)]
    course.change("course.yaml", "practice_days: 30", "practice_days: 31")
    said.append(flask("course", "publish", course.root).output)

    assert said == [
        "contoh-kursus: revision 1 published\n",
        "contoh-kursus: revision 1 unchanged\n",
        "contoh-kursus: revision 2 published\n",
    ]
