"""The course as workshop 1 was taught it: before exercises with cases and led ones were added."""

from typing import Any

Document = dict[str, Any]


def earlier(document: Document) -> Document:
    """The document of the revision before: what has a case or is led was not there yet."""
    return {**document, "modules": [_day(module) for module in document["modules"]]}


def _day(module: Document) -> Document:
    exercises = [each for each in module["exercises"] if not _is_new(each)]
    ids = {each["id"] for each in exercises}
    return {
        **module,
        "lessons": [
            {**lesson, "exercises": [each for each in lesson["exercises"] if each in ids]}
            for lesson in module["lessons"]
        ],
        "exercises": exercises,
        "quizzes": [
            {**quiz, "questions": [each for each in quiz["questions"] if not _is_new(each)]}
            for quiz in module["quizzes"]
        ],
    }


def _is_new(question: Document) -> bool:
    return bool(question.get("case") or question.get("led"))
