"""Giving and taking back personal addresses of calendars."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from lms.audit.service import note
from lms.calendars.actions import CALENDAR_RENEWED, CALENDAR_REVOKED
from lms.calendars.models import CalendarFeed
from lms.calendars.queries import feed_of
from lms.database import db
from lms.people.models import Person
from lms.people.secrets import draw_token
from lms.people.signals import secret_changed


def renew_feed(person: Person, now: datetime) -> None:
    """Give a person an address; one she had before stops working."""
    feed = feed_of(person)
    if feed is not None:
        feed.token, feed.made_at = draw_token(), now
    else:
        try:
            with db.session.begin_nested():
                db.session.add(CalendarFeed(person_id=person.id, token=draw_token(), made_at=now))
                db.session.flush()
        except IntegrityError:
            return  # the same button was pressed twice at once: she has one now
    note(CALENDAR_RENEWED, f"person:{person.id}", now, actor_id=person.id)


@secret_changed.connect
def end_feed(person: Person) -> None:
    """Let an address end that whoever knew the old secret may have taken along."""
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == person.id))


def revoke_feed(person: Person, now: datetime) -> None:
    """Take a person's address back; nothing if she has none."""
    feed = feed_of(person)
    if feed is not None:
        db.session.delete(feed)
        note(CALENDAR_REVOKED, f"person:{person.id}", now, actor_id=person.id)
