"""What was taught, written as rows; each factory commits."""

from sqlalchemy import select

from lms.coverage.models import CoveredLesson
from lms.coverage.rules import Covered
from lms.database import db
from lms.workshops.models import Meeting
from tests.constants import NOW


def meeting_of(workshop, day=1, part="morning"):
    """A meeting of a workshop by its day and part."""
    return db.session.scalars(
        select(Meeting).filter_by(workshop_id=workshop.id, day=day, part=part)
    ).one()


def covered(workshop, lesson_id, state, minutes, **which):
    """Record a lesson at a meeting."""
    db.session.add(
        CoveredLesson(
            meeting_id=meeting_of(workshop, **which).id,
            lesson_id=lesson_id,
            covered=Covered(state),
            minutes=minutes,
            recorded_at=NOW,
        )
    )
    db.session.commit()
