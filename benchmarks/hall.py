"""Workshops with their people and the work so far, put straight into the tables."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.content.values import Quiz, QuizKind
from lms.database import Base, db
from lms.lessons.models import LessonDone
from lms.people.models import Person, Standing
from lms.practice.models import ExerciseTry
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.rules import form_for
from lms.workshops.models import (
    Enrolment,
    Meeting,
    Workshop,
)

COURSE = Path(__file__).parent.parent / "courses" / "koperasi-go-digital"
DAYS = 5
DAYS_GONE = 3  # of five; the fourth is today
A_WEEK = 7
SIZE_OF_A_COOPERATIVE = 5
CHUNK = 5_000

Rows = Iterator[tuple[type[Base], dict[str, Any]]]


class Hall:
    """A workshop of `size` people; ids of people start behind `first_id`.

    `days_gone`: of so many days everything was done, at `worked_at`.
    """

    def __init__(
        self,
        size: int,
        first_id: int,
        workshop: Workshop,
        now: datetime,
        days_gone: int = DAYS_GONE,
        worked_at: datetime | None = None,
    ) -> None:
        self.size = size
        self._days_gone = days_gone
        self._worked_at = worked_at or now
        self.slug = workshop.slug
        self._first_id = first_id
        self._workshop = workshop
        self.course = course_of(workshop.revision)
        self._now = now
        self._dice = random.Random(size)
        self.meeting_ids = list(
            db.session.scalars(
                sa.select(Meeting.id).where(
                    Meeting.workshop_id == workshop.id, Meeting.starts_at <= now
                )
            )
        )

    @property
    def lesson_id(self) -> str:
        """The first lesson of its course."""
        return self.course.lessons[0].id

    def result_id(self, enrolment_id: int) -> int:
        """Her attempt at the quiz of day 2, which she has handed in."""
        sat = [(quiz.kind, quiz.day) for quiz in self._sat()]
        return enrolment_id * 10 + sat.index((QuizKind.QUIZ, 2))

    @property
    def meeting_id(self) -> int:
        """The first meeting that was held."""
        return self.meeting_ids[0]

    @property
    def ids(self) -> range:
        """The ids of its people, which are those of their enrolments, too."""
        return range(self._first_id + 1, self._first_id + self.size + 1)

    def rows(self) -> Rows:
        """Yield the rows of everybody; a row comes after those it refers to."""
        for person_id in self.ids:
            yield from self._person(person_id)
            yield from self._work(person_id)
            for place, quiz in enumerate(self._sat()):
                yield from self._quiz_attempt(person_id, quiz, place)

    def _person(self, n: int) -> Rows:
        yield (
            Person,
            {
                "id": n,
                "name": f"Peserta Uji {n:05}",
                "participant_code": f"UJI{n:05}",
                "phone": "",
                "position": "Bendahara",
                "cooperative_id": n // SIZE_OF_A_COOPERATIVE + 1,
                "standing": Standing.MEMBER,
                "language": "id",
                "created_at": self._now,
            },
        )
        yield (
            Enrolment,
            {
                "id": n,
                "workshop_id": self._workshop.id,
                "person_id": n,
                "first_form": "AB"[n % 2],
                "enrolled_at": self._now,
                "withdrawal_reason": "",
            },
        )

    def _work(self, n: int) -> Rows:
        for meeting_id in self.meeting_ids:
            yield (
                Attendance,
                {
                    "meeting_id": meeting_id,
                    "enrolment_id": n,
                    "presence": self._dice.choice(list(Presence)),
                    "note": "",
                    "recorded_at": self._worked_at,
                },
            )
        for module in self.course.modules[: self._days_gone]:
            for lesson in module.lessons:
                yield (
                    LessonDone,
                    {"enrolment_id": n, "lesson_id": lesson.id, "done_at": self._worked_at},
                )
            for exercise in module.exercises:
                yield (
                    ExerciseTry,
                    {
                        "enrolment_id": n,
                        "exercise_id": exercise.id,
                        "number": 1,
                        "revision_id": self._workshop.revision_id,
                        "seed": n,
                        "answer": "1250000",
                        "credit": Fraction(self._dice.randint(0, 1)),
                        "answered_at": self._worked_at,
                    },
                )

    def _sat(self) -> list[Quiz]:
        """Return the quizzes everybody has handed in; that of a last day not long gone is open."""
        over = self._days_gone == DAYS
        return [quiz for quiz in self.course.quizzes if over or quiz.day < self._days_gone]

    def _quiz_attempt(self, n: int, quiz: Quiz, place: int) -> Rows:
        attempt_id = n * 10 + place
        form = form_for(quiz.form_order, quiz.forms, "AB"[n % 2])
        questions = quiz.questions(form)
        yield (
            Attempt,
            {
                "id": attempt_id,
                "enrolment_id": n,
                "quiz_id": quiz.id,
                "number": 1,
                "revision_id": self._workshop.revision_id,
                "form": form,
                "seed": n,
                "question_ids": [question.id for question in questions],
                "started_at": self._worked_at - timedelta(hours=2),
                "handed_in_at": self._worked_at - timedelta(hours=1),
            },
        )
        for position, question in enumerate(questions, 1):
            yield (
                Answer,
                {
                    "attempt_id": attempt_id,
                    "position": position,
                    "question_id": question.id,
                    "answer": "1250000",
                    "credit": Fraction(self._dice.randint(0, 2), 2),
                    "points": question.points,
                    "comment": "",
                    "version": 1,
                },
            )


def insert_rows(rows: Rows) -> None:
    """Put rows into their tables, many at a time."""
    waiting: dict[type[Base], list[dict[str, Any]]] = {}
    for count, (table, row) in enumerate(rows):
        waiting.setdefault(table, []).append(row)
        if count % CHUNK == 0:
            _flush(waiting)
    _flush(waiting)


def _flush(waiting: dict[type[Base], list[dict[str, Any]]]) -> None:
    for table in (Person, Enrolment, Attendance, LessonDone, ExerciseTry, Attempt, Answer):
        if found := waiting.pop(table, []):
            db.session.execute(sa.insert(table), found)
