"""Noting to whom somebody has written."""

from datetime import datetime

from lms.audit.service import note
from lms.messages.actions import MESSAGE_WRITTEN
from lms.messages.rules import MessageKind
from lms.workshops.models import Enrolment


def note_written(enrolment: Enrolment, kind: MessageKind, now: datetime, actor_id: int) -> None:
    """Keep that a participant was written to, so that nobody of the staff writes to her again."""
    note(
        MESSAGE_WRITTEN,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=actor_id,
        workshop_id=enrolment.workshop_id,
        after={"message": kind.value},
    )
