"""Freezing a report."""

from datetime import datetime

from lms.audit.service import note as note_change
from lms.database import db
from lms.freezing.actions import REPORT_FROZEN
from lms.freezing.models import FrozenReport
from lms.freezing.rules import Package
from lms.workshops.models import Workshop


def keep_version(
    workshop: Workshop,
    package: Package,
    *,
    version: int,
    note: str,
    now: datetime,
    actor_id: int | None,
) -> FrozenReport:
    """Keep a version for good; of two made at the same moment the second is refused (409)."""
    frozen = FrozenReport(
        workshop_id=workshop.id,
        version=version,
        revision_id=workshop.revision_id,
        document=package.document,
        package=package.content,
        sha256=package.checksum,
        note=note,
        frozen_at=now,
        frozen_by_id=actor_id,
    )
    db.session.add(frozen)
    db.session.flush()
    note_change(
        REPORT_FROZEN,
        f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        after={"version": version, "checksum": package.checksum},
        reason=note,
    )
    return frozen
