"""Writing the audit trail."""

from datetime import datetime
from typing import Any

from lms.audit.actions import AuditAction
from lms.audit.models import AuditEntry
from lms.database import db


def note(
    action: AuditAction,
    subject: str,
    now: datetime,
    *,
    actor_id: int | None,
    workshop_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Leave a line in the transaction of the change itself; `before` and `after` are JSON."""
    db.session.add(
        AuditEntry(
            at=now,
            actor_id=actor_id,
            workshop_id=workshop_id,
            action=action.name,
            subject=subject,
            before=before,
            after=after,
            reason=reason,
        )
    )
