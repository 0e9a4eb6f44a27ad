"""Writing the audit trail."""

from datetime import datetime
from typing import Any

from lms.audit.models import AuditEntry
from lms.database import db


def note(
    action: str,
    subject: str,
    now: datetime,
    *,
    actor_id: int | None,
    workshop_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Leave a line: `action` is a verb and its object (`attendance.record`), values are JSON."""
    db.session.add(
        AuditEntry(
            at=now,
            actor_id=actor_id,
            workshop_id=workshop_id,
            action=action,
            subject=subject,
            before=before,
            after=after,
            reason=reason,
        )
    )
