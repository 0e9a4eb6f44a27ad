"""Reading raw rows of one workshop, table by table."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.database import db
from lms.feedback.models import FeedbackResponse
from lms.lessons.models import LessonDone
from lms.practice.models import ExerciseTry
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.overdue import ran_out_among
from lms.reports.reconcile.raw import (
    RawAnswer,
    RawAttempt,
    RawMeeting,
    RawPerson,
    RawRecord,
    RawSignoff,
    RawTry,
)
from lms.signoffs.models import SkillSignoff
from lms.workshops.models import Enrolment, Meeting, Workshop


def raw_people(workshop: Workshop, now: datetime) -> list[RawPerson]:
    """Everybody who has or had a place."""
    return [_person(each, now) for each in _all(Enrolment, workshop_id=workshop.id)]


def _person(enrolment: Enrolment, now: datetime) -> RawPerson:
    return RawPerson(
        enrolment.id,
        enrolment.person_id,
        enrolment.withdrawn_at is not None,
        enrolment.replaces_id,
        enrolment.from_day,
        enrolment.from_afternoon,
        enrolment.until_day,
        tuple(_attempt(each, now) for each in _all(Attempt, enrolment_id=enrolment.id)),
        tuple(
            (each.lesson_id, each.done_at) for each in _all(LessonDone, enrolment_id=enrolment.id)
        ),
        tuple(_try(each) for each in _all(ExerciseTry, enrolment_id=enrolment.id)),
        bool(_all(FeedbackResponse, enrolment_id=enrolment.id)),
        tuple(
            RawSignoff(each.id, each.skill_id, each.verdict, each.given_at, each.takes_back_id)
            for each in _all(SkillSignoff, enrolment_id=enrolment.id)
        ),
    )


def _attempt(attempt: Attempt, now: datetime) -> RawAttempt:
    handed_in_at = attempt.handed_in_at
    answers = [
        RawAnswer(each.question_id, each.credit, each.points)
        for each in _all(Answer, attempt_id=attempt.id)
    ]
    if handed_in_at is None:
        end = ran_out_among([attempt.id], now).get(attempt.id)
        if end is not None:
            handed_in_at = end.ended_at
            answers = [
                RawAnswer(question_id, mark.credit, mark.points)
                for question_id, mark in zip(attempt.question_ids, end.marks, strict=True)
            ]
    return RawAttempt(
        attempt.quiz_id,
        attempt.number,
        attempt.remedial,
        attempt.started_at,
        handed_in_at,
        tuple(answers),
    )


def _try(row: ExerciseTry) -> RawTry:
    at = row.second_answered_at or row.answered_at
    right = row.credit is None or row.credit == 1 or row.second_credit == 1
    return RawTry(row.exercise_id, row.number, at, row.received_at or at, right)


def raw_meetings(workshop: Workshop) -> list[RawMeeting]:
    """The meetings of the workshop, in order of time."""
    rows = sorted(_all(Meeting, workshop_id=workshop.id), key=lambda each: each.starts_at)
    return [
        RawMeeting(
            each.id,
            each.day,
            each.part,
            each.starts_at,
            each.ends_at,
            each.cancelled_at is not None,
        )
        for each in rows
    ]


def raw_records(workshop: Workshop) -> list[RawRecord]:
    """Every attendance row at its meetings, and of its people anywhere."""
    ours = {each.id for each in _all(Enrolment, workshop_id=workshop.id)}
    found = []
    for row, meeting in db.session.execute(
        select(Attendance, Meeting).join(Meeting, Meeting.id == Attendance.meeting_id)
    ):
        if row.enrolment_id in ours or meeting.workshop_id == workshop.id:
            found.append(
                RawRecord(
                    row.enrolment_id,
                    row.meeting_id,
                    meeting.workshop_id,
                    meeting.day,
                    meeting.part,
                    meeting.cancelled_at is not None,
                    row.presence,
                    row.recorded_at,
                )
            )
    return found


def _all(model: Any, **where: Any) -> list[Any]:
    return list(db.session.scalars(select(model).filter_by(**where).order_by(model.id)))
