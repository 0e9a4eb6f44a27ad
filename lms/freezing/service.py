"""Freezing a report."""

from datetime import datetime

from lms.audit.service import note as note_change
from lms.database import db
from lms.freezing.actions import REPORT_FROZEN
from lms.freezing.models import FrozenProgramReport, FrozenReport
from lms.freezing.rules import Package
from lms.workshops.models import Program, Workshop


def keep_version(
    owner: Workshop | Program,
    package: Package,
    *,
    version: int,
    note: str,
    now: datetime,
    actor_id: int | None,
) -> FrozenReport | FrozenProgramReport:
    """Keep a version for good; of two made at the same moment the second is refused (409)."""
    workshop = owner if isinstance(owner, Workshop) else None
    frozen = (
        FrozenReport(workshop_id=workshop.id, revision_id=workshop.revision_id)
        if workshop
        else FrozenProgramReport(program_id=owner.id)
    )
    frozen.version, frozen.note = version, note
    frozen.document, frozen.package = package.document, package.content
    frozen.sha256 = package.checksum
    frozen.frozen_at, frozen.frozen_by_id = now, actor_id
    db.session.add(frozen)
    db.session.flush()
    note_change(
        REPORT_FROZEN,
        f"workshop:{workshop.id}" if workshop else f"program:{owner.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id if workshop else None,
        after={"version": version, "checksum": package.checksum},
        reason=note,
    )
    return frozen
