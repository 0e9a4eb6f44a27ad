"""What a calendar says of a meeting, and when something in it was changed last."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from lms.calendars.rules import CalendarEvent, calendar_of, last_change
from tests.constants import HOUR, NOW, WITA

MADE, CHANGED = NOW - timedelta(days=9), NOW - timedelta(days=2)


def an_event(starts_at=NOW, changed_at=CHANGED, zone=WITA, **values):
    """A meeting of three hours."""
    usual = {
        "uid": "meeting-1@lms.example.org",
        "ends_at": starts_at + 3 * HOUR,
        "summary": "Hari ke-3, Pagi",
        "place": "Balai Banjar",
        "description": "Bawa HP",
        "url": "https://lms.example.org/w/dkgd-1/lessons",
        "sequence": 4,
        "made_at": MADE,
    }
    return CalendarEvent(
        starts_at=starts_at, changed_at=changed_at, zone=zone, **{**usual, **values}
    )


def read(*events):
    return Calendar.from_ical(calendar_of("Angkatan 1", events))


def text(component):
    return component.to_ical().decode()


def test_a_calendar_says_what_it_is_and_how_often_to_ask():
    lines = calendar_of("Angkatan 1", []).decode().splitlines()

    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Go Digital LMS//Kalender//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Angkatan 1",
        "X-WR-CALNAME:Angkatan 1",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "END:VCALENDAR",
    ]


def test_a_meeting_stands_in_the_time_of_its_zone_and_its_changes_in_utc():
    (event,) = read(an_event()).events

    assert text(event).splitlines() == [
        "BEGIN:VEVENT",
        "SUMMARY:Hari ke-3\\, Pagi",
        "DTSTART;TZID=Asia/Makassar:20261125T090000",
        "DTEND;TZID=Asia/Makassar:20261125T120000",
        "DTSTAMP:20261123T010000Z",
        "UID:meeting-1@lms.example.org",
        "SEQUENCE:4",
        "CREATED:20261116T010000Z",
        "DESCRIPTION:Bawa HP",
        "LAST-MODIFIED:20261123T010000Z",
        "LOCATION:Balai Banjar",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://lms.example.org/w/dkgd-1/lessons",
        "END:VEVENT",
    ]


def test_a_cancelled_meeting_stays_and_takes_no_time():
    (event,) = read(an_event(cancelled=True)).events

    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_each_zone_is_told_once():
    jayapura = ZoneInfo("Asia/Jayapura")

    zones = read(an_event(zone=jayapura), an_event(), an_event()).timezones

    assert [str(zone["TZID"]) for zone in zones] == ["Asia/Jayapura", "Asia/Makassar"]


def test_a_zone_is_told_from_the_year_before_to_the_year_after():
    old, late = (an_event(datetime(year, 12, 31, 21, tzinfo=UTC)) for year in (2026, 2028))

    (zone,) = read(late, old).timezones

    assert "from 2025-01-01 to 2030-12-31" in text(zone)  # it ends at midnight, in 2029


def test_the_last_change_is_that_of_the_event_changed_last():
    days = [NOW - timedelta(days=2), NOW, NOW - timedelta(days=1)]

    assert last_change([an_event(changed_at=day) for day in days]) == NOW


def test_an_empty_calendar_was_never_changed():
    assert last_change([]) is None
