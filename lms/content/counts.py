"""What a course holds, counted under plain keys for scripts and people."""

from collections import Counter
from typing import Any

from lms.content.values import Course
from lms.questions import Question

LABELS = {
    "days": "days",
    "lessons": "lessons",
    "exercises": "exercises",
    "drawn": "exercises with something drawn",
    "skills": "skills",
    "practical": "of them practical",
    "quizzes": "quizzes and tests",
    "questions": "questions",
    "banked": "questions in banks",
    "mistakes": "questions that name mistakes",
    "tested": "questions that their author tests",
    "terms": "terms in the glossary",
    "facts": "facts",
    "pictures": "pictures",
    "files": "files to download",
    "noted": "lessons with notes for trainers",
    "asked": "questions of the questionnaire",
    "specified": "items that the blueprint of the tests asks for",
}
"""What each count is called when it is printed."""


def counts_of(course: Course, pictures: int = 0, tested: int = 0) -> dict[str, Any]:
    """How much there is of everything; `kinds`, `levels` and `competencies` by name.

    Kinds are those of all questions, levels and competencies those of exercises. Pictures and the
    author's own tests (`expect`) are in the files, not in the course.
    """
    questions = _questions(course)
    exercises = [exercise.question for exercise in course.exercises]
    return {
        "days": len(course.modules),
        "lessons": len(course.lessons),
        "exercises": len(exercises),
        "drawn": sum(bool(question.draw.free) for question in exercises),
        "skills": len(course.skills),
        "practical": len(course.practical_skills),
        "quizzes": len(course.quizzes),
        "questions": len(questions),
        "banked": sum(len(bank.questions) for bank in course.banks),
        "mistakes": sum(_names_mistakes(question) for question in questions),
        "tested": tested,
        "terms": len(course.glossary),
        "facts": len(course.facts),
        "pictures": pictures,
        "files": sum(not each.is_photo for each in course.files),
        "noted": sum(bool(lesson.trainer) for lesson in course.lessons),
        "asked": len(course.questionnaire),
        "specified": sum(row.items for row in course.specification),
        "kinds": _by(question.kind for question in questions),
        "levels": _by(str(question.level) for question in exercises),
        "competencies": _by(question.competency for question in exercises),
    }


def _names_mistakes(question: Any) -> bool:
    """Whether a wrong answer is told what went wrong, for the whole of it or for a part."""
    keys = ("items", "blanks", "written")
    parts = [question, *(part for key in keys for part in getattr(question, key, ()))]
    said = [getattr(question, key, "") for key in ("say_true", "say_false")]
    return any(said) or any(
        getattr(part, "mistakes", ()) or (getattr(part, "say", "") and part.right is not True)
        for part in parts
    )


def _by(names: Any) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _questions(course: Course) -> list[Question]:
    """Every question once."""
    found = {
        question.id: question
        for quiz in course.quizzes
        for form in quiz.forms.values()
        for question in form
    }
    found |= {exercise.id: exercise.question for exercise in course.exercises}
    found |= {each.id: each for bank in course.banks for each in bank.questions}
    return list(found.values())
