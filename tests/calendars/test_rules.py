"""When something in a calendar was changed last."""

from datetime import timedelta

from lms.calendars.rules import CalendarEvent, last_change
from tests.constants import HOUR, NOW, WITA


def an_event(changed_at):
    return CalendarEvent(
        uid="1@example.org",
        starts_at=NOW,
        ends_at=NOW + HOUR,
        zone=WITA,
        summary="Hari 1",
        place="Sanur",
        description="",
        url="",
        sequence=0,
        changed_at=changed_at,
        made_at=NOW,
    )


def test_the_last_change_is_that_of_the_event_changed_last():
    days = [NOW - timedelta(days=2), NOW, NOW - timedelta(days=1)]

    assert last_change([an_event(day) for day in days]) == NOW


def test_an_empty_calendar_was_never_changed():
    assert last_change([]) is None
