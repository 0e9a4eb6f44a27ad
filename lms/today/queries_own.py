"""What waits for a participant: practice, a time to choose, an opinion, marks; where she was."""

from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.certificates.models import Certificate
from lms.database import db
from lms.feedback.models import FeedbackResponse
from lms.practice.models import PracticeSitting, PracticeTime
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.marks.queries import has_unseen_marks
from lms.workshops.models import Enrolment


@dataclass(frozen=True)
class OwnThings:
    """Her newest sitting, whether she has said when she will practise and what she thinks of the
    workshop, the attempts in which a trainer's grade is released that she has not seen, and
    whether a certificate of hers is valid.
    """

    sitting: PracticeSitting | None
    has_time: bool
    has_opinion: bool
    marked: tuple[Attempt, ...]
    has_certificate: bool


def own_things(enrolment: Enrolment) -> OwnThings:
    """One statement."""
    rows = db.session.execute(_OWN, {"enrolment_id": enrolment.id}).all()
    sitting, time_id, response_id, certificate_id, _attempt = rows[0]
    marked = tuple(attempt for *_same, attempt in rows if attempt is not None)
    return OwnThings(
        sitting,
        time_id is not None,
        response_id is not None,
        marked,
        certificate_id is not None,
    )


def _select_own() -> Select[PracticeSitting, int, int, int, Attempt]:
    newest = (
        select(func.max(PracticeSitting.number))
        .where(PracticeSitting.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    certificate = (
        select(func.max(Certificate.id))
        .where(Certificate.enrolment_id == Enrolment.id, Certificate.ended_at.is_(None))
        .correlate(Enrolment)
        .scalar_subquery()
    )
    return (
        select(PracticeSitting, PracticeTime.id, FeedbackResponse.id, certificate, Attempt)
        .select_from(Enrolment)
        .outerjoin(
            PracticeSitting,
            (PracticeSitting.enrolment_id == Enrolment.id) & (PracticeSitting.number == newest),
        )
        .outerjoin(PracticeTime, PracticeTime.enrolment_id == Enrolment.id)
        .outerjoin(FeedbackResponse, FeedbackResponse.enrolment_id == Enrolment.id)
        .outerjoin(Attempt, (Attempt.enrolment_id == Enrolment.id) & has_unseen_marks())
        .where(Enrolment.id == bindparam("enrolment_id"))
        .order_by(Attempt.id)
    )


_OWN = _select_own()  # built once, for every home asks


def presences_of(enrolment: Enrolment) -> dict[int, Presence]:
    """What is recorded of her by meeting id, whether it counts yet or not. One statement."""
    rows = db.session.execute(_PRESENCES, {"enrolment_id": enrolment.id})
    return {row.meeting_id: row.presence for row in rows}


_ATTENDANCE = Attendance.__table__.c
_PRESENCES = select(_ATTENDANCE.meeting_id, _ATTENDANCE.presence).where(
    _ATTENDANCE.enrolment_id == bindparam("enrolment_id")
)
