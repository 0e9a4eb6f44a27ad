"""A course as frozen values: what participants read, practise and answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from lms.content.moments import Moment
from lms.content.settings import CountedAttempt, Pick, Remedial, Review
from lms.content.statements import Statement
from lms.content.texts.attachments import AttachedFile
from lms.content.texts.facts import Fact
from lms.content.texts.glossary import Term
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.questions import Question
from lms.questions.accounts import Account

Key = TypeVar("Key")
Item = TypeVar("Item")


class QuizKind(StrEnum):
    """What a set of questions is for."""

    QUIZ = "quiz"
    PRETEST = "pretest"
    POSTTEST = "posttest"
    ASSIGNMENT = "assignment"


class NumbersFrom(StrEnum):
    """Who shares the same drawn numbers."""

    WORKSHOP = "workshop"
    ATTEMPT = "attempt"


class FormOrder(StrEnum):
    """Which form a person gets: there is one, her first one, or the other one."""

    SINGLE = "single"
    FIRST = "first"
    OTHER = "other"


@dataclass(frozen=True)
class Competency:
    """Something participants become able to do."""

    code: str
    name: str


@dataclass(frozen=True)
class Goal:
    """A measurable learning goal of a day."""

    id: str
    text: str


@dataclass(frozen=True)
class Skill:
    """Something a participant can do, in words for her; sanitised HTML but for the lines.

    `rule`: the rule of thumb. `section`: where a lesson explains it, such as h1-l2#modal-sendiri.
    `worked`, `half_worked`: examples that stand beside her first tries.
    A `practical` one is seen by a trainer on `day`, who looks for `look_for`; the others are
    practised by exercises.
    """

    id: str
    title: str
    competency: str
    rule: str
    section: str = ""
    worked: str = ""
    half_worked: str = ""
    practical: bool = False
    day: int = 0
    look_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class SpecifiedItems:
    """A row of the tests' blueprint: so many items of this sort in each form; empty means any."""

    competency: str
    goal: str
    kinds: tuple[str, ...]
    level: int | None
    items: int

    def fits(self, question: Question) -> bool:
        """Whether a question is of this sort."""
        return (
            question.competency == self.competency
            and self.goal in ("", question.goal)
            and (not self.kinds or question.kind in self.kinds)
            and self.level in (None, question.level)
        )


@dataclass(frozen=True)
class Passing:
    """What is needed to pass: attendance in percent, post-test score out of 100."""

    attendance: Fraction
    posttest: Fraction


@dataclass(frozen=True)
class Lesson:
    """A page to read. `minutes` to read, `lesson_hours` (JP) planned in class, sanitised HTML.

    `exercises`: ids of those that practise it, `pre` of those asked before it; empty where the
    author named none. `trainer`: notes for staff, sanitised HTML.
    """

    id: str
    day: int
    title: str
    minutes: int
    lesson_hours: int
    competencies: tuple[str, ...]
    html: str
    exercises: tuple[str, ...] = ()
    pre: tuple[str, ...] = ()
    trainer: str = ""


@dataclass(frozen=True)
class LessonSection:
    """Where something is explained: a lesson, and the id of a heading on its page."""

    lesson: Lesson
    heading: str | None = None


@dataclass(frozen=True)
class Bank:
    """Questions that quizzes may use; participants do not see the bank itself."""

    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Exercise:
    """A question to practise, with new numbers as often as one likes."""

    id: str
    day: int
    title: str
    question: Question


@dataclass(frozen=True)
class Quiz:
    """Questions that are answered in one go and handed in: quiz, assignment or test.

    `minutes` None: no time limit. `attempts` None: as often as one likes; `wait` is before the
    second one, `wait_later` before the others. `pass_score` out of 100. A form holds all questions
    that may be asked; `picks` says how many of which are drawn, in the order to ask them.
    """

    id: str
    day: int
    kind: QuizKind
    title: str
    intro: str
    opens: Moment
    closes: Moment
    minutes: int | None
    attempts: int | None
    wait: timedelta
    wait_later: timedelta
    counts: CountedAttempt
    pass_score: Fraction | None
    remedial: Remedial | None
    numbers: NumbersFrom
    shuffle: bool
    review: Review
    required: bool
    form_order: FormOrder
    forms: Mapping[str, tuple[Question, ...]] = field(hash=False)
    picks: Mapping[str, tuple[Pick, ...]] = field(hash=False)

    def questions(self, form: str = "") -> tuple[Question, ...]:
        """All questions of a form ("" where there is one only). Raises NotFound."""
        if form not in self.forms:
            raise NotFound(_("This test has no form %(form)s."), form=form)
        return self.forms[form]

    def count(self, form: str = "") -> int:
        """How many questions of a form are asked."""
        return sum(pick.count for pick in self.picks[form])

    def max_points(self, form: str = "") -> Fraction:
        """The points of the questions asked; those of one pick have equally many."""
        points = {question.id: question.points for question in self.questions(form)}
        return sum((pick.count * points[pick.ids[0]] for pick in self.picks[form]), Fraction(0))

    @property
    def usual_forms(self) -> tuple[str, ...]:
        """The forms that people get in turn: all but that of the remedial."""
        own = self.remedial.form if self.remedial else ""
        return tuple(form for form in self.forms if not own or form != own)

    @property
    def needs_trainer(self) -> bool:
        """True when some answers are graded by a trainer."""
        return any(q.needs_trainer for questions in self.forms.values() for q in questions)


