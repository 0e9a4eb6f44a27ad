"""Meetings to test attendance with."""

from sqlalchemy import select

from lms.database import db
from lms.workshops.models import Meeting


def meetings(workshop):
    """The meetings of a workshop, the first one first."""
    query = select(Meeting).filter_by(workshop_id=workshop.id).order_by(Meeting.starts_at)
    return db.session.scalars(query).all()
