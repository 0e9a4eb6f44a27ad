"""Reading frozen reports."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from lms.database import db
from lms.errors import NotFound
from lms.freezing.models import FrozenProgramReport, FrozenReport
from lms.language import gettext_noop as _
from lms.workshops.models import Program, Workshop
from lms.workshops.queries import schedules_of

NO_VERSION = _("There is no such version of the report.")


def versions_of(workshop: Workshop) -> Sequence[FrozenReport]:
    """All versions of a workshop's report, the newest first."""
    return db.session.scalars(
        select(FrozenReport)
        .options(joinedload(FrozenReport.frozen_by), joinedload(FrozenReport.revision))
        .where(FrozenReport.workshop_id == workshop.id)
        .order_by(FrozenReport.version.desc())
    ).all()


def program_versions(program: Program) -> Sequence[FrozenProgramReport]:
    """All versions of a program's report, the newest first."""
    return db.session.scalars(
        select(FrozenProgramReport)
        .options(joinedload(FrozenProgramReport.frozen_by))
        .where(FrozenProgramReport.program_id == program.id)
        .order_by(FrozenProgramReport.version.desc())
    ).all()


def frozen_in(owner: Workshop | Program, version: int) -> FrozenReport | FrozenProgramReport:
    """One version with its package. Raises NotFound."""
    found: FrozenReport | FrozenProgramReport | None
    if isinstance(owner, Workshop):
        found = db.session.scalar(
            select(FrozenReport)
            .options(undefer(FrozenReport.package))
            .where(FrozenReport.workshop_id == owner.id, FrozenReport.version == version)
        )
    else:
        found = db.session.scalar(
            select(FrozenProgramReport)
            .options(undefer(FrozenProgramReport.package))
            .where(
                FrozenProgramReport.program_id == owner.id, FrozenProgramReport.version == version
            )
        )
    if found is None:
        raise NotFound(NO_VERSION)
    return found


def is_any_over(workshops: Sequence[Workshop], now: datetime) -> bool:
    """Whether the last meeting of one of them has ended."""
    ends = [schedule.days_end_at for schedule in schedules_of(workshops).values()]
    return any(end is not None and end <= now for end in ends)