@dataclass(frozen=True)
class TimetableEntry:
    """Something that is done in a meeting of a day, for so many minutes; `lesson`: of which."""

    minutes: int
    text: str
    lesson: str = ""


@dataclass(frozen=True)
class Module:
    """One day: what is read, practised and answered. The quiz comes before the assignment.

    `morning`, `afternoon`: what is done in its meetings, one thing after another, for trainers.
    """

    id: str
    day: int
    title: str
    summary: str
    goals: tuple[Goal, ...]
    lessons: tuple[Lesson, ...]
    exercises: tuple[Exercise, ...]
    quizzes: tuple[Quiz, ...]
    morning: tuple[TimetableEntry, ...] = ()
    afternoon: tuple[TimetableEntry, ...] = ()


@dataclass(frozen=True)
class Course:
    """A whole course, as one revision stores it."""

    slug: str
    title: str
    language: str
    summary: str
    competencies: tuple[Competency, ...]
    passing: Passing
    practice_days: int
    modules: tuple[Module, ...]
    tests: tuple[Quiz, ...]
    accounts: tuple[Account, ...] = ()
    banks: tuple[Bank, ...] = ()
    skills: tuple[Skill, ...] = ()
    questionnaire: tuple[Statement, ...] = ()
    facts: tuple[Fact, ...] = ()
    glossary: tuple[Term, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    specification: tuple[SpecifiedItems, ...] = ()

    @cached_property
    def quizzes(self) -> tuple[Quiz, ...]:
        """All quizzes, assignments and tests in the order in which a participant meets them."""
        before = [test for test in self.tests if test.kind is not QuizKind.POSTTEST]
        after = [test for test in self.tests if test.kind is QuizKind.POSTTEST]
        daily = [quiz for module in self.modules for quiz in module.quizzes]
        return (*before, *daily, *after)

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises in order."""
        return tuple(exercise for module in self.modules for exercise in module.exercises)

    @cached_property
    def required_items(self) -> tuple[Lesson | Quiz, ...]:
        """What a person must have done: all lessons, and the required quizzes and tests."""
        return (*self.lessons, *(quiz for quiz in self.quizzes if quiz.required))

    @cached_property
    def practical_skills(self) -> tuple[Skill, ...]:
        """What trainers sign off, by the day on which it is shown."""
        return tuple(sorted((s for s in self.skills if s.practical), key=lambda s: s.day))

    @cached_property
    def practised_by(self) -> Mapping[str, tuple[Exercise, ...]]:
        """The exercises of each skill that has any, in the order of the course."""
        found: dict[str, tuple[Exercise, ...]] = {}
        for exercise in self.exercises:
            if skill := exercise.question.skill:
                found[skill] = (*found.get(skill, ()), exercise)
        return found

    def skill(self, skill_id: str) -> Skill:
        """Raises NotFound."""
        return _found(self._skills_by_id, skill_id)

    def lesson(self, lesson_id: str) -> Lesson:
        """Raises NotFound."""
        return _found(self._lessons_by_id, lesson_id)

    def exercise(self, exercise_id: str) -> Exercise:
        """Raises NotFound."""
        return _found(self._exercises_by_id, exercise_id)

    def quiz(self, quiz_id: str) -> Quiz:
        """A quiz, assignment or test. Raises NotFound."""
        return _found(self._quizzes_by_id, quiz_id)

    def section_for(self, question: Question) -> LessonSection | None:
        """Where to read for a question, if it says so or its skill does."""
        skill = self._skills_by_id.get(question.skill)
        place = question.section or (skill.section if skill else "")
        lesson_id, _mark, name = place.partition("#")
        lesson = self._lessons_by_id.get(lesson_id)
        return LessonSection(lesson, f"section-{name}" if name else None) if lesson else None

    def section_of(self, exercise: Exercise) -> LessonSection | None:
        """Where to read for an exercise: where it says, else the beginning of its lesson."""
        lesson = self.lesson_of(exercise)
        named = self.section_for(exercise.question)
        return named or (LessonSection(lesson) if lesson else None)

    def lesson_of(self, exercise: Exercise) -> Lesson | None:
        """The lesson of an exercise: one that names it, else of its day and competency."""
        lessons = self.module(exercise.day).lessons
        naming = [lesson for lesson in lessons if exercise.id in lesson.exercises]
        same = [lesson for lesson in lessons if exercise.question.competency in lesson.competencies]
        return next(iter([*naming, *same]), None)

    def module(self, day: int) -> Module:
        """Raises NotFound."""
        return _found({module.day: module for module in self.modules}, day)

    @cached_property
    def _skills_by_id(self) -> dict[str, Skill]:
        return {skill.id: skill for skill in self.skills}

    @cached_property
    def _lessons_by_id(self) -> dict[str, Lesson]:
        return {lesson.id: lesson for lesson in self.lessons}

    @cached_property
    def _exercises_by_id(self) -> dict[str, Exercise]:
        return {exercise.id: exercise for exercise in self.exercises}

    @cached_property
    def _quizzes_by_id(self) -> dict[str, Quiz]:
        return {quiz.id: quiz for quiz in self.quizzes}


def _found(items: Mapping[Key, Item], key: Key) -> Item:
    try:
        return items[key]
    except KeyError:
        raise NotFound(_("This course has no such page.")) from None
