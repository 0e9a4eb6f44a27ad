"""Reads a course from one large mapping: gathered from an author's files, or a stored revision."""

import re
from collections.abc import Mapping
from fractions import Fraction

from lms.content.accounts import read_accounts
from lms.content.question_list import Index, read_question
from lms.content.quiz_settings import Length
from lms.content.quizzes import read_quiz
from lms.content.values import (
    Bank,
    Competency,
    Course,
    Exercise,
    Goal,
    Lesson,
    Module,
    Passing,
    Quiz,
    QuizKind,
)
from lms.questions.desk import Path
from lms.questions.file_upload import FileUploadQuestion
from lms.questions.source import Source

LONGEST_PRACTICE = 365
LONGEST_READING = 480
MOST_LESSON_HOURS = 16

_CODE = re.compile(r"[A-Z][A-Za-z0-9]*(\.[0-9]+)?")
_TESTS = (QuizKind.PRETEST, QuizKind.POSTTEST)


def read_course(source: Source) -> Course:
    """Read a whole course; problems are noted at the source's desk."""
    index = Index()
    title = source.text("title")
    language = source.text("language", "id")
    if language != "id":
        source.problem("language", f'Courses can only be in "id" so far, not "{language}"')
    competencies = tuple(
        Competency(code, name) for code, name in _named(source, "competencies", needed=True)
    )
    index.competencies = tuple(competency.code for competency in competencies)
    limits = _passing(source)
    if "accounts" in source:
        source.accounts = read_accounts(source)
    days = source.children("modules", least=1)
    index.incomplete = _lacks_questions(source, len(days))
    practice_days = source.whole("practice_days", 30, most=LONGEST_PRACTICE)
    length = Length(max(1, len(days)), practice_days)
    goals = {day.path: tuple(Goal(*goal) for goal in _named(day, "goals")) for day in days}
    index.goals = tuple(goal.id for each in goals.values() for goal in each)
    exercises = {item.path: _exercises(item, index, day) for day, item in enumerate(days, start=1)}
    banks = _banks(source, index) if "banks" in source else ()
    modules = _modules(days, goals, exercises, index, length)
    course = Course(
        slug=source.text("slug"),
        title=title,
        language=language,
        summary=source.html("summary"),
        competencies=competencies,
        passing=limits,
        practice_days=practice_days,
        modules=modules,
        tests=_tests(source, index, length, limits),
        accounts=source.accounts,
        banks=banks,
    )
    source.finish()
    return course


def _lacks_questions(source: Source, days: int) -> bool:
    """Return whether a day, its exercises or a bank could not be read from their files."""
    unread = source.desk.unread
    banks = range(len(source.entries("banks")) if "banks" in source else 0)
    return (
        unread(("modules",))
        or unread(("banks",))
        or any(unread(("modules", n, "exercises")) for n in range(days))
        or any(unread(("banks", n, "questions")) for n in banks)
    )


def _passing(source: Source) -> Passing:
    passing = source.mapping("passing")
    limits = Passing(
        attendance=passing.amount("attendance", 80, most=100) or Fraction(0),
        posttest=passing.amount("posttest", 70, most=100) or Fraction(0),
    )
    passing.finish()
    return limits


def _named(source: Source, key: str, *, needed: bool = False) -> list[tuple[str, str]]:
    """Read a mapping of codes such as K1 or T1.2 to what they mean."""
    below = source.mapping(key)
    if needed and key not in source:
        source.problem("", f'"{key}" is missing. Write one a line, such as "K1: Modal koperasi"')
    for code in below:
        if not _CODE.fullmatch(code):
            below.problem(code, f'"{code}" cannot be a code. Write it like K1 or T1.2')
    return [(code, below.text(code)) for code in below]


def _modules(
    days: list[Source],
    goals: Mapping[Path, tuple[Goal, ...]],
    exercises: Mapping[Path, tuple[Exercise, ...]],
    index: Index,
    length: Length,
) -> tuple[Module, ...]:
    """Read the days, whose goals and exercises were read before: quizzes may use any of them."""
    modules = []
    for day, item in enumerate(days, start=1):
        modules.append(
            Module(
                id=item.text("id"),
                day=day,
                title=item.text("title"),
                summary=item.text("summary", ""),
                goals=goals[item.path],
                lessons=tuple(
                    _lesson(lesson, index, day) for lesson in item.items("lessons", least=1)
                ),
                exercises=exercises[item.path],
                quizzes=tuple(
                    read_quiz(quiz, index, day, (QuizKind.QUIZ, QuizKind.ASSIGNMENT), length)
                    for quiz in item.items("quizzes")
                ),
            )
        )
    for item in days:
        item.finish()
    return tuple(modules)


def _lesson(source: Source, index: Index, day: int) -> Lesson:
    lesson = Lesson(
        id=source.text("id"),
        day=day,
        title=source.text("title"),
        minutes=source.whole("minutes", least=1, most=LONGEST_READING),
        lesson_hours=source.whole("lesson_hours", most=MOST_LESSON_HOURS),
        competencies=source.texts("competencies"),
        html=source.html("text", needed=True),
        exercises=source.texts("exercises"),
    )
    if source.desk.authored:
        index.claim(source, lesson.id)
        for n, code in enumerate(lesson.competencies):
            index.expect_competency(source, ("competencies", n), code)
        for n, exercise_id in enumerate(lesson.exercises):
            index.expect_exercise(source, ("exercises", n), exercise_id)
    return lesson


def _exercises(source: Source, index: Index, day: int) -> tuple[Exercise, ...]:
    exercises = []
    for item in source.items("exercises"):
        question = read_question(item, index)
        if question is None or not item.sound:
            index.unsound.add(str(item.raw("id")))
        if question is None:
            continue
        if not question.title:
            item.problem("", '"title" is missing. Exercises need a short one for lists')
        if question.kind == FileUploadQuestion.kind:
            item.problem(
                "kind",
                "Nobody looks at files sent while practising. Put this question into quiz.yaml, "
                "assignment.yaml or a bank",
            )
        index.exercises.setdefault(question.id, question)
        exercises.append(Exercise(question.id, day, question.title, question))
    return tuple(exercises)


def _banks(source: Source, index: Index) -> tuple[Bank, ...]:
    """Read the banks; quizzes may use their questions like exercises."""
    banks = []
    for item in source.items("banks"):
        questions = []
        for each in item.items("questions"):
            question = read_question(each, index)
            if question is None or not each.sound:
                index.unsound.add(str(each.raw("id")))
            if question is not None:
                index.exercises.setdefault(question.id, question)
                questions.append(question)
        bank = Bank(item.text("id"), tuple(questions))
        index.banks[bank.id] = bank.questions
        banks.append(bank)
    return tuple(banks)


def _tests(source: Source, index: Index, length: Length, passing: Passing) -> tuple[Quiz, ...]:
    tests = []
    for item in source.items("tests"):
        day = 1 if item.raw("kind") == QuizKind.PRETEST else length.days
        test = read_quiz(item, index, day, _TESTS, length)
        if test.remedial and test.pass_score not in (None, passing.posttest):
            item.problem(
                "pass",
                f'"pass" must be {passing.posttest} as in "passing" of course.yaml: '
                "a remedial cannot earn more",
            )
        tests.append(test)
    return tuple(tests)
