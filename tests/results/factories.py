"""What people have done, written as rows; each factory commits."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.database import db
from lms.lessons.models import LessonDone
from lms.practice.models import ExerciseTry
from lms.quizzes.attempts.kept.service import keep_marks
from lms.quizzes.attempts.models import Answer, Attempt
from lms.workshops.models import Enrolment, Meeting
from tests.constants import NOW


def presences(enrolment: Enrolment, *recorded: Presence | None) -> None:
    """Record these presences at the first meetings of the workshop; None is left out."""
    meetings = db.session.scalars(
        select(Meeting).filter_by(workshop_id=enrolment.workshop_id).order_by(Meeting.starts_at)
    )
    db.session.add_all(
        Attendance(
            meeting_id=meeting.id,
            enrolment_id=enrolment.id,
            presence=presence,
            recorded_at=NOW,
        )
        for meeting, presence in zip(meetings, recorded, strict=False)
        if presence is not None
    )
    db.session.commit()


def lessons_done(enrolment: Enrolment, *lesson_ids: str, at: datetime = NOW) -> None:
    """Finish these lessons."""
    db.session.add_all(
        LessonDone(enrolment_id=enrolment.id, lesson_id=each, done_at=at) for each in lesson_ids
    )
    db.session.commit()


def tries(
    enrolment: Enrolment,
    exercise_id: str,
    *earned: Fraction | int | None,
    at: datetime = NOW,
    first: int = 1,
    **more: Any,
) -> None:
    """Try an exercise, earning these credits; `first` is the number of the first of these tries."""
    db.session.add_all(
        ExerciseTry(
            enrolment_id=enrolment.id,
            exercise_id=exercise_id,
            number=number,
            revision_id=enrolment.workshop.revision_id,
            seed=number,
            answer="1",
            credit=None if credit is None else Fraction(credit),
            answered_at=at,
            **more,
        )
        for number, credit in enumerate(earned, start=first)
    )
    db.session.commit()


def an_attempt(
    enrolment: Enrolment,
    quiz_id: str,
    *earned: Fraction | int | None,
    number: int = 1,
    handed_in_at: datetime | None = NOW,
    points: Fraction | int = 1,
    started_at: datetime = NOW,
) -> Attempt:
    """Sit a quiz; each credit is an answer worth `points`, None waits for a trainer."""
    attempt = Attempt(
        enrolment_id=enrolment.id,
        quiz_id=quiz_id,
        number=number,
        revision_id=enrolment.workshop.revision_id,
        seed=1,
        question_ids=[f"q{position}" for position in range(len(earned))],
        started_at=started_at,
        handed_in_at=handed_in_at,
    )
    db.session.add(attempt)
    db.session.flush()
    db.session.add_all(
        Answer(
            attempt_id=attempt.id,
            position=position,
            question_id=f"q{position}",
            answer="1",
            credit=None if credit is None else Fraction(credit),
            points=Fraction(points),
        )
        for position, credit in enumerate(earned)
    )
    if handed_in_at is not None:
        keep_marks([attempt.id])
    db.session.commit()
    return attempt
