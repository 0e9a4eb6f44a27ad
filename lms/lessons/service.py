"""Finishing a lesson."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.database import db
from lms.lessons.models import LessonDone
from lms.publishing.queries import course_of
from lms.workshops.models import Enrolment


def finish_lesson(enrolment: Enrolment, lesson_id: str, now: datetime) -> None:
    """Note that a person has read a lesson; the first time counts. Raises NotFound."""
    course_of(enrolment.workshop.revision).lesson(lesson_id)
    done = {"enrolment_id": enrolment.id, "lesson_id": lesson_id}
    if db.session.scalar(select(LessonDone.id).filter_by(**done)) is None:
        # Sent twice at the same moment, the second one finds the first one's row.
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(LessonDone(**done, done_at=now))
