"""Workshops of 35, 500 and 5,000 people with their work so far, put straight into the tables."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.content.folder import read_folder
from lms.content.values import Course, Quiz
from lms.database import Base, db
from lms.lessons.models import LessonDone
from lms.people.models import Cooperative, Person, Standing
from lms.practice.models import ExerciseTry
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of
from lms.publishing.service import publish_document
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.rules import form_for
from lms.workshops.models import (
    Enrolment,
    Meeting,
    Part,
    Program,
    ProgramOrganiser,
    Staff,
    StaffRole,
    Workshop,
)

COURSE = Path(__file__).parent.parent / "courses" / "koperasi-go-digital"
DAYS_GONE = 3  # of five; the fourth is today
SIZE_OF_A_COOPERATIVE = 5
CHUNK = 5_000

Rows = Iterator[tuple[type[Base], dict[str, Any]]]


class Hall:
    """A workshop of `size` people; ids of people start behind `first_id`."""

    def __init__(self, size: int, first_id: int, workshop: Workshop, now: datetime) -> None:
        self.size = size
        self.slug = workshop.slug
        self._first_id = first_id
        self._workshop = workshop
        self._course = course_of(workshop.revision)
        self._now = now
        self._dice = random.Random(size)
        self._meetings = list(
            db.session.scalars(
                sa.select(Meeting.id).where(
                    Meeting.workshop_id == workshop.id, Meeting.starts_at <= now
                )
            )
        )

    @property
    def ids(self) -> range:
        """The ids of its people, which are those of their enrolments, too."""
        return range(self._first_id + 1, self._first_id + self.size + 1)

    def rows(self) -> Rows:
        """Yield the rows of everybody; a row comes after those it refers to."""
        for person_id in self.ids:
            yield from self._person(person_id)
            yield from self._work(person_id)
            for place, quiz in enumerate(_sat_before(self._course)):
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
        for meeting_id in self._meetings:
            yield (
                Attendance,
                {
                    "meeting_id": meeting_id,
                    "enrolment_id": n,
                    "presence": self._dice.choice(list(Presence)),
                    "note": "",
                    "recorded_at": self._now,
                },
            )
        for module in self._course.modules[:DAYS_GONE]:
            for lesson in module.lessons:
                yield (
                    LessonDone,
                    {"enrolment_id": n, "lesson_id": lesson.id, "done_at": self._now},
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
                        "answered_at": self._now,
                    },
                )

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
                "started_at": self._now - timedelta(hours=2),
                "handed_in_at": self._now - timedelta(hours=1),
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


def build_halls(sizes: tuple[int, ...], now: datetime) -> tuple[list[Hall], Person]:
    """Fill an empty database with a hall of each size; return them and the trainer of them all."""
    document = read_folder(COURSE).document
    if document is None:
        raise RuntimeError(f"{COURSE} is not sound: flask --app lms course check")
    revision, _new = publish_document(dict(document), now)
    trainer = Person(
        id=1, name="Pelatih Uji", email="pelatih@example.org", created_at=now, language="id"
    )
    program = Program(slug="uji", title="Program Uji", target=35, created_at=now)
    db.session.add_all([trainer, program])
    db.session.flush()
    db.session.add(ProgramOrganiser(program_id=program.id, person_id=trainer.id))
    count = sum(sizes) // SIZE_OF_A_COOPERATIVE + 2
    names = [f"KSP Uji {n}" for n in range(count)]
    db.session.add_all(Cooperative(name=name, key=name.casefold()) for name in names)
    halls: list[Hall] = []
    for number, size in enumerate(sizes, 1):
        workshop = _workshop(number, size, program, revision, trainer, now)
        halls.append(Hall(size, halls[-1].ids[-1] if halls else trainer.id, workshop, now))
        _insert(halls[-1].rows())
    db.session.commit()
    return halls, trainer


def _workshop(
    number: int,
    size: int,
    program: Program,
    revision: CourseRevision,
    trainer: Person,
    now: datetime,
) -> Workshop:
    workshop = Workshop(
        program=program,
        revision=revision,
        number=number,
        slug=f"uji-{size}",
        place="Balai Uji",
        capacity=size,
        created_at=now,
    )
    db.session.add(workshop)
    db.session.flush()
    db.session.add(Staff(workshop_id=workshop.id, person=trainer, role=StaffRole.TRAINER))
    today = now.astimezone(workshop.zone).replace(hour=8, minute=0, second=0, microsecond=0)
    for day in range(1, 6):
        for part, hours in ((Part.MORNING, 0), (Part.AFTERNOON, 5)):
            starts_at = today + timedelta(days=day - 1 - DAYS_GONE, hours=hours)
            db.session.add(
                Meeting(
                    workshop_id=workshop.id,
                    day=day,
                    part=part,
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(hours=3),
                )
            )
    db.session.flush()
    return workshop


def _sat_before(course: Course) -> list[Quiz]:
    """Return the quizzes everybody has handed in; the one of the last day gone is still open."""
    return [quiz for quiz in course.quizzes if quiz.day < DAYS_GONE]


def _insert(rows: Rows) -> None:
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
