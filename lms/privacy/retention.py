"""Whose data has been kept long enough."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import CursorResult

from lms.database import db
from lms.mail.models import OutgoingMail
from lms.people.models import Person, SignInFailure, Standing, WebSession
from lms.workshops.models import Enrolment, Meeting, Program, ProgramOrganiser, Staff, Workshop
from lms.workshops.seating.models import Waiting

LOGS_ARE_KEPT = timedelta(days=180)
"""Old sign-ins, failed tries and messages that were sent, whatever RETENTION_MONTHS says."""


def to_erase(now: datetime, months: int) -> Sequence[Person]:
    """Participants whose last meeting is longer ago than so many months of 30 days.

    Neither who runs anything, nor who waits for a seat, nor who is erased already.
    """
    limit = now - timedelta(days=30 * months)
    recent = (
        sa.select(Enrolment.person_id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .outerjoin(Meeting, Meeting.workshop_id == Workshop.id)
        .join(Program, Program.id == Workshop.program_id)
        .group_by(Enrolment.person_id)
        .having(sa.func.max(sa.func.coalesce(Meeting.ends_at, Workshop.created_at)) >= limit)
    )
    return db.session.scalars(
        sa.select(Person)
        .where(
            Person.participant_code.is_not(None),
            Person.standing == Standing.MEMBER,
            Person.password_hash.is_(None),
            Person.created_at < limit,
            Person.id.not_in(recent),
            *(Person.id.not_in(sa.select(one.person_id)) for one in (Staff, ProgramOrganiser)),
            Person.id.not_in(sa.select(Waiting.person_id)),
        )
        .order_by(Person.id)
    ).all()


def delete_old_logs(now: datetime) -> int:
    """Delete sign-ins that ended and messages that were sent long ago; return how many rows."""
    limit = now - LOGS_ARE_KEPT
    old = (
        sa.delete(WebSession).where(
            sa.or_(WebSession.ended_at < limit, WebSession.expires_at < limit)
        ),
        sa.delete(SignInFailure).where(SignInFailure.at < limit),
        sa.delete(OutgoingMail).where(OutgoingMail.sent_at < limit),
    )
    return sum(cast(CursorResult[Any], db.session.execute(each)).rowcount for each in old)
