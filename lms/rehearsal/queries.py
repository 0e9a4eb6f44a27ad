"""Reading rehearsals."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.rehearsal.models import Rehearsal
from lms.workshops.models import Workshop


def rehearsal_of(workshop: Workshop) -> Rehearsal | None:
    """The rehearsal of a workshop, None if there is none."""
    query = select(Rehearsal).options(joinedload(Rehearsal.workshop)).filter_by(of_id=workshop.id)
    return db.session.scalar(query)


def rehearsal_in(workshop: Workshop) -> Rehearsal | None:
    """The rehearsal that this workshop is, None for a real one."""
    query = select(Rehearsal).options(joinedload(Rehearsal.of)).filter_by(workshop_id=workshop.id)
    return db.session.scalar(query)
