"""Noting that somebody was reminded."""

from datetime import datetime

from lms.audit.service import note
from lms.database import db
from lms.people.models import Person
from lms.practice.models import PracticeReminder
from lms.practice.overview.actions import PRACTICE_REMINDED
from lms.workshops.models import Enrolment


def note_reminder(enrolment: Enrolment, sender: Person, now: datetime) -> None:
    """Keep that a participant was written to, so that she is left in peace for a while."""
    db.session.add(PracticeReminder(enrolment_id=enrolment.id, sent_by_id=sender.id, sent_at=now))
    note(
        PRACTICE_REMINDED,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=sender.id,
        workshop_id=enrolment.workshop_id,
    )
