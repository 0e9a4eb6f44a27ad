"""What stands in course.yaml, in the module.yaml of a day, and above a lesson.

`Gathered` keys are not written there: the reader of the folder puts other files in their place.
"""

from typing import Annotated, Any

from pydantic.json_schema import SkipJsonSchema

from lms.content.accounts import AccountKeys
from lms.content.questionnaire import StatementKeys
from lms.content.quizzes import QuizKeys
from lms.content.skills import SkillKeys
from lms.content.specification import SpecificationKeys
from lms.content.texts.attachments import AttachmentKeys
from lms.content.texts.facts import FactKeys
from lms.content.texts.glossary import TermKeys
from lms.content.timetable import TimetableKeys
from lms.questions import QuestionOfAnyKind
from lms.questions.authoring.keys import (
    Amount,
    AsWritten,
    Keys,
    Line,
    ListOf,
    Mappings,
    Markdown,
    MaybeLine,
    WholeNumber,
    usually,
)
from lms.questions.expressions import Expression

MAX_PRACTICE_DAYS = 365
MAX_READING_MINUTES = 480
MAX_LESSON_HOURS = 16
MAX_PRE_QUESTIONS = 2


class PassingKeys(Keys):
    """What is needed to pass."""

    attendance: Annotated[Expression, Amount(100)] = usually("80")
    """Meetings attended, in percent."""
    posttest: Annotated[Expression, Amount(100)] = usually("70")
    """The score of the post-test, out of 100."""


class LessonKeys(Keys):
    """What stands above a lesson, between two lines ---."""

    id: Line
    """Small letters, digits and hyphens, such as h1-l1; never changed once it is published."""
    title: Line
    """What it is called."""
    minutes: Annotated[int, WholeNumber(1, MAX_READING_MINUTES)]
    """The time to read it."""
    lesson_hours: Annotated[int, WholeNumber(0, MAX_LESSON_HOURS)]
    """The lesson hours (JP) planned in class."""
    competencies: Annotated[list[Line], ListOf()] = []
    """Codes from course.yaml."""
    text: SkipJsonSchema[Markdown]
    """What stands below."""
    exercises: Annotated[list[Line], ListOf()] = []
    """The ids of exercises that practise it."""
    trainer: Markdown = ""
    """Notes for those who teach it, Markdown; participants do not see them."""
    pre: Annotated[list[Line], ListOf()] = []
    """The ids of one or two exercises that are asked before it; the answers count for nothing."""


class ModuleKeys(Keys):
    """A day: module.yaml."""

    goals: Annotated[Any, AsWritten(dict[str, Line])] = None
    """Measurable goals by their codes, such as T1.1; questions refer to them."""
    exercises: SkipJsonSchema[Annotated[list[Any], Mappings(QuestionOfAnyKind)]] = []
    """What stands in exercises.yaml."""
    id: SkipJsonSchema[Line]
    """The name of the folder."""
    title: Line
    """What the day is called."""
    summary: MaybeLine = ""
    """What it is about, in one line."""
    lessons: Annotated[list[Any], Mappings(str, 1)]
    """The files of the lessons in the order of reading."""
    quizzes: SkipJsonSchema[Annotated[list[Any], Mappings(QuizKeys)]] = []
    """What stands in quiz.yaml and assignment.yaml."""
    morning: Annotated[list[Any], Mappings(TimetableKeys)] = []
    """What is done from the beginning of the first meeting on, for trainers."""
    afternoon: Annotated[list[Any], Mappings(TimetableKeys)] = []
    """What is done from the beginning of the second meeting on, for trainers."""


class BankKeys(Keys):
    """A file in the folder banks, as it is gathered."""

    questions: Annotated[list[Any], Mappings(QuestionOfAnyKind)] = []
    """Questions that quizzes may use."""
    id: Line
    """What the file is called."""


class CourseKeys(Keys):
    """A course: course.yaml."""

    title: Line
    """What the course is called."""
    language: MaybeLine = "id"
    """The language of the course, so far only id."""
    competencies: Annotated[
        Any,
        AsWritten(dict[str, Line], 'Write one a line, such as "K1: Modal koperasi"'),
    ]
    """What participants become able to do, by codes such as K1."""
    passing: Annotated[Any, AsWritten(PassingKeys)] = None
    """What is needed to pass."""
    accounts: SkipJsonSchema[Annotated[list[Any], Mappings(AccountKeys, 1)]] = []
    """What stands in accounts.yaml."""
    modules: Annotated[list[Any], Mappings(str, 1)]
    """The folders of the days, in order."""
    practice_days: Annotated[int, WholeNumber(0, MAX_PRACTICE_DAYS)] = 30
    """How many days practice goes on after the last day."""
    banks: SkipJsonSchema[Annotated[list[Any], Mappings(BankKeys)]] = []
    """What stands in the folder banks."""
    skills: SkipJsonSchema[Annotated[list[Any], Mappings(SkillKeys, 1)]] = []
    """What stands in skills.yaml."""
    facts: SkipJsonSchema[Annotated[list[Any], Mappings(FactKeys, 1)]] = []
    """What stands in facts.yaml."""
    glossary: SkipJsonSchema[Annotated[list[Any], Mappings(TermKeys, 1)]] = []
    """What stands in glossary.yaml."""
    slug: SkipJsonSchema[Line]
    """The name of the folder."""
    summary: Markdown = ""
    """What the course is about, Markdown."""
    tests: Annotated[list[Any], Mappings(str)] = []
    """The files of the pre-test and the post-test, such as tests/pretest.yaml."""
    questionnaire: SkipJsonSchema[Annotated[list[Any], Mappings(StatementKeys, 1)]] = []
    """What stands in questionnaire.yaml."""
    specification: SkipJsonSchema[Annotated[list[Any], Mappings(SpecificationKeys, 1)]] = []
    """What stands in specification.yaml."""
    files: SkipJsonSchema[Annotated[list[Any], Mappings(AttachmentKeys)]] = []
    """The photos and files that are kept beside it."""
