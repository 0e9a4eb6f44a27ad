"""Reads a course from one large mapping: gathered from an author's files, or a stored revision."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lms.content.accounts import read_accounts
from lms.content.keys import (
    MAX_PRE_QUESTIONS,
    BankKeys,
    CourseKeys,
    LessonKeys,
    ModuleKeys,
    PassingKeys,
)
from lms.content.question_list import Index, read_question
from lms.content.questionnaire import read_questionnaire
from lms.content.quiz_settings import Length
from lms.content.quizzes import read_quiz, read_test
from lms.content.skills import check_skills, read_skills
from lms.content.specification import check_forms, read_specification
from lms.content.texts.attachments import AttachedFile, AttachmentKeys
from lms.content.texts.facts import read_facts
from lms.content.texts.glossary import Term, read_glossary
from lms.content.texts.lesson_text import lesson_html, sections_of
from lms.content.timetable import read_timetable
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
from lms.questions.authoring.keys import OneLine, value_of
from lms.questions.authoring.source import Source
from lms.questions.file_upload import FileUploadQuestion

_OPTIONAL = (
    "accounts",
    "banks",
    "skills",
    "facts",
    "glossary",
    "questionnaire",
    "specification",
    "files",
)
"""What there may be beside the days and tests."""
_CODE = re.compile(r"[A-Z][A-Za-z0-9]*(\.[0-9]+)?")


class Day(NamedTuple):
    """A day's mapping, and its keys."""

    source: Source
    keys: ModuleKeys


def read_course(source: Source) -> Course:
    """Read a whole course; problems are noted at the source's diagnostics."""
    index = Index()
    keys = source.read(CourseKeys)
    if keys.language not in ("", "id"):
        source.problem("language", f'Courses can only be in "id" so far, not "{keys.language}"')
    competencies = tuple(Competency(code, name) for code, name in _named(source, "competencies"))
    if source.is_sound("competencies"):
        index.competencies = tuple(competency.code for competency in competencies)
    limits = _passing(source)
    for key in _OPTIONAL:
        if key not in source:
            source.leave_out(key)
    if "accounts" in source:
        source.accounts = read_accounts(source, keys.accounts)
    days = [Day(item, item.read(ModuleKeys)) for item in source.children("modules", keys.modules)]
    index.incomplete = _lacks_questions(source, keys)
    length = Length(max(1, len(days)), keys.practice_days)
    goals = [tuple(Goal(*goal) for goal in _named(day.source, "goals")) for day in days]
    index.goals = tuple(goal.id for each in goals for goal in each)
    skills = read_skills(source, keys.skills, index) if "skills" in source else ()
    exercises = [_exercises(day, index, number) for number, day in enumerate(days, start=1)]
    banks = _banks(source, keys, index) if "banks" in source else ()
    facts = read_facts(source, keys.facts) if "facts" in source else ()
    terms = read_glossary(source, keys.glossary) if "glossary" in source else ()
    modules = _modules(days, goals, exercises, index, length, terms)
    if source.diagnostics.authored:
        check_skills(source, skills, len(days), index)
        if not _lacks_lessons(source, keys):
            index.links.check()
    tests = _tests(source, keys, index, length, limits)
    specification = (
        read_specification(source, keys.specification, index) if "specification" in source else ()
    )
    if source.diagnostics.authored and source.sound and not index.incomplete:
        check_forms(source, specification, tests)
    return Course(
        slug=keys.slug,
        title=keys.title,
        language=keys.language,
        summary=source.html("summary", keys.summary),
        competencies=competencies,
        passing=limits,
        practice_days=keys.practice_days,
        modules=modules,
        tests=tests,
        accounts=source.accounts,
        banks=banks,
        skills=skills,
        questionnaire=read_questionnaire(source, keys.questionnaire, index)
        if "questionnaire" in source
        else (),
        facts=facts,
        glossary=terms,
        specification=specification,
        files=_files(source, keys) if "files" in source else (),
    )


def _files(source: Source, keys: CourseKeys) -> tuple[AttachedFile, ...]:
    read = [item.read(AttachmentKeys) for item in source.children("files", keys.files)]
    return tuple(
        AttachedFile(each.name, each.media_type, each.fingerprint, each.size) for each in read
    )


def _lacks_questions(source: Source, keys: CourseKeys) -> bool:
    """Whether a day, its exercises or a bank could not be read from their files."""
    unread = source.diagnostics.unread
    banks = range(len(keys.banks))
    return (
        unread(("modules",))
        or unread(("banks",))
        or any(unread(("modules", n, "exercises")) for n in range(len(keys.modules)))
        or any(unread(("banks", n, "questions")) for n in banks)
    )


def _lacks_lessons(source: Source, keys: CourseKeys) -> bool:
    """Whether a lesson could not be read from its file."""
    unread = source.diagnostics.unread
    return unread(("modules",)) or any(
        unread(("modules", n, "lessons")) for n in range(len(keys.modules))
    )


