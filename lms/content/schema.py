"""The JSON Schema of a course's files, for editors: from the same keys that the reader knows."""

from typing import Any

from pydantic import TypeAdapter

from lms.content.accounts import AccountKeys
from lms.content.cases import CaseKeys
from lms.content.keys import CourseKeys, LessonKeys, ModuleKeys
from lms.content.questionnaire import StatementKeys
from lms.content.quizzes import FormsKeys, QuizEntry, QuizKeys
from lms.content.skills import SkillKeys
from lms.content.specification import SpecificationKeys
from lms.content.texts.facts import FactKeys
from lms.content.texts.glossary import TermKeys
from lms.questions import QuestionOfAnyKind

FILES: dict[str, Any] = {
    "course.yaml": CourseKeys,
    "accounts.yaml": list[AccountKeys],
    "skills.yaml": list[SkillKeys],
    "questionnaire.yaml": list[StatementKeys],
    "facts.yaml": list[FactKeys],
    "glossary.yaml": list[TermKeys],
    "specification.yaml": list[SpecificationKeys],
    "cases.yaml": list[CaseKeys],
    "module.yaml": ModuleKeys,
    "lesson": LessonKeys,
    "exercises.yaml": list[QuestionOfAnyKind],
    "quiz.yaml": QuizKeys,
    "assignment.yaml": QuizKeys,
    "test": FormsKeys,
    "form": list[QuizEntry],
    "bank": list[QuestionOfAnyKind],
}
"""What stands in each file; `lesson` is what stands above a lesson, the others are written out."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(file: str) -> dict[str, Any]:
    """The JSON Schema of a file that FILES names."""
    return {"$schema": _DIALECT, **TypeAdapter(FILES[file]).json_schema()}
