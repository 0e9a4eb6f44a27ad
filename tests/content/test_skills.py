"""What authors write about skills, and what they are told."""

import pytest

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from

EXERCISES = "day-1/exercises.yaml"
BOTH_ASK = "  goal: T1.2\n  skill: hitung-anggota\n"


@pytest.fixture
def read(course):
    """The course as it is read from its folder."""
    return lambda: course_from(canonical(read_folder(course.root).document))


def test_a_skill_knows_its_exercises_in_the_order_of_the_course(read):
    exercises = read().practised_by["hitung-anggota"]

    assert [exercise.id for exercise in exercises] == ["h1-p1", "h1-p2"]


def test_a_skill_is_told_in_words_and_examples(read):
    skill = read().skill("hitung-anggota")

    assert skill.title == "Menghitung simpanan dan persen anggota"
    assert "kalikan atau bagi" in skill.rule
    assert "<strong>Rp600.000</strong>" in skill.worked
    assert "Lanjutkan sendiri" in skill.half_worked


def test_practical_skills_say_what_a_trainer_looks_for(read):
    [skill] = read().practical_skills

    assert skill.id == "tabel-anggota"
    assert skill.look_for == ("Setiap anggota satu baris", "Nomor anggota tidak ada yang sama")


def test_a_course_without_skills_is_sound(course, read):
    (course.root / "skills.yaml").unlink()
    text = (course.root / EXERCISES).read_text()
    course.write(EXERCISES, text.replace("  skill: hitung-anggota\n", ""))

    assert course.problems() == []
    assert read().skills == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            EXERCISES,
            BOTH_ASK,
            "  goal: T1.2\n",
            'skills.yaml:1: "hitung-anggota" is practised by 1 exercises, it needs 2',
        ),
        (
            EXERCISES,
            BOTH_ASK,
            "  goal: T1.2\n  skill: hitung-angota\n",
            'day-1/exercises.yaml:6: "hitung-angota" is not a skill of this course. Did you mean',
        ),
        (
            EXERCISES,
            "  competency: K1\n" + BOTH_ASK,
            "  competency: K8\n" + BOTH_ASK,
            'day-1/exercises.yaml:4: The skill "hitung-anggota" belongs to K1, not to K8',
        ),
        (
            EXERCISES,
            BOTH_ASK,
            "  goal: T1.2\n  skill: tabel-anggota\n",
            "skills.yaml:16: Exercises ask for this skill. Remove practical",
        ),
        (
            "skills.yaml",
            "  practical: true\n",
            "",
            'skills.yaml:16: "day" is for practical skills',
        ),
        (
            "skills.yaml",
            "  day: 1\n",
            "",
            'skills.yaml:12: "day" is missing. Write the day on which it is shown',
        ),
        (
            "skills.yaml",
            "anggota\n  competency: K1\n  rule: Satu",
            "anggota\n  competency: K7\n  rule: Satu",
            'skills.yaml:14: "K7" is not a competency of this course',
        ),
    ],
)
def test_what_is_wrong_with_skills_is_told_at_its_line(course, file, old, new, message):
    course.change(file, old, new)

    assert [told for told in course.problems() if told.startswith(message)], course.problems()