def _passing(source: Source) -> Passing:
    keys = source.mapping("passing").read(PassingKeys)
    return Passing(value_of(keys.attendance), value_of(keys.posttest))


def _named(source: Source, key: str) -> list[tuple[str, str]]:
    """Read a mapping of codes such as K1 or T1.2 to what they mean."""
    below = source.mapping(key)
    for code in below:
        if not _CODE.fullmatch(code):
            below.problem(code, f'"{code}" cannot be a code. Write it like K1 or T1.2')
    return [(code, below.value(code, OneLine())) for code in below]


def _modules(
    days: Sequence[Day],
    goals: Sequence[tuple[Goal, ...]],
    exercises: Sequence[tuple[Exercise, ...]],
    index: Index,
    length: Length,
    terms: Sequence[Term],
) -> tuple[Module, ...]:
    """Read the days, whose goals and exercises were read before: quizzes may use any of them."""
    return tuple(
        Module(
            id=keys.id,
            day=day,
            title=keys.title,
            summary=keys.summary,
            goals=goals[day - 1],
            lessons=tuple(
                _lesson(lesson, index, day, terms)
                for lesson in item.children("lessons", keys.lessons)
            ),
            exercises=exercises[day - 1],
            quizzes=tuple(
                read_quiz(quiz, index, day, length)
                for quiz in item.children("quizzes", keys.quizzes)
            ),
            morning=read_timetable(item, "morning", keys.morning),
            afternoon=read_timetable(item, "afternoon", keys.afternoon),
        )
        for day, (item, keys) in enumerate(days, start=1)
    )


def _lesson(source: Source, index: Index, day: int, terms: Sequence[Term]) -> Lesson:
    keys = source.read(LessonKeys)
    lesson = Lesson(
        id=keys.id,
        day=day,
        title=keys.title,
        minutes=keys.minutes,
        lesson_hours=keys.lesson_hours,
        competencies=tuple(keys.competencies),
        html=lesson_html(source, keys.text, terms, index.links),
        exercises=tuple(keys.exercises),
        pre=tuple(keys.pre),
        trainer=source.html("trainer", keys.trainer),
    )
    if source.diagnostics.authored:
        index.claim(source, lesson.id)
        index.links.sections[lesson.id] = sections_of(lesson.html) if source.sound else None
        for n, code in enumerate(lesson.competencies):
            index.expect_competency(source, ("competencies", n), code)
        for n, exercise_id in enumerate(lesson.exercises):
            index.expect_exercise(source, ("exercises", n), exercise_id)
        _check_pre(source, lesson, index)
    return lesson


def _check_pre(source: Source, lesson: Lesson, index: Index) -> None:
    """Note what cannot be asked before a lesson."""
    practised = {question.id: question for question in index.practised}
    for n, exercise_id in enumerate(lesson.pre):
        question = practised.get(exercise_id)
        if question is None:
            index.expect_exercise(source, ("pre", n), exercise_id)
        elif question.needs_trainer:
            source.problem(
                ("pre", n),
                f'Nobody judges "{exercise_id}" before a lesson. Use an exercise of another kind',
            )
    if len(lesson.pre) != len({*lesson.pre}):
        source.problem("pre", "The same exercise stands here twice. Remove one")
    if len(lesson.pre) > MAX_PRE_QUESTIONS:
        source.problem("pre", f"There are more than {MAX_PRE_QUESTIONS} exercises. Keep fewer")


def _exercises(day: Day, index: Index, number: int) -> tuple[Exercise, ...]:
    exercises = []
    for item in day.source.children("exercises", day.keys.exercises):
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
        index.practised.append(question)
        exercises.append(Exercise(question.id, number, question.title, question))
    return tuple(exercises)


def _banks(source: Source, keys: CourseKeys, index: Index) -> tuple[Bank, ...]:
    """Read the banks; quizzes may use their questions like exercises."""
    banks = []
    for item in source.children("banks", keys.banks):
        bank_keys = item.read(BankKeys)
        questions = []
        for each in item.children("questions", bank_keys.questions):
            question = read_question(each, index)
            if question is None or not each.sound:
                index.unsound.add(str(each.raw("id")))
            if question is not None:
                index.exercises.setdefault(question.id, question)
                questions.append(question)
        bank = Bank(bank_keys.id, tuple(questions))
        index.banks[bank.id] = bank.questions
        banks.append(bank)
    return tuple(banks)


def _tests(
    source: Source, keys: CourseKeys, index: Index, length: Length, passing: Passing
) -> tuple[Quiz, ...]:
    tests = []
    for item in source.children("tests", keys.tests):
        day = 1 if item.raw("kind") == QuizKind.PRETEST else length.days
        test = read_test(item, index, day, length)
        if test.remedial and test.pass_score not in (None, passing.posttest):
            item.problem(
                "pass",
                f'"pass" must be {passing.posttest} as in "passing" of course.yaml: '
                "a remedial cannot earn more",
            )
        tests.append(test)
    return tuple(tests)
