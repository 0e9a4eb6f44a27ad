"""A workshop at rest: its practice is over, but nobody has closed it.

What is written to it from then on is counted, in the transaction that writes: every request that a
closed workshop would refuse (`lms.guard`), and by hand what counts here from elsewhere or reaches
back into practice. So what its account adds up may be kept, and holds as long as the count does.
Nothing is counted of a workshop that runs: five hundred phones that save would wait for each other.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import g, has_request_context
from sqlalchemy.orm import Session

from lms.database import db, is_reading
from lms.workshops.models import Enrolment, Extension, Program, Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.rules import Phase

NOTICED_BY = timedelta(hours=1)
"""By then every request has ended that was sent when nobody counted yet, also to an older release
while a newer one takes over."""


def note_rest(now: datetime) -> None:
    """Let what is written be counted where practice is over for everybody, and nowhere else."""
    workshops = db.session.scalars(
        sa.select(Workshop)
        .join(Workshop.program)
        .where(Workshop.closed_at.is_(None), ~Workshop.is_draft, ~Program.is_rehearsal)
    ).all()
    schedules = schedules_of(workshops)
    practising = set(
        db.session.scalars(
            sa.select(Extension.workshop_id).where(
                Extension.enrolment_id.is_not(None), Extension.until > now
            )
        )
    )
    for workshop in workshops:
        is_over = schedules[workshop.id].phase(now) is Phase.CLOSED
        if not is_over or workshop.id in practising:
            workshop.rests_since = None
        elif workshop.rests_since is None:
            workshop.rests_since = now
    db.session.flush()


def count_write(workshop: Workshop) -> None:
    """Count a write to this workshop, if it is at rest."""
    if workshop.rests_since is not None:
        _count(Workshop.id == workshop.id)


def count_write_at_home(enrolment_ids: Sequence[int] | sa.Select[int]) -> None:
    """Count a write to the workshops of these enrolments, where they are at rest."""
    homes = sa.select(Enrolment.workshop_id).where(Enrolment.id.in_(enrolment_ids))
    _count(Workshop.id.in_(homes))


def _count(which: sa.ColumnElement[bool]) -> None:
    db.session.execute(
        sa.update(Workshop)
        .where(which, Workshop.rests_since.is_not(None))
        .values(writes_at_rest=Workshop.writes_at_rest + 1)
        .execution_options(synchronize_session=False)
    )


def count_request(workshop: Workshop | None) -> None:
    """Count what the request asked now is going to write to its workshop, when it is kept."""
    if workshop is not None and workshop.rests_since is not None:
        g.rests = workshop.id


@sa.event.listens_for(db.session, "before_commit")
def _count_what_is_kept(_session: Session) -> None:
    if has_request_context() and not is_reading() and g.get("rests") is not None:
        _count(Workshop.id == g.rests)
