"""Closing a workshop before its practice period ends by itself, and opening it again."""

from datetime import datetime

from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.reports.kept.service import forget_account
from lms.workshops.actions import WORKSHOP_CLOSED, WORKSHOP_REOPENED
from lms.workshops.models import Workshop
from lms.workshops.seating.service import lock_seats


def close_workshop(workshop: Workshop, *, reason: str, now: datetime, actor_id: int | None) -> None:
    """Close a workshop: nothing that its account says changes any more (`lms.guard`).

    Raises Conflict if it is closed already.
    """
    lock_seats([workshop])
    if workshop.closed_at is not None:
        raise Conflict(_("This workshop is closed already."))
    workshop.closed_at = now
    _note(workshop, WORKSHOP_CLOSED, reason, now, actor_id)


def reopen_workshop(
    workshop: Workshop, *, reason: str, now: datetime, actor_id: int | None
) -> None:
    """Open a closed workshop again, for a reason. Raises Conflict if it is not closed."""
    lock_seats([workshop])
    if workshop.closed_at is None:
        raise Conflict(_("This workshop is not closed."))
    workshop.closed_at = None
    forget_account(workshop.id)
    _note(workshop, WORKSHOP_REOPENED, reason, now, actor_id)


def _note(
    workshop: Workshop, action: AuditAction, reason: str, now: datetime, actor_id: int | None
) -> None:
    subject = f"workshop:{workshop.id}"
    note(action, subject, now, actor_id=actor_id, workshop_id=workshop.id, reason=reason)
    db.session.flush()
