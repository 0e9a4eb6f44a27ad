"""Writing the audit trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from lms.audit.actions import AuditAction
from lms.audit.models import AuditEntry
from lms.database import db, insert_many


class Noted(NamedTuple):
    """One of many changes of a kind: `before` and `after` are JSON."""

    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def note_all(
    action: AuditAction,
    changes: Iterable[Noted],
    now: datetime,
    *,
    actor_id: int | None,
    workshop_id: int | None = None,
    reason: str = "",
) -> None:
    """Leave a line for each of many changes, as `note` does, in one statement."""
    insert_many(
        AuditEntry,
        [
            {
                "at": now,
                "actor_id": actor_id,
                "workshop_id": workshop_id,
                "action": action.name,
                "subject": each.subject,
                "before": each.before,
                "after": each.after,
                "reason": reason,
            }
            for each in changes
        ],
    )


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
