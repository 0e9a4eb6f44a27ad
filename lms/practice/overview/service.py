"""Reminding people to practise, and noting that they were reminded."""

from datetime import datetime

from lms.audit.service import note
from lms.database import db
from lms.mail import service as mail
from lms.people.models import Person
from lms.practice.models import PracticeReminder
from lms.practice.overview.actions import PRACTICE_REMINDED
from lms.practice.overview.queries_silent import DueReminder, everybody_due
from lms.practice.overview.texts import reminder_mail
from lms.workshops.models import Enrolment


def note_reminder(enrolment: Enrolment, sender: Person | None, now: datetime) -> None:
    """Keep that a participant was written to, so that she is left in peace for a while.

    Without a `sender` nobody pressed a button: the command did it.
    """
    sender_id = sender.id if sender else None
    db.session.add(PracticeReminder(enrolment_id=enrolment.id, sent_by_id=sender_id, sent_at=now))
    note(
        PRACTICE_REMINDED,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=sender_id,
        workshop_id=enrolment.workshop_id,
    )


def remind_by_mail(due: DueReminder, sender: Person | None, now: datetime) -> bool:
    """Put a reminder into the outbox and note it; False for somebody who gets no mail."""
    person, workshop = due.enrolment.person, due.enrolment.workshop
    letter = reminder_mail(person, due.time, due.reminders, workshop.slug)
    if mail.write(person, workshop, letter.subject, letter.body, letter.stop_url, now) is None:
        return False
    note_reminder(due.enrolment, sender, now)
    return True


def remind_everybody(now: datetime) -> int:
    """Remind by mail all who are silent for four or ten days; return how many."""
    return sum(remind_by_mail(due, None, now) for due in everybody_due(now))
