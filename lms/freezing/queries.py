"""Reading frozen reports."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from lms.database import db
from lms.errors import NotFound
from lms.freezing.models import FrozenReport
from lms.language import gettext_noop as _
from lms.workshops.models import Workshop


def versions_of(workshop: Workshop) -> Sequence[FrozenReport]:
    """All versions of a workshop's report, the newest first."""
    return db.session.scalars(
        select(FrozenReport)
        .options(joinedload(FrozenReport.frozen_by), joinedload(FrozenReport.revision))
        .where(FrozenReport.workshop_id == workshop.id)
        .order_by(FrozenReport.version.desc())
    ).all()


def frozen_in(workshop: Workshop, version: int) -> FrozenReport:
    """One version with its package. Raises NotFound."""
    found = db.session.scalar(
        select(FrozenReport)
        .options(undefer(FrozenReport.package))
        .where(FrozenReport.workshop_id == workshop.id, FrozenReport.version == version)
    )
    if found is None:
        raise NotFound(_("There is no such version of the report."))
    return found
